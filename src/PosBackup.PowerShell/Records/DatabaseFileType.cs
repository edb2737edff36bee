namespace PosBackup.PowerShell.Records;

/// <summary>What a file of a database holds.</summary>
public enum DatabaseFileType
{
    /// <summary>Pages.</summary>
    Data,

    /// <summary>The log.</summary>
    Log,
}
