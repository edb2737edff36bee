using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers;

namespace PosBackup.Engine.Retention.Surveys;

/// <summary>What lies on a target: by its own listing and manifests, with the proofs that the catalog has of exactly these files.</summary>
internal sealed class RepositorySurvey(BackupCatalog catalog, TargetDefinition definition, string store)
{
    /// <param name="target">The target.</param>
    /// <param name="audit">Which removals were begun.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="TargetException">It cannot be reached or listed.</exception>
    public async Task<RepositoryHoldings> LookAsync(IBackupTarget target, AuditFacts audit, CancellationToken cancellationToken)
    {
        TargetDescription description = await target.DescribeAsync(cancellationToken).ConfigureAwait(false);
        var place = new RetentionPlace(definition.Name, description.Medium ?? "");
        RepositoryContents contents = await new Repository(target).LookAsync(new RepositoryFilter { Store = store }, cancellationToken).ConfigureAwait(false);
        Dictionary<string, BackupCopy> copies = catalog.Copies(definition.Name)
            .Where(copy => string.Equals(copy.Medium, place.Medium, StringComparison.Ordinal) && string.Equals(copy.Address, definition.Address, StringComparison.Ordinal))
            .ToDictionary(copy => copy.Path, StringComparer.Ordinal);
        IEnumerable<SurveyedFile> files = contents.Media.Select(media => new SurveyedFile(media.Path.Value, media.Length, media.Manifest)
        {
            ProvenAt = copies.GetValueOrDefault(media.Path.Value) is { } copy && IsOf(copy, media) ? copy.ProvenAt : null,
            Doubt = media.Manifest is { } manifest && manifest.Media.Length != media.Length
                ? string.Create(CultureInfo.InvariantCulture, $"it has {media.Length} bytes, its manifest tells of {manifest.Media.Length}")
                : null,
            IsBeingRemoved = audit.IsBegun(place, media.Manifest?.Media.MediaSetId),
        });
        return new RepositoryHoldings(place, description, [.. StripeGroups.Join(place, files)], contents.Problems);
    }

    private static bool IsOf(BackupCopy copy, RepositoryMedia media) =>
        copy.Length == media.Length && string.Equals(copy.Sha256, media.Manifest?.Sha256, StringComparison.Ordinal);
}

/// <summary>What was found on a target.</summary>
/// <param name="Place">The target, with the medium that is in.</param>
/// <param name="Description">What it says of itself.</param>
/// <param name="Media">The media.</param>
/// <param name="Problems">What is of no use, and is left alone.</param>
internal sealed record RepositoryHoldings(RetentionPlace Place, TargetDescription Description, IReadOnlyList<HeldMedia> Media, IReadOnlyList<SyncNote> Problems);
