namespace PosBackup.PowerShell.Records;

/// <summary>State of a database, as the instance tells it.</summary>
public enum DatabaseState
{
    /// <summary>It can be used; one that was restored WITH STANDBY can be read.</summary>
    Online,

    /// <summary>It waits for more backups.</summary>
    Restoring,

    /// <summary>It is being recovered.</summary>
    Recovering,

    /// <summary>It cannot be recovered, as a file or memory is missing.</summary>
    RecoveryPending,

    /// <summary>It is damaged.</summary>
    Suspect,

    /// <summary>Somebody opened it to save what can be read.</summary>
    Emergency,

    /// <summary>Somebody took it offline.</summary>
    Offline,
}
