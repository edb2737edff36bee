namespace PosBackup.Engine.Backups;

/// <summary>State of a database, by the numbers of sys.databases.</summary>
public enum DatabaseState
{
    /// <summary>It can be used; one that was restored WITH STANDBY can be read.</summary>
    Online = 0,

    /// <summary>It waits for more backups.</summary>
    Restoring = 1,

    /// <summary>It is being recovered.</summary>
    Recovering = 2,

    /// <summary>It cannot be recovered, as a file or memory is missing.</summary>
    RecoveryPending = 3,

    /// <summary>It is damaged.</summary>
    Suspect = 4,

    /// <summary>Somebody opened it to save what can be read.</summary>
    Emergency = 5,

    /// <summary>Somebody took it offline.</summary>
    Offline = 6,
}
