using PosBackup.Cli.Json;
using PosBackup.Cli.Serving.Requests;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Repositories;

namespace PosBackup.Cli.Serving.Methods;

/// <summary>Joins what is known of media files to sets: one for each set of a media set, with all the files that it is on.</summary>
internal static class ListedSets
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <param name="entries">Sets, each on one file.</param>
    /// <param name="onlyMissing">Only sets of which a file is gone, has changed, or has a link in its place.</param>
    public static ListedSet[] InCatalog(IEnumerable<CatalogEntry> entries, bool onlyMissing) =>
    [
        .. Join(entries.Select(entry => new SetOnFile(entry.Set, entry.Manifest.Media, entry.Path, entry.Manifest.Sha256, entry.Manifest.LatestProof(Now), EnumName.Of(entry.Presence))), SetSource.Catalog)
            .Where(set => !onlyMissing || set.Files.Any(file => !string.Equals(file.Presence, EnumName.Of(MediaPresence.Present), StringComparison.Ordinal))),
    ];

    /// <param name="media">Files that could be read.</param>
    /// <param name="isWanted">Which sets in them are listed.</param>
    public static ListedSet[] InFiles(IEnumerable<SurveyedMedia> media, Func<BackupSet, bool> isWanted) => Join(
        media.SelectMany(one => one.Inspection!.Media.Sets.Where(isWanted).Select(set => new SetOnFile(set, one.Inspection.Media, one.Path, one.Manifest?.Sha256, one.Manifest?.LatestProof(Now), EnumName.Of(MediaPresence.Present)))),
        SetSource.Files);

    /// <param name="found">What lies on a target.</param>
    /// <param name="isWanted">Which sets of it are listed.</param>
    public static ListedSet[] OnTarget(ListedRepository found, Func<BackupSet, bool> isWanted) => Join(
        found.Copies.SelectMany(copy => copy.Manifest.Media.Sets.Where(isWanted).Select(set => new SetOnFile(set, copy.Manifest.Media, copy.Path, copy.Manifest.Sha256, copy.Manifest.LatestProof(Now), EnumName.Of(MediaPresence.Present), copy.Store))),
        SetSource.Targets,
        found.Target,
        found.Medium);

    private static ListedSet[] Join(IEnumerable<SetOnFile> sets, SetSource source, string? target = null, string? medium = null) =>
    [
        .. sets.GroupBy(one => (one.Store, one.Media.MediaSetId, one.Set.SetGuid)).Select(group =>
        {
            SetOnFile first = group.First();
            Proof? proof = group.Any(one => one.Proof is null) ? null : group.Select(one => one.Proof!).MinBy(one => one.At);
            return new ListedSet(
                SetJson.Of(first.Set),
                [.. group.OrderBy(one => one.Media.Stripe).Select(one => new ListedSetFile(one.Path, one.Media.Stripe, one.Media.Length, one.Sha256, one.Presence))],
                first.Media.MediaSetId,
                first.Media.Stripes,
                SourceName(source),
                target,
                first.Store,
                medium,
                proof is null ? null : ProofJson.Of(proof),
                proof is null ? null : EnumName.Of(proof.Verdict));
        }),
    ];

    /// <summary>What the client asked for in the plural is one of it here.</summary>
    private static string SourceName(SetSource source) => source switch
    {
        SetSource.Files => "file",
        SetSource.Targets => "target",
        _ => "catalog",
    };

    private sealed record SetOnFile(BackupSet Set, MediaFile Media, string Path, string? Sha256, Proof? Proof, string Presence, string? Store = null);
}
