using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets.Folder;

namespace PosBackup.Engine.Retention.Surveys;

/// <summary>
/// What lies here: the files that the catalog expects, each with a look at it and at the manifest beside it. What is not there may be gone, or on a disk that is not mounted: it is in
/// doubt, unless its removal was begun. What lies in the folder of a target is that target's, and would else be its own copy.
/// </summary>
/// <param name="catalog">What is expected.</param>
/// <param name="targets">The folders of targets.</param>
/// <param name="now">The time.</param>
internal sealed class LocalSurvey(BackupCatalog catalog, TargetFolders targets, DateTimeOffset now)
{
    private const int AtOnce = 4;

    /// <summary>How many files were left out, as they lie in the folder of a target.</summary>
    public int LeftOut { get; private set; }

    /// <param name="audit">Which removals were begun.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<IReadOnlyList<HeldMedia>> LookAsync(AuditFacts audit, CancellationToken cancellationToken)
    {
        CatalogEntry[] expected = [.. catalog.List().DistinctBy(entry => entry.Path, StringComparer.Ordinal).Where(entry => entry.Presence != MediaPresence.Missing || !IsBegun(audit, entry))];
        CatalogEntry[] entries = [.. expected.Where(entry => !targets.Hold(entry.Path))];
        LeftOut = expected.Length - entries.Length;
        var files = new SurveyedFile[entries.Length];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, entries.Length),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (i, token) => files[i] = new SurveyedFile(entries[i].Path, entries[i].Manifest.Media.Length, entries[i].Manifest)
            {
                IsAbsent = entries[i].Presence == MediaPresence.Missing,
                Doubt = await DoubtAsync(entries[i], token).ConfigureAwait(false),
                DoubtHint = entries[i].Presence == MediaPresence.Linked ? LinkedMedia.Hint : null,
                IsBeingRemoved = IsBegun(audit, entries[i]),
            }).ConfigureAwait(false);
        return [.. StripeGroups.Join(RetentionPlace.Here, files, now)];
    }

    private static bool IsBegun(AuditFacts audit, CatalogEntry entry) =>
        audit.IsBegun(RetentionPlace.Here, address: null, entry.Manifest.Media.MediaSetId, entry.Manifest.Media.Sets.Select(set => set.SetGuid));

    /// <summary>Where the manifest beside the file is gone the catalog's own word counts; the media is read before anything is removed.</summary>
    private static async Task<string?> DoubtAsync(CatalogEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Presence == MediaPresence.Missing)
            return "it is expected by the catalog and is not there; a disk may not be mounted";
        if (entry.Presence == MediaPresence.Linked)
            return LinkedMedia.What;
        if (entry.Presence == MediaPresence.Changed)
            return string.Create(CultureInfo.InvariantCulture, $"the file has another length than the {entry.Manifest.Media.Length} bytes that the catalog has recorded");

        try
        {
            return await ManifestStore.ReadAsync(entry.Path, cancellationToken).ConfigureAwait(false) is { } beside && !beside.Describes(entry.Manifest.Media)
                ? "the manifest beside it describes other content than the catalog has recorded"
                : null;
        }
        catch (PosBackupException e)
        {
            return $"the manifest beside it cannot be used: {e.Message}";
        }
    }
}
