namespace PosBackup.PowerShell.Records;

/// <summary>What became of one place.</summary>
public enum RetentionOutcome
{
    /// <summary>It could not be looked at, or something could not be removed.</summary>
    Failed,

    /// <summary>All that was to go is gone.</summary>
    Succeeded,

    /// <summary>Something speaks against removing, and a person has to look.</summary>
    Refused,

    /// <summary>This account may only add there.</summary>
    LeftToOthers,

    /// <summary>It was cancelled.</summary>
    Cancelled,
}
