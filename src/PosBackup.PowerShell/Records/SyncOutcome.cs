namespace PosBackup.PowerShell.Records;

/// <summary>What became of a copy.</summary>
public enum SyncOutcome
{
    /// <summary>It is not proven at the target.</summary>
    Failed,

    /// <summary>It is proven at the target.</summary>
    Succeeded,

    /// <summary>It was cancelled; the next run goes on.</summary>
    Cancelled,
}
