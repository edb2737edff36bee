using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Backups.Statements;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Storage.Sessions;

namespace PosBackup.SqlStandIn.Backups.Restoring;

/// <summary>When a server refuses to touch a database with RESTORE, in the order in which it does.</summary>
internal static class DatabaseRules
{
    /// <summary>Who may restore what, whatever the media.</summary>
    /// <exception cref="Tds.SqlErrorException">3147, 3108, 3110, 3102, 3101.</exception>
    public static Database? Find(RestoreRequest request, Instance instance, SessionState session)
    {
        Database? database = instance.Find(request.Database);
        if (database?.Name is "tempdb")
            throw StatementErrors.TempDb();
        if (instance.Logins.Find(session.LoginName)?.CanRestore(database) != true)
            throw RestoreErrors.RestoreDenied(request.Database);
        if (database?.Name is "master")
            throw RestoreErrors.MasterNeedsSingleUser();
        return database;
    }

    /// <summary>Demands that nobody uses the database.</summary>
    /// <exception cref="Tds.SqlErrorException">3102: the session itself does; 3101: another.</exception>
    public static void RequireExclusive(Database database, Instance instance, SessionState session)
    {
        if (string.Equals(session.Database, database.Name, StringComparison.OrdinalIgnoreCase))
            throw RestoreErrors.InUseBySession(database.Name);
        if (instance.Sessions.Using(database.Name).Any(other => other != session))
            throw RestoreErrors.InUse();
    }

    /// <summary>Whether a full backup may go over a database that exists.</summary>
    /// <exception cref="Tds.SqlErrorException">3154, 3141, 3159.</exception>
    public static void RequireOverwritable(Database existing, BackupSet set, RestoreRequest request)
    {
        if (request.Replace)
            return;
        if (existing.Facts.FamilyGuid != set.FamilyGuid)
            throw PlanningErrors.OtherDatabase(existing.Name);
        if (!string.Equals(existing.Name, set.Database, StringComparison.OrdinalIgnoreCase))
            throw PlanningErrors.OtherName(set.Database, existing.Name);
        bool hasTail = existing is { State: DatabaseState.Online, Facts.IsStandby: false, Facts.RecoveryModel: not RecoveryModel.Simple, Facts.LastLogBackupLsn: not null };
        if (hasTail && request.Stop is null)
            throw PlanningErrors.TailNotBackedUp(existing.Name);
    }

    /// <summary>What every set must be, whatever its kind.</summary>
    /// <exception cref="Tds.SqlErrorException">3135, 3169, 3180, 3182, 3187.</exception>
    public static void RequireUsable(BackupSet set, RestoreRequest request, Instance instance, string device)
    {
        if (set.Kind is not (BackupKind.Full or BackupKind.Differential or BackupKind.Log) || set.IsSnapshot)
            throw StatementErrors.NotInStandIn($"backup sets of the kind {set.Kind}{(set.IsSnapshot ? " (snapshot)" : "")}");
        if ((request.Verb == RestoreVerb.Log) != (set.Kind == BackupKind.Log))
            throw PlanningErrors.OtherKind(device, set.Kind == BackupKind.Log ? "BACKUP LOG" : "BACKUP DATABASE");
        if (set.DatabaseVersion > instance.Identity.Release.DatabaseVersion)
            throw PlanningErrors.NewerVersion(set, instance.Identity);
        if (request.End == RestoreEnd.Standby && set.DatabaseVersion < instance.Identity.Release.DatabaseVersion)
            throw PlanningErrors.StandbyNeedsUpgrade();
        if (set.Flags.HasFlag(BackupFlags.Damaged) && !request.ContinueAfterError)
            throw PlanningErrors.WasDamaged();
        if (request.Checksum == true && !set.HasChecksum)
            throw RestoreErrors.NoChecksums();
    }
}
