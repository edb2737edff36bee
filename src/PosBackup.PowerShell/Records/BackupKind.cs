namespace PosBackup.PowerShell.Records;

/// <summary>What a backup set holds.</summary>
public enum BackupKind
{
    /// <summary>A kind that this version does not know.</summary>
    Unknown,

    /// <summary>The whole database.</summary>
    Full,

    /// <summary>What has changed since the full that it builds on.</summary>
    Differential,

    /// <summary>The transaction log since the log backup before.</summary>
    Log,

    /// <summary>Files of the database.</summary>
    File,

    /// <summary>What has changed in files of the database.</summary>
    FileDifferential,

    /// <summary>The read-write part of the database.</summary>
    Partial,

    /// <summary>What has changed in that part.</summary>
    PartialDifferential,
}
