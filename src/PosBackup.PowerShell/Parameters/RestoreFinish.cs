namespace PosBackup.PowerShell.Parameters;

/// <summary>How a restore leaves the database.</summary>
public enum RestoreFinish
{
    /// <summary>Open.</summary>
    Recover,

    /// <summary>Restoring, ready for later sets.</summary>
    NoRecovery,

    /// <summary>Readable, and ready for later sets.</summary>
    Standby,
}
