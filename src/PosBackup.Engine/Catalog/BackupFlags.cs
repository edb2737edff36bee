namespace PosBackup.Engine.Catalog;

/// <summary>The Flags column of RESTORE HEADERONLY.</summary>
[Flags]
public enum BackupFlags
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The log holds bulk-logged work: no point in time inside.</summary>
    BulkLogged = 0x1,

    /// <summary>Snapshot (VSS) backup.</summary>
    Snapshot = 0x2,

    /// <summary>The database was read-only.</summary>
    ReadOnly = 0x4,

    /// <summary>The database was in single-user mode.</summary>
    SingleUser = 0x8,

    /// <summary>Made WITH CHECKSUM.</summary>
    HasChecksum = 0x10,

    /// <summary>The database was damaged (CONTINUE_AFTER_ERROR).</summary>
    Damaged = 0x20,

    /// <summary>The first log backup of a chain.</summary>
    BeginsLogChain = 0x40,

    /// <summary>Tail-log backup with incomplete metadata.</summary>
    IncompleteMetadata = 0x80,

    /// <summary>Tail-log backup that left the database restoring (WITH NORECOVERY).</summary>
    ForceOffline = 0x100,

    /// <summary>Set in every backup of SQL Server 2005 and later.</summary>
    Always = 0x200,

    /// <summary>Made WITH COPY_ONLY.</summary>
    CopyOnly = 0x400,
}
