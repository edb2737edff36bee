namespace PosBackup.Engine.Catalog;

/// <summary>What a backup set holds. Copy-only and tail-log are properties, not kinds.</summary>
public enum BackupKind
{
    /// <summary>Not one of the kinds below; the media named a type that we do not know.</summary>
    Unknown = 0,

    /// <summary>All pages (type D).</summary>
    Full,

    /// <summary>The pages changed since the differential base (type I).</summary>
    Differential,

    /// <summary>The log since the last log backup (type L).</summary>
    Log,

    /// <summary>Some files or filegroups (type F).</summary>
    File,

    /// <summary>The pages of some files changed since their base (type G).</summary>
    FileDifferential,

    /// <summary>The read-write filegroups (type P).</summary>
    Partial,

    /// <summary>The changed pages of the read-write filegroups (type Q).</summary>
    PartialDifferential,
}
