namespace PosBackup.Engine.Catalog;

/// <summary>Recovery model of a database.</summary>
public enum RecoveryModel
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Log backups, any point in time.</summary>
    Full,

    /// <summary>Log backups, no point in time across bulk work.</summary>
    BulkLogged,

    /// <summary>No log backups.</summary>
    Simple,
}

/// <summary>Page-verify option of a database.</summary>
public enum PageVerify
{
    /// <summary>Nothing protects a page.</summary>
    None = 0,

    /// <summary>Two bits a sector.</summary>
    TornPage,

    /// <summary>A checksum a page.</summary>
    Checksum,
}
