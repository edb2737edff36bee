namespace PosBackup.PowerShell.Records;

/// <summary>What a drill says.</summary>
public enum DrillOutcome
{
    /// <summary>It did not restore, or is not what it should be.</summary>
    Failed,

    /// <summary>It restored, and all that was checked holds.</summary>
    Passed,

    /// <summary>The backups do not lead to the moment.</summary>
    NotRecoverable,

    /// <summary>It was cancelled.</summary>
    Cancelled,
}
