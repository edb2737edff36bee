using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Backups.Restoring;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Storage.Sessions;

namespace PosBackup.SqlStandIn.Backups.Statements;

/// <summary>When a server refuses a BACKUP, in the order in which it does.</summary>
internal static class BackupRules
{
    /// <summary>The database to back up.</summary>
    /// <exception cref="Tds.SqlErrorException">The server's refusal.</exception>
    public static Database Check(BackupRequest request, Instance instance, SessionState session)
    {
        if (session.OpenTransactions > 0)
            throw StatementErrors.InTransaction();
        if (string.Equals(request.Database, "tempdb", StringComparison.OrdinalIgnoreCase))
            throw StatementErrors.TempDb();

        Database database = instance.Find(request.Database) ?? throw StatementErrors.UnknownDatabase(request.Database);
        if (instance.Logins.Find(session.LoginName)?.CanBackUp(database) != true)
            throw StatementErrors.PermissionDenied(request.Statement, database.Name);

        CheckEdition(request, instance.Identity.Edition);
        CheckState(request, database);
        CheckKind(request, database);
        if (request.StandbyFile is { } undo)
            UndoFile.Require(undo);
        return database;
    }

    private static void CheckEdition(BackupRequest request, EditionFacts edition)
    {
        if (request.Compress == true && !edition.CanCompress)
            throw StatementErrors.EditionLacks(request.Statement, "COMPRESSION", edition.Name);
        if (request.Encrypt && !edition.CanEncrypt)
            throw StatementErrors.EditionLacks(request.Statement, "ENCRYPTION", edition.Name);
        if (request.Encrypt)
            throw StatementErrors.NotInStandIn("how SQL Server encrypts backups: no sample of the format was ever at hand");
    }

    private static void CheckState(BackupRequest request, Database database)
    {
        if (database.State == DatabaseState.Emergency)
            throw StatementErrors.Emergency();
        bool tailOfBroken = request is { Kind: BackupKind.Log, NoTruncate: true } && database.State == DatabaseState.Suspect;
        if (!tailOfBroken)
            database.RequireOnline();
    }

    private static void CheckKind(BackupRequest request, Database database)
    {
        bool isMaster = string.Equals(database.Name, "master", StringComparison.OrdinalIgnoreCase);
        switch (request.Kind)
        {
            case BackupKind.Log when isMaster:
                throw StatementErrors.LogOfMaster();
            case BackupKind.Differential when isMaster:
                throw StatementErrors.OnlyFullOfMaster();
            case BackupKind.Log when database.Facts.RecoveryModel == RecoveryModel.Simple:
                throw StatementErrors.SimpleRecovery(request.Statement);
            case BackupKind.Log when database.Facts.LastLogBackupLsn is null:
                throw StatementErrors.NoCurrentBackup();
            case BackupKind.Differential when database.Facts.DifferentialBaseLsn.IsZero:
                throw StatementErrors.NoDifferentialBase(database.Name);
            default:
                break;
        }
    }
}
