using PosBackup.Engine.Backups;
using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Backups.Preflight;
using PosBackup.Engine.Restores.Journal;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Restores.Facts;

/// <summary>Asks the instance, and this machine where it is the same one.</summary>
internal sealed class RestoreFactsReader(SqlSession session, InstanceFacts instance, JournalStore journals)
{
    public async Task<RestoreFacts> ReadAsync(string target, CancellationToken cancellationToken)
    {
        bool isLocal = instance.IsOn(Environment.MachineName);
        VolumeSpace volumes = await VolumeSpace.ReadAsync(session, instance, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<RecordedRestore> restores = await MsdbAccess.OrNothingAsync(() => RestoreHistoryQuery.ReadAsync(session, target, count: 1, cancellationToken)).ConfigureAwait(false);
        IReadOnlyList<string> occupied = await OccupiedPathsQuery.ReadAsync(session, cancellationToken).ConfigureAwait(false);
        RecordedRestore? last = restores.Count > 0 ? restores[0] : null;
        RestoreJournal? journal = await journals.ReadAsync(instance.Name, target, cancellationToken).ConfigureAwait(false);
        TargetFacts? database = await TargetFactsQuery.ReadAsync(session, instance, target, cancellationToken).ConfigureAwait(false);
        return new RestoreFacts
        {
            Instance = instance,
            NewestVersion = await DatabaseVersionQuery.ReadAsync(session, cancellationToken).ConfigureAwait(false),
            Target = database,
            LastRestore = last,
            Folders = await FileFoldersQuery.ReadAsync(session, instance, cancellationToken).ConfigureAwait(false),
            OccupiedPaths = new HashSet<string>(occupied, StringComparer.OrdinalIgnoreCase),
            FreeBytes = folder => volumes.FreeBytes(folder) ?? (isLocal && Directory.Exists(folder) ? FreeSpace.OfThisMachine(folder) : null),
            Volume = folder => volumes.MountPoint(folder) ?? Root(folder),
            IsInTheWay = File.Exists,
            IsBackup = MediaSignature.IsAt,
            Journal = Waits(database) ? journal : null,
            Finished = IsOver(database, last, journal) ? journal : null,
        };
    }

    /// <summary>The journal of a restore whose database is gone, or was brought online by somebody, tells of nothing any more.</summary>
    private static bool Waits(TargetFacts? database) => database is { Database.State: DatabaseState.Restoring } or { Database.IsInStandby: true };

    /// <summary>The last set of the restore is in the database, and it is online: what was sold since must not be overwritten by the same call once more.</summary>
    private static bool IsOver(TargetFacts? database, RecordedRestore? last, RestoreJournal? journal) =>
        database is { Database: { State: DatabaseState.Online, IsInStandby: false } } && journal is { HasGivenUp: true } && last?.SetGuid is { } set && journal.FinalSets.Contains(set);

    /// <summary>Folders on an unknown volume are told apart by drive; on Unix they are taken for one.</summary>
    private static string Root(string folder) => ServerPath.Drive(folder) is { } letter ? $@"{letter}:\" : ServerPath.IsUnix(folder) ? "/" : folder;
}
