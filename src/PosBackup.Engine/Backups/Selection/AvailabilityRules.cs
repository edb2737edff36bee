using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups.Selection;

/// <summary>
/// Whether a database can be backed up in the state it is in. What somebody switched off on purpose is skipped when a pattern found it;
/// what is broken fails however it was found.
/// <code>
/// state                                  by name   by pattern
/// offline, restoring, standby, snapshot  failed    skipped
/// recovering, recovery pending,
/// suspect, emergency, no access          failed    failed
/// </code>
/// </summary>
internal static class AvailabilityRules
{
    /// <summary>Why it cannot; null when it can.</summary>
    public static Refusal? Check(DatabaseFacts database, bool isNamed)
    {
        RunOutcome onPurpose = isNamed ? RunOutcome.Failed : RunOutcome.Skipped;
        if (database.IsDatabaseSnapshot)
            return Refuse(onPurpose, database, "is a database snapshot, which cannot be backed up", "Back up its source.");

        if (database.IsInStandby)
            return Refuse(onPurpose, database, "is in standby, in the middle of a restore sequence", "Back it up where it is the primary.");

        return database.State switch
        {
            DatabaseState.Online when !database.HasAccess => new Refusal(
                RunOutcome.Failed, ErrorCode.InstanceAccessDenied, $"the login has no access to {database.Name}", "Create a user for it there, in the role db_backupoperator."),
            DatabaseState.Online => null,
            DatabaseState.Offline => Refuse(onPurpose, database, "is offline", "Set it online, or exclude it."),
            DatabaseState.Restoring => Refuse(onPurpose, database, "is being restored", "Finish the restore (RESTORE DATABASE … WITH RECOVERY), or exclude it."),
            DatabaseState.Recovering => Refuse(RunOutcome.Failed, database, "is recovering", "Wait until it is online."),
            DatabaseState.RecoveryPending => Refuse(RunOutcome.Failed, database, "waits for recovery: a file is missing or out of reach", "Look into the instance's error log; keep every older backup."),
            DatabaseState.Suspect => Refuse(RunOutcome.Failed, database, "is suspect", "Restore it from its last good backup; keep every older backup."),
            DatabaseState.Emergency => Refuse(RunOutcome.Failed, database, "is in emergency mode", "Repair or restore it first; keep every older backup."),
            _ => Refuse(RunOutcome.Failed, database, $"is in state {(int)database.State}", "Bring it online first."),
        };
    }

    private static Refusal Refuse(RunOutcome outcome, DatabaseFacts database, string what, string hint) =>
        new(outcome, ErrorCode.DatabaseUnavailable, $"{database.Name} {what}", hint);
}
