using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Statements;

namespace PosBackup.Engine.Backups.Steps;

/// <summary>
/// Reads the header of the set that this run made back from the media. BACKUP tells no GUID, so the set is found by our mark in its
/// description; "the newest in msdb" could be anybody's.
/// </summary>
internal sealed class ReadBack(RunContext run, SqlSession session)
{
    /// <summary>Finds the set.</summary>
    /// <param name="files">Files that BACKUP wrote.</param>
    /// <param name="mark">Mark of the set.</param>
    /// <param name="database">Name of the database.</param>
    /// <param name="kind">Kind that was taken.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="PosBackupException">The set is not there, is another, or cannot be read back.</exception>
    public async Task<WrittenSet> RunAsync(IReadOnlyList<string> files, Guid mark, string database, BackupKind kind, CancellationToken cancellationToken)
    {
        MediaInspection? here = run.Visible ? await MediaInspector.InspectAsync(files[0], cancellationToken).ConfigureAwait(false) : null;
        IReadOnlyList<BackupSet>? there = await ReadThereAsync(files[0], cancellationToken).ConfigureAwait(false);
        if (here is null or { Media.IsEncrypted: true } && there is null)
        {
            throw new PosBackupException(
                ErrorCode.InstanceAccessDenied,
                $"the backup of {database} in {files[0]} cannot be read back: this machine does not see into the file, and the login may not read headers",
                "Grant CREATE ANY DATABASE to the login, or run this program on the instance's machine.");
        }

        BackupSet? bySelf = here is { Media.IsEncrypted: false } ? Find(here.Media.Sets, mark) : null;
        BackupSet? byInstance = there is null ? null : Find(there, mark);
        if (here is { Media.IsEncrypted: false } && bySelf is null)
            throw Corrupt($"the backup of {database} is not in {files[0]}, read back by this machine", "Take it again, and check the disk.");

        if (there is not null && byInstance is null)
            throw Corrupt($"the backup of {database} is not in {files[0]}, read back by the instance", "Take it again, and check the disk.");

        if (bySelf is not null && byInstance is not null && bySelf.SetGuid != byInstance.SetGuid)
            throw Corrupt($"{files[0]} holds set {bySelf.SetGuid} for this machine and set {byInstance.SetGuid} for the instance", "The two do not see the same file; check the share.");

        BackupSet set = (bySelf ?? byInstance)!;
        Check(set, files[0], database, kind);
        return new WrittenSet(set, here?.Media, there ?? here!.Media.Sets);
    }

    private static BackupSet? Find(IReadOnlyList<BackupSet> sets, Guid mark) => sets.FirstOrDefault(set => SetMark.In(set.Description) == mark);

    private static void Check(BackupSet set, string file, string database, BackupKind kind)
    {
        if (set.FinishedAt is null)
            throw Corrupt($"the backup of {database} in {file} has no end", "Take it again, and check the disk.");

        if (set.Kind != kind || !string.Equals(set.Database, database, StringComparison.Ordinal))
            throw Corrupt($"{file} holds a {set.Kind} of {set.Database} where the {kind} of {database} was written", "Take it again.");

        if (set.Flags.HasFlag(BackupFlags.Damaged))
            throw new PosBackupException(ErrorCode.DatabaseDamaged, $"the backup in {file} holds a damaged database {database}", "Run DBCC CHECKDB; keep every older backup.");
    }

    /// <summary>Null when the login may not.</summary>
    private async Task<IReadOnlyList<BackupSet>?> ReadThereAsync(string file, CancellationToken cancellationToken)
    {
        if (!run.Instance.CanReadHeaders)
            return null;

        try
        {
            return await MediaHeaders.ReadSetsAsync(session, file, cancellationToken).ConfigureAwait(false);
        }
        catch (PosBackupException e) when (e.Code == ErrorCode.InstanceAccessDenied)
        {
            return null;
        }
    }

    private static PosBackupException Corrupt(string message, string hint) => new(ErrorCode.BackupSetCorrupt, message, hint);
}

/// <summary>The set that a run made, and what stands on its media now.</summary>
/// <param name="Set">The set.</param>
/// <param name="Media">The first stripe as this process sees it; null when it does not.</param>
/// <param name="SetsOnMedia">All sets there, by position.</param>
internal sealed record WrittenSet(BackupSet Set, MediaFile? Media, IReadOnlyList<BackupSet> SetsOnMedia);
