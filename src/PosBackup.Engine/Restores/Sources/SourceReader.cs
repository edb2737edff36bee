using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Files;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;
using PosBackup.Engine.Sql.Statements;

namespace PosBackup.Engine.Restores.Sources;

/// <summary>
/// Gathers the sets of a database from wherever they may be known.
/// <code>
/// media files that are still to come ─► their manifests
/// files and folders that were named ─► our own reader; what it cannot read (encrypted, not visible) ─► HEADERONLY by the instance
/// none named: the catalog, and the files that msdb names
/// always: msdb, for who took what is missing
/// </code>
/// </summary>
internal sealed class SourceReader(SqlSession session, InstanceFacts instance, BackupCatalog? catalog)
{
    private readonly List<RestoreNote> _problems = [];

    /// <summary>Reads them.</summary>
    /// <param name="database">Name of the database at the time of its backups.</param>
    /// <param name="from">Files and folders; empty for catalog and msdb.</param>
    /// <param name="expected">Media files that are still to come, which are taken instead of all that.</param>
    /// <param name="more">Further files, whatever else is said.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<RestoreSources> ReadAsync(
        string database, IReadOnlyList<string> from, IReadOnlyList<Manifest> expected, IReadOnlyList<string> more, CancellationToken cancellationToken)
    {
        List<SetSighting> sightings = [.. await SurveyAsync(more, cancellationToken).ConfigureAwait(false)];
        IReadOnlyList<RecordedSet> history = await HistoryAsync(database, cancellationToken).ConfigureAwait(false);
        if (expected.Count > 0)
        {
            sightings.AddRange(expected.SelectMany(manifest => SetSighting.InRepository(manifest, manifest.Media.Path)));
        }
        else if (from.Count > 0)
        {
            sightings.AddRange(await SurveyAsync(from, cancellationToken).ConfigureAwait(false));
        }
        else
        {
            sightings.AddRange(catalog is null ? [] : InCatalog(catalog, database));
            HashSet<string> seen = [.. sightings.SelectMany(one => one.Devices).Select(PathIdentity.Key)];
            string[] named = [.. history.SelectMany(one => one.Devices).Where(device => device.IsFile && File.Exists(device.Name) && seen.Add(PathIdentity.Key(device.Name))).Select(device => device.Name)];
            sightings.AddRange(await SurveyAsync(named, cancellationToken).ConfigureAwait(false));
        }

        sightings.AddRange(history.Select(one => new SetSighting
        {
            Set = one.Set,
            Source = SetSource.History,
            Stripes = Math.Max(1, one.Devices.Count),
            Devices = [.. one.Devices.Select(device => device.Name)],
        }));
        return new RestoreSources(ChainBuilder.Build(sightings), _problems);
    }

    /// <summary>Every database that files and folders, or without any the catalog, hold.</summary>
    /// <param name="from">Files and folders; empty for the catalog.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<RestoreSources> ReadAllAsync(IReadOnlyList<string> from, CancellationToken cancellationToken)
    {
        IEnumerable<SetSighting> sightings = from.Count > 0
            ? await SurveyAsync(from, cancellationToken).ConfigureAwait(false)
            : (catalog?.List() ?? []).Select(SetSighting.InCatalog);
        return new RestoreSources(ChainBuilder.Build(sightings), _problems);
    }

    /// <summary>By name, then by the families that the name brings up: a database may have had another name when it was backed up.</summary>
    private static IEnumerable<SetSighting> InCatalog(BackupCatalog catalog, string database)
    {
        IReadOnlyList<CatalogEntry> named = catalog.List(new CatalogFilter { Databases = [database] });
        IEnumerable<CatalogEntry> family = named.Select(entry => entry.Set.FamilyGuid).Where(guid => guid != Guid.Empty).Distinct()
            .SelectMany(guid => catalog.List(new CatalogFilter { FamilyGuid = guid }));
        return named.Concat(family).DistinctBy(entry => (entry.Path, entry.Set.Position)).Select(SetSighting.InCatalog);
    }

    /// <summary>By name, then by the families that the name brings up, as in the catalog. Where the login may not ask, nobody can say who took what is missing, and that is all.</summary>
    private Task<IReadOnlyList<RecordedSet>> HistoryAsync(string database, CancellationToken cancellationToken) => MsdbAccess.OrNothingAsync<RecordedSet>(async () =>
    {
        List<RecordedSet> history = [.. await DatabaseHistoryQuery.ReadAsync(session, database, family: null, instance.ClockOffset, cancellationToken).ConfigureAwait(false)];
        foreach (Guid family in history.Select(one => one.Set.FamilyGuid).Where(guid => guid != Guid.Empty).Distinct().ToArray())
            history.AddRange(await DatabaseHistoryQuery.ReadAsync(session, database, family, instance.ClockOffset, cancellationToken).ConfigureAwait(false));

        return [.. history.DistinctBy(one => one.Set.SetGuid)];
    });

    private async Task<IReadOnlyList<SetSighting>> SurveyAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var sightings = new List<SetSighting>();
        string[] visible = [.. paths.Where(path => File.Exists(path) || Directory.Exists(path))];
        await foreach (SurveyedMedia media in MediaSurvey.LookAsync([.. visible.Select(Path.GetFullPath)], cancellationToken).ConfigureAwait(false))
        {
            if (media.Error is { } error)
                _problems.Add(new RestoreNote(error.Message, error.Hint));
            else if (media.Inspection!.Media.IsEncrypted && media.Manifest is null)
                sightings.AddRange(await HeadersAsync(media.Path, media.Inspection.Media.Length, cancellationToken).ConfigureAwait(false));
            else
                sightings.AddRange(SetSighting.OnMedia(media.Inspection.Media, media.Manifest));

            if (media.ManifestProblem is { } problem)
                _problems.Add(new RestoreNote(problem.Message, problem.Hint));
            if (media.Inspection?.Media.Container == MediaContainer.Unknown)
                _problems.Add(new RestoreNote($"{media.Path} is no SQL Server backup", "It is left out."));
        }

        foreach (string hidden in paths.Except(visible, PathIdentity.Comparer))
            sightings.AddRange(await HeadersAsync(hidden, length: null, cancellationToken).ConfigureAwait(false));

        return sightings;
    }

    /// <summary>What the instance reads from media that we cannot.</summary>
    private async Task<IReadOnlyList<SetSighting>> HeadersAsync(string file, long? length, CancellationToken cancellationToken)
    {
        try
        {
            MediaLabel? label = await MediaHeaders.ReadLabelAsync(session, file, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<BackupSet> sets = await MediaHeaders.ReadSetsAsync(session, file, cancellationToken).ConfigureAwait(false);
            return
            [
                .. sets.Select(set => new SetSighting
                {
                    Set = set,
                    Source = SetSource.Header,
                    MediaSetId = label?.MediaSetId ?? Guid.Empty,
                    Stripes = label?.Stripes ?? 1,
                    File = new SetFile { Path = file, Stripe = label?.Stripe ?? 1, Length = length },
                }),
            ];
        }
        catch (PosBackupException e) when (e.Code is not (ErrorCode.InstanceUnavailable or ErrorCode.Cancelled))
        {
            _problems.Add(new RestoreNote($"{file} cannot be read: this machine does not see it, and the instance says: {e.Message}", "Name files and folders as this machine and the instance's machine both see them, for instance \\\\server\\share\\folder."));
            return [];
        }
    }
}
