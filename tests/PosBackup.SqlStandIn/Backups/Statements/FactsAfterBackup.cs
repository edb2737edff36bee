using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Backups.Restoring;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Backups.Statements;

/// <summary>What a database remembers of a backup: its differential base and where the log chain stands.</summary>
internal static class FactsAfterBackup
{
    public static void Apply(Database database, BackupSet set, BackupRequest request)
    {
        switch (set.Kind)
        {
            case BackupKind.Full when !request.CopyOnly:
                database.Change(facts => AfterFull(facts, set));
                database.BeginChanges(set.CheckpointLsn);
                break;
            case BackupKind.Differential when database.Facts.LastLogBackupLsn is null:
                database.Change(facts => StartChain(facts, set));
                break;
            case BackupKind.Log when !request.CopyOnly || request.NoRecovery:
                database.Change(facts => AfterLog(facts, set, request));
                break;
            default:
                break;
        }

        if (!request.NoRecovery)
            return;
        database.Close();
        if (request.StandbyFile is not null)
            UndoFile.Write(database);
        database.Open();
    }

    private static DatabaseFacts AfterFull(DatabaseFacts facts, BackupSet set) => StartChain(facts, set) with
    {
        DatabaseBackupLsn = set.CheckpointLsn,
        DifferentialBaseLsn = set.CheckpointLsn,
        DifferentialBaseGuid = set.SetGuid,
        DifferentialBaseTime = set.FinishedAt?.Local,
    };

    /// <summary>The first full (or, after SIMPLE, differential) begins the log chain.</summary>
    private static DatabaseFacts StartChain(DatabaseFacts facts, BackupSet set) =>
        facts.RecoveryModel == RecoveryModel.Simple || facts.LastLogBackupLsn is not null
            ? facts
            : facts with { LastLogBackupLsn = set.FirstLsn, LogChainBegins = true };

    private static DatabaseFacts AfterLog(DatabaseFacts facts, BackupSet set, BackupRequest request)
    {
        DatabaseFacts after = facts with
        {
            LastLogBackupLsn = set.LastLsn,
            LogChainBegins = false,
            FirstRecoveryFork = Guid.Empty,
            ForkPoint = Lsn.Zero,
        };
        return request.NoRecovery
            ? after with
            {
                State = request.StandbyFile is null ? DatabaseState.Restoring : DatabaseState.Online,
                IsStandby = request.StandbyFile is not null,
                StandbyFile = request.StandbyFile,
                RedoLsn = set.LastLsn,
            }
            : after;
    }
}
