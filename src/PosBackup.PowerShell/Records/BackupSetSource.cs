namespace PosBackup.PowerShell.Records;

/// <summary>Where a backup set was seen.</summary>
public enum BackupSetSource
{
    /// <summary>In the catalog.</summary>
    Catalog,

    /// <summary>In the file itself.</summary>
    File,

    /// <summary>At a target.</summary>
    Target,
}
