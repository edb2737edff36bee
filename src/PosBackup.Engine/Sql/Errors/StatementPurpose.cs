namespace PosBackup.Engine.Sql.Errors;

/// <summary>What a statement is for: the same message asks for other deeds behind a backup than behind a restore.</summary>
internal enum StatementPurpose
{
    Backup = 0,

    /// <summary>RESTORE, and what goes before and behind it: exclusive access, recovery, dropping.</summary>
    Restore,

    /// <summary>Reading a set without restoring it.</summary>
    Verify,

    /// <summary>Looking into a restored database.</summary>
    Check,
}

/// <summary>What is said of a statement when nothing says more.</summary>
internal static class StatementPurposes
{
    /// <summary>The reason of an error that has no meaning of its own.</summary>
    public static ErrorCode Failure(this StatementPurpose purpose) => purpose switch
    {
        StatementPurpose.Restore => ErrorCode.RestoreFailed,
        StatementPurpose.Check => ErrorCode.Unknown,
        _ => ErrorCode.BackupFailed,
    };

    /// <summary>A statement that ended without its word of success.</summary>
    public static PosBackupException Wordless(this StatementPurpose purpose, string what, int word) => purpose switch
    {
        StatementPurpose.Restore => new PosBackupException(
            ErrorCode.RestoreFailed,
            $"{what} ended without the instance's word of success (message {word})",
            "Look into the instance's error log, and begin the restore again with the full backup."),
        StatementPurpose.Verify => new PosBackupException(
            ErrorCode.BackupSetCorrupt,
            $"{what} ended without the instance's word that the set is valid (message {word})",
            "Take a new backup, and look into the instance's error log."),
        _ => new PosBackupException(
            purpose.Failure(),
            $"{what} ended without the instance's word of success (message {word})",
            "Look into the instance's error log, and take the backup again."),
    };
}
