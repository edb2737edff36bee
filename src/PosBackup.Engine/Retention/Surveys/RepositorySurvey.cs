using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers;

namespace PosBackup.Engine.Retention.Surveys;

/// <summary>What lies on a target: by its own listing and manifests, with the proofs that the catalog has of exactly these files.</summary>
/// <param name="catalog">What was proven there, or read back.</param>
/// <param name="definition">The target.</param>
/// <param name="store">Name of this store on it.</param>
/// <param name="now">The time.</param>
internal sealed class RepositorySurvey(BackupCatalog catalog, TargetDefinition definition, string store, DateTimeOffset now)
{
    /// <summary>What to do about a file that nothing tells of.</summary>
    private const string Untold = "if it is no backup, move it out of that folder; if it is one whose manifest is lost, 'posbackup verify --record' where the folder lies writes it anew";

    /// <param name="target">The target.</param>
    /// <param name="audit">Which removals were begun.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="TargetException">It cannot be reached or listed.</exception>
    public async Task<RepositoryHoldings> LookAsync(IBackupTarget target, AuditFacts audit, CancellationToken cancellationToken)
    {
        TargetDescription description = await target.DescribeAsync(cancellationToken).ConfigureAwait(false);
        var place = new RetentionPlace(definition.Name, description.Medium ?? "");
        RepositoryContents contents = await new Repository(target).LookAsync(new RepositoryFilter { Store = store }, cancellationToken).ConfigureAwait(false);
        var read = new LocalReadBacks(catalog, description);
        Dictionary<string, BackupCopy> copies = catalog.Copies(definition.Name)
            .Where(copy => copy.LiesAt(place.Medium, definition.Address))
            .ToDictionary(copy => copy.Path, StringComparer.Ordinal);
        IEnumerable<SurveyedFile> files = contents.Media.Select(media => new SurveyedFile(media.Path.Value, media.Length, media.Manifest)
        {
            ProvenAt = ProvenAt(copies.GetValueOrDefault(media.Path.Value), read, media),
            Doubt = SurplusOf(media),
            IsBeingRemoved = media.Manifest is { Media: { } held } && audit.IsBegun(place, definition.Address, held.MediaSetId, held.Sets.Select(set => set.SetGuid)),
        });
        return new RepositoryHoldings(place, description, [.. StripeGroups.Join(place, files, now)], contents.Problems)
        {
            IsShippedTo = copies.Count > 0,
            Doubt = DoubtOf(place, contents, copies, audit),
            Disproven = [.. contents.Media.Select(media => Disproved(copies.GetValueOrDefault(media.Path.Value), read, media)).OfType<DisprovenCopy>()],
        };
    }

