namespace PosBackup.PowerShell.Parameters;

/// <summary>Compression by SQL Server.</summary>
public enum CompressionMode
{
    /// <summary>Where the instance can.</summary>
    Auto,

    /// <summary>Always; an instance that cannot fails.</summary>
    On,

    /// <summary>Never.</summary>
    Off,
}
