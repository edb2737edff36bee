namespace PosBackup.Engine.Backups;

/// <summary>How the backup of one database ended.</summary>
public enum BackupOutcome
{
    /// <summary>Not taken, for a reason that the result names.</summary>
    Failed = 0,

    /// <summary>The set is on the media, was read back from there, and is as whole as the result's verification says.</summary>
    Succeeded,

    /// <summary>Deliberately not taken, for a reason that the result names.</summary>
    Skipped,
}
