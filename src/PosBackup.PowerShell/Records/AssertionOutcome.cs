namespace PosBackup.PowerShell.Records;

/// <summary>What an assertion says.</summary>
public enum AssertionOutcome
{
    /// <summary>It could not be asked.</summary>
    NotEvaluated,

    /// <summary>The database answers what it must.</summary>
    Passed,

    /// <summary>The database answers something else.</summary>
    Failed,
}
