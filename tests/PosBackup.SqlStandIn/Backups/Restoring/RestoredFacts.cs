using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Backups.Listing;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Backups.Restoring;

/// <summary>What a database is after a set has been restored: what the set tells of it, not what it was before.</summary>
internal static class RestoredFacts
{
    private const byte OldestCompatibilityLevel = 100;

    /// <summary>Before the first page of a full backup is written: a database in the middle of a restore, at the places chosen.</summary>
    public static DatabaseFacts Beginning(DatabaseFacts facts, BackupSet set, FileTargets targets)
    {
        DatabaseFile data = set.Files.First(file => !file.IsLog);
        return facts with
        {
            State = DatabaseState.Restoring,
            IsStandby = false,
            StandbyFile = null,
            DataName = targets.DataName,
            DataFile = targets.DataFile,
            LogName = targets.LogName,
            LogFile = targets.LogFile,
            DataFileGuid = data.UniqueId,
            LogFileGuid = set.Files.First(file => file.IsLog).UniqueId,
            CreateLsn = data.CreateLsn,
            FamilyGuid = set.FamilyGuid,
            BindingGuid = set.BindingGuid,
            Collation = CollationOf(set) ?? facts.Collation,
            CompatibilityLevel = Math.Max(OldestCompatibilityLevel, (byte)set.CompatibilityLevel),
            IsReadOnly = set.Flags.HasFlag(BackupFlags.ReadOnly),
            UserAccess = set.Flags.HasFlag(BackupFlags.SingleUser) ? UserAccess.SingleUser : UserAccess.MultiUser,
            RedoLsn = Lsn.Zero,
            RestoredLsn = Lsn.Zero,
            Wal = default,
        };
    }

    /// <summary>A full backup is the differential base of what follows, unless it is copy-only: then the base it had at the time is.</summary>
    public static DatabaseFacts AfterFull(DatabaseFacts facts, BackupSet set)
    {
        DatabaseFile data = set.Files.First(file => !file.IsLog);
        return facts with
        {
            DatabaseBackupLsn = set.IsCopyOnly ? set.DatabaseBackupLsn : set.CheckpointLsn,
            DifferentialBaseLsn = set.IsCopyOnly ? data.DifferentialBaseLsn : set.CheckpointLsn,
            DifferentialBaseGuid = set.IsCopyOnly ? data.DifferentialBaseGuid : set.SetGuid,
            DifferentialBaseTime = set.IsCopyOnly ? null : set.FinishedAt?.Local,
        };
    }

    /// <summary>How far the set brought the database.</summary>
    public static DatabaseFacts After(DatabaseFacts facts, BackupSet set, RollForward roll)
    {
        Lsn reached = roll.IsStopped ? roll.Reached : set.LastLsn;
        bool isOnNewFork = !roll.IsStopped || set.ForkPointLsn is not { } point || reached > point;
        return facts with
        {
            RedoLsn = reached,
            RestoredLsn = set.Kind == BackupKind.Log ? facts.RestoredLsn : reached,
            RedoTime = roll.Time ?? facts.RedoTime,
            StorePages = roll.StorePages ?? facts.StorePages,
            RecoveryFork = isOnNewFork ? set.RecoveryForkGuid : set.FirstRecoveryForkGuid,
            FirstRecoveryFork = Guid.Empty,
            ForkPoint = Lsn.Zero,
            RecoveryModel = set.RecoveryModel,
            PageVerify = set.PageVerify,
        };
    }

    private static string? CollationOf(BackupSet set) =>
        set.Collation.Length > 0 ? set.Collation : CollationNumbers.Name(set.CollationLcid, set.CollationFlags, set.CollationSortId);
}