    /// <summary>
    /// Listings lie: a folder that cannot be read looks empty, and a file without a manifest may be the full of all others. What was proven there has to be there, and all that is there has
    /// to be known, before anything counts as needed by nobody.
    /// </summary>
    private string? DoubtOf(RetentionPlace place, RepositoryContents contents, Dictionary<string, BackupCopy> copies, AuditFacts audit)
    {
        if (contents.Media.FirstOrDefault(media => media.Manifest is null && !audit.IsBegunFile(place, definition.Address, media.Path.Value)) is { } untold)
            return $"nothing tells what is in {untold.Path}; {Untold}";
        if (contents.LeftOut is [var unnamed, ..])
            return $"nothing tells what is in {unnamed}, which has a name that we never give; {Untold}";

        if (contents.Media.FirstOrDefault(media => media.Manifest is { } told && copies.GetValueOrDefault(media.Path.Value) is { } copy && !IsContinued(copy, told)) is { } other)
            return $"the manifest of {other.Path} tells of other media than were proven there; where what was proven is not here any more to be sent again, move that file and its manifest out of that folder, and run 'posbackup sync'";

        HashSet<string> listed = [.. contents.Media.Select(media => media.Path.Value)];
        BackupCopy[] missing = [.. copies.Values.Where(copy => RepositoryLayout.IsOf(store, copy.Path) && !listed.Contains(copy.Path) && !audit.IsBegun(place, copy.Address, copy.MediaSetId, copy.SetGuids))];
        return missing switch
        {
            [] => null,
            [var one] => $"1 file that was proven there is not listed: {one.Path}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{missing.Length} files that were proven there are not listed, {missing.MinBy(copy => copy.Path, StringComparer.Ordinal)!.Path} among them"),
        };
    }

    /// <summary>
    /// A copy that is proven no more, as it is recorded: by the manifest beside it, or by what this catalog read there, somebody verified it since and found damage, or it is of other media.
    /// Whose clock was wrong makes it read once more.
    /// </summary>
    private static DisprovenCopy? Disproved(BackupCopy? copy, LocalReadBacks read, RepositoryMedia media)
    {
        if (copy is null)
            return null;
        if (media.Manifest is { } told && !IsContinued(copy, told))
            return new DisprovenCopy(copy, "its manifest tells of other media than were proven there");

        Proof? proof = media.Manifest?.LatestProof() is { Verdict: Verdict.Damaged } beside && beside.At >= copy.ProvenAt ? beside : read.Disproof(copy)?.Proof;
        return proof is null ? null : new DisprovenCopy(copy, string.Create(CultureInfo.InvariantCulture, $"verification found it damaged at {proof.At:yyyy-MM-dd HH:mmK}"));
    }

    /// <summary>Whether media are those that were proven, be it with more sets by now.</summary>
    private static bool IsContinued(BackupCopy copy, Manifest told) =>
        told.Media.MediaSetId == copy.MediaSetId && told.Media.Stripe == copy.Stripe && told.Media.Sets.Take(copy.SetGuids.Count).Select(set => set.SetGuid).SequenceEqual(copy.SetGuids);

    /// <summary>Why a file may not be what was shipped although its manifest is: bytes were added behind, and nothing is here that is being appended.</summary>
    private string? SurplusOf(RepositoryMedia media) => media is { Surplus: > 0, Manifest.Media: { } told } && !catalog.List(new CatalogFilter { MediaSetId = told.MediaSetId })
        .Select(entry => entry.Manifest.Media)
        .Any(here => here.Stripe == told.Stripe && here.Length >= told.Length + media.Surplus)
        ? string.Create(CultureInfo.InvariantCulture, $"it has {CountText.Of(media.Surplus, "byte")} more than were shipped, and no append is under way: somebody wrote to it, so move it out of that folder and let 'posbackup sync' send it again")
        : null;

    /// <summary>
    /// By the catalog alone: what it shipped there, or read back from that very file. A proof in the manifest says what the content was worth where it was read, and is copied with it: a
    /// folder that somebody copied has all its proofs, and may be rotten.
    /// </summary>
    private DateTimeOffset? ProvenAt(BackupCopy? copy, LocalReadBacks read, RepositoryMedia media)
    {
        DateTimeOffset? shipped = copy is not null && read.Judge(copy) is { IsProven: true } judged && IsOf(judged, media) ? judged.ProvenAt : null;
        DateTimeOffset? verified = read.Of(media.Path.Value)?.Proves(media.Manifest?.Sha256, media.Length, now);
        return shipped > verified ? shipped : verified ?? shipped;
    }

    private static bool IsOf(BackupCopy copy, RepositoryMedia media) =>
        copy.Length == media.Length && string.Equals(copy.Sha256, media.Manifest?.Sha256, StringComparison.Ordinal);
}

/// <summary>What was found on a target.</summary>
/// <param name="Place">The target, with the medium that is in.</param>
/// <param name="Description">What it says of itself.</param>
/// <param name="Media">The media.</param>
/// <param name="Problems">What is of no use, and is left alone.</param>
internal sealed record RepositoryHoldings(RetentionPlace Place, TargetDescription Description, IReadOnlyList<HeldMedia> Media, IReadOnlyList<SyncNote> Problems)
{
    /// <summary>Why the look may not have seen all; null when it has.</summary>
    public string? Doubt { get; init; }

    /// <summary>Whether the catalog has shipped there.</summary>
    public bool IsShippedTo { get; init; }

    /// <summary>Copies that were proven, and are no more by what lies there.</summary>
    public IReadOnlyList<DisprovenCopy> Disproven { get; init; } = [];
}

/// <summary>A copy that counts as none any more.</summary>
/// <param name="Copy">As it is recorded.</param>
/// <param name="Reason">Why, as a clause.</param>
internal sealed record DisprovenCopy(BackupCopy Copy, string Reason)
{
    /// <summary>What a person is told.</summary>
    public RetentionNote Note => new(
        ErrorCode.CopyCorrupt,
        $"{Copy.Path} on {Copy.Target} counts as no copy: {Reason}",
        $"The next 'posbackup sync' reads it back, and sends {Copy.Source} again where that is still here. If nothing has it any more, take a new full backup.");
}
