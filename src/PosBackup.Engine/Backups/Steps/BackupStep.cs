namespace PosBackup.Engine.Backups.Steps;

/// <summary>The steps of one database's backup, each named when it is done. A crash after any of them leaves nothing that the next run does not heal.</summary>
internal enum BackupStep
{
    /// <summary>Kind and place are decided; nothing is written.</summary>
    Planned = 0,

    /// <summary>BACKUP succeeded; the set is on the media.</summary>
    BackedUp,

    /// <summary>The set's header was read back by its GUID.</summary>
    ReadBack,

    /// <summary>The media was read through and checked.</summary>
    Verified,

    /// <summary>The new file has the old one's name (overwrite only).</summary>
    Swapped,

    /// <summary>The manifests are beside the media.</summary>
    ManifestWritten,

    /// <summary>The catalog knows the set.</summary>
    Cataloged,
}

/// <summary>Told when a step is done, before the next begins. Tests stop a run there as a power cut would.</summary>
internal interface IStepObserver
{
    /// <summary>A step of a database's backup is done.</summary>
    Task ReachedAsync(BackupStep step, string database);
}

/// <summary>Lets every step pass.</summary>
internal sealed class NoStepObserver : IStepObserver
{
    public static NoStepObserver Instance { get; } = new();

    public Task ReachedAsync(BackupStep step, string database) => Task.CompletedTask;
}
