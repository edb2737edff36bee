namespace PosBackup.PowerShell.Records;

/// <summary>What a step of a restore does.</summary>
public enum RestoreStepKind
{
    /// <summary>Takes over the database that is there.</summary>
    TakeOver,

    /// <summary>Backs up the work that no backup holds yet.</summary>
    TailLog,

    /// <summary>Restores a full.</summary>
    Full,

    /// <summary>Restores a differential.</summary>
    Differential,

    /// <summary>Restores a log.</summary>
    Log,

    /// <summary>Opens the database.</summary>
    Recover,
}
