using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Backups.Steps;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups.Healing;

/// <summary>What manifest and catalog know of a media file, whatever it holds by now. A file that either knows was whole once.</summary>
internal sealed record KnownMedia
{
    private const int RunsBack = 10_000;

    /// <summary>The manifest beside it; null when there is none that can be read.</summary>
    public Manifest? Manifest { get; private init; }

    /// <summary>What the catalog has under its path; null when nothing.</summary>
    public Manifest? Cataloged { get; private init; }

    /// <summary>Whether a run that the catalog has on record succeeded with it; true when the catalog cannot say.</summary>
    public bool IsVouchedFor { get; private init; }

    /// <summary>Whether nothing says that it ever was whole.</summary>
    public bool IsUnknown => Manifest is null && Cataloged is null && !IsVouchedFor;

    /// <summary>Either, the manifest first; null when there is neither.</summary>
    public Manifest? Either => Manifest ?? Cataloged;

    /// <summary>Sets that are known to have been written to it.</summary>
    public IEnumerable<BackupSet> Sets => (Manifest?.Media.Sets ?? []).Concat(Cataloged?.Media.Sets ?? []);

    public static async Task<KnownMedia> OfAsync(RunContext run, string database, MediaFile media, CancellationToken cancellationToken)
    {
        var known = new KnownMedia { Manifest = await ManifestAsync(media.Path, cancellationToken).ConfigureAwait(false) };
        try
        {
            return run.Catalog is not { } catalog ? known : known with
            {
                Cataloged = InCatalog(catalog, media.Path),
                IsVouchedFor = catalog.Runs(RunsBack).Any(one => SucceededWith(one, run.Instance.Name, database, media) && !IsElsewhere(catalog, one, media.Path)),
            };
        }
        catch (PosBackupException)
        {
            // A catalog that cannot be used is told of by every result; until it can, no file is unknown to it.
            return known with { IsVouchedFor = true };
        }
    }

    /// <summary>Whether each known set is still there.</summary>
    public bool IsKeptIn(MediaFile media) => Sets.All(set => media.Sets.Any(one => one.SetGuid == set.SetGuid));

    private static Manifest? InCatalog(BackupCatalog catalog, string file) => catalog
        .List(new CatalogFilter { Under = [file] })
        .FirstOrDefault(entry => ServerPath.Same(entry.Path, file))?
        .Manifest;

    /// <summary>By the set, where it can still be read; else by the time in the name.</summary>
    private static bool SucceededWith(RecordedRun run, string instance, string database, MediaFile media)
    {
        if (run.Outcome != RunOutcome.Succeeded)
            return false;

        if (media.Sets.Any(set => set.SetGuid == run.SetGuid))
            return true;

        return BackupFileName.TryParse(Path.GetFileName(media.Path)) is { } name
            && string.Equals(run.Database, database, StringComparison.Ordinal)
            && string.Equals(run.Instance, instance, StringComparison.OrdinalIgnoreCase)
            && run.StartedAt < name.At + TimeSpan.FromSeconds(1)
            && name.At <= run.FinishedAt;
    }

    /// <summary>Two runs in one second look alike by time; the set of one of them is on another file.</summary>
    private static bool IsElsewhere(BackupCatalog catalog, RecordedRun run, string file)
    {
        if (run.SetGuid is not { } set)
            return false;

        IReadOnlyList<CatalogEntry> entries = catalog.List(new CatalogFilter { SetGuid = set });
        return entries.Count > 0 && !entries.Any(entry => ServerPath.Same(entry.Path, file));
    }

    private static async Task<Manifest?> ManifestAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await ManifestStore.ReadAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (PosBackupException e) when (e.Code == ErrorCode.ManifestUnreadable)
        {
            return null;
        }
    }
}
