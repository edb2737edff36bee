namespace PosBackup.PowerShell.Records;

/// <summary>What became of a restore.</summary>
public enum RestoreOutcome
{
    /// <summary>It was done, or can be done where only a plan was asked for.</summary>
    Succeeded,

    /// <summary>It was not done, or not to the end.</summary>
    Failed,

    /// <summary>The backups do not lead to the moment; nothing was touched.</summary>
    NotRecoverable,

    /// <summary>It was cancelled; the same command goes on with it.</summary>
    Cancelled,
}
