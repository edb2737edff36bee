using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups.Preflight;

/// <summary>Whether a login may take a kind of backup of a database.</summary>
internal static class RightRules
{
    public static PreflightCheck Check(DatabaseFacts database, BackupKind kind, InstanceFacts instance)
    {
        if (database.MayBackUp && (database.MayBackUpLog || kind != BackupKind.Log))
            return new PreflightCheck(PreflightSubject.Databases, PreflightOutcome.Passed, ErrorCode.None, $"{database.Name} can be backed up");

        string right = database.MayBackUp ? "BACKUP LOG" : "BACKUP DATABASE";
        return new PreflightCheck(
            PreflightSubject.Databases,
            PreflightOutcome.Failed,
            ErrorCode.InstanceAccessDenied,
            $"{instance.Login} may not back up {database.Name}: it lacks {right} there",
            "Add its user to the role db_backupoperator there.");
    }
}
