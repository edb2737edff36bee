namespace PosBackup.PowerShell.Records;

/// <summary>What a check says.</summary>
public enum CheckOutcome
{
    /// <summary>It could not be checked.</summary>
    NotChecked,

    /// <summary>It is as it should be.</summary>
    Passed,

    /// <summary>It works, and somebody should look.</summary>
    Warned,

    /// <summary>It is not as it should be.</summary>
    Failed,
}
