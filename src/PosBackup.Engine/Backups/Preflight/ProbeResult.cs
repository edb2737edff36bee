namespace PosBackup.Engine.Backups.Preflight;

/// <summary>What a small real backup to the folder showed. Null is: not shown.</summary>
internal sealed record ProbeResult
{
    /// <summary>Whether the account of the instance can write there; null when the login may back up nothing to try with, or that is busy.</summary>
    public bool? CanWrite { get; init; }

    /// <summary>Why it cannot.</summary>
    public PosBackupException? Error { get; init; }

    public bool? CanCompress { get; init; }

    /// <summary>Whether this process sees the file that the instance wrote.</summary>
    public bool? Visible { get; init; }

    /// <summary>Database that it was tried with.</summary>
    public string Database { get; init; } = "";

    /// <summary>The probe's file, when nobody could delete it.</summary>
    public string? LeftBehind { get; init; }
}
