using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Backups.Restoring;

/// <summary>What becomes of a database when a RESTORE is over: it comes online on a fork of its own, becomes readable, or waits for more.</summary>
internal static class RestoreEnding
{
    // Read and write version in SQLite's header: 2 is a write-ahead log, which the stand-in harvests.
    private const int JournalVersionsAt = 18;
    private const byte WriteAheadLog = 2;

    /// <summary>Ends the restore. The database is closed, its store complete up to the redo LSN.</summary>
    public static void Apply(Database database, RestoreEnd end, RestoreRequest request)
    {
        UndoFile.Drop(database);
        database.BeginLog(database.Facts.RedoLsn);
        switch (end)
        {
            case RestoreEnd.Recovery:
                UseWriteAheadLog(database.StorePath);
                Lsn first = database.Log.Next;
                database.Change(facts => Recovered(facts, first, request));
                database.Open();
                break;
            case RestoreEnd.Standby:
                UseWriteAheadLog(database.StorePath);
                database.Change(facts => facts with { State = DatabaseState.Online, IsStandby = true, StandbyFile = request.StandbyFile, Wal = default });
                UndoFile.Write(database);
                database.Open();
                break;
            default:
                database.Change(facts => facts with { State = DatabaseState.Restoring, IsStandby = false, StandbyFile = null });
                database.Close();
                break;
        }
    }

    // Every RESTORE … WITH RECOVERY begins a fork: what is logged from here on is no continuation of other backups of the same log.
    private static DatabaseFacts Recovered(DatabaseFacts facts, Lsn first, RestoreRequest request) => facts with
    {
        State = DatabaseState.Online,
        IsStandby = false,
        StandbyFile = null,
        FirstRecoveryFork = facts.RecoveryFork,
        RecoveryFork = Guid.NewGuid(),
        ForkPoint = facts.RedoLsn,
        LastLogBackupLsn = facts.RecoveryModel == RecoveryModel.Simple ? null : first,
        LogChainBegins = facts.RecoveryModel == RecoveryModel.Simple,
        UserAccess = request.RestrictedUser ? UserAccess.RestrictedUser : facts.UserAccess,
        Wal = default,
    };

    private static void UseWriteAheadLog(string store)
    {
        using var file = new FileStream(store, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        file.Position = JournalVersionsAt;
        file.Write([WriteAheadLog, WriteAheadLog]);
    }
}
