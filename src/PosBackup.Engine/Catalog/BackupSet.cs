namespace PosBackup.Engine.Catalog;

/// <summary>What one BACKUP of one database produced. Identity is <see cref="SetGuid"/>; LSNs and forks order it, dates only label it.</summary>
public sealed record BackupSet
{
    /// <summary>BackupSetGUID: the identity.</summary>
    public required Guid SetGuid { get; init; }

    /// <summary>Ordinal in the media set (<c>FILE = n</c>), from 1.</summary>
    public required int Position { get; init; }

    /// <summary>What the set holds.</summary>
    public required BackupKind Kind { get; init; }

    /// <summary>The letter behind <see cref="Kind"/>, as in msdb.backupset.type: D, I, L, F, G, P or Q.</summary>
    public char TypeLetter { get; init; }

    /// <summary>Name of the database at the time.</summary>
    public required string Database { get; init; }

    /// <summary>Instance that made the set: <c>HOST</c> or <c>HOST\INSTANCE</c>.</summary>
    public required string Instance { get; init; }

    /// <summary>Machine of the instance.</summary>
    public string Machine { get; init; } = "";

    /// <summary>Login that made the set.</summary>
    public string User { get; init; } = "";

    /// <summary>BackupName.</summary>
    public string Name { get; init; } = "";

    /// <summary>BackupDescription.</summary>
    public string Description { get; init; } = "";

    /// <summary>When the backup started.</summary>
    public ServerTime StartedAt { get; init; }

    /// <summary>When the backup finished; null in a set that was cut before its end.</summary>
    public ServerTime? FinishedAt { get; init; }

    /// <summary>When the set expires (EXPIREDATE, RETAINDAYS); null without one.</summary>
    public ServerTime? ExpiresAt { get; init; }

    /// <summary>First LSN of the log in the set.</summary>
    public Lsn FirstLsn { get; init; }

    /// <summary>End of the log in the set: the next log backup begins here.</summary>
    public Lsn LastLsn { get; init; }

    /// <summary>Checkpoint at the start of the backup.</summary>
    public Lsn CheckpointLsn { get; init; }

    /// <summary>CheckpointLSN of the full that was the newest at the time.</summary>
    public Lsn DatabaseBackupLsn { get; init; }

    /// <summary>Checkpoint of the differential's base; null in other kinds.</summary>
    public Lsn? DifferentialBaseLsn { get; init; }

    /// <summary>BackupSetGUID of the differential's base; null in other kinds.</summary>
    public Guid? DifferentialBaseGuid { get; init; }

    /// <summary>BackupSetGUID of the newest full before this set; null when the media names none.</summary>
    public Guid? PreviousFullGuid { get; init; }

    /// <summary>Database family: survives renames, differs after drop and create.</summary>
    public Guid FamilyGuid { get; init; }

    /// <summary>Recovery fork at the end of the set.</summary>
    public Guid RecoveryForkGuid { get; init; }

    /// <summary>Recovery fork at the start of the set.</summary>
    public Guid FirstRecoveryForkGuid { get; init; }

    /// <summary>Where the fork left its parent; null when the set holds no fork.</summary>
    public Lsn? ForkPointLsn { get; init; }

    /// <summary>BindingID of the database.</summary>
    public Guid BindingGuid { get; init; }

    /// <summary>Recovery model at the time.</summary>
    public RecoveryModel RecoveryModel { get; init; }

    /// <summary>Page-verify option at the time.</summary>
    public PageVerify PageVerify { get; init; }

    /// <summary>Flags of the set.</summary>
    public BackupFlags Flags { get; init; }

    /// <summary>SoftwareVendorId of HEADERONLY; 4608 is Microsoft SQL Server.</summary>
    public int SoftwareVendorId { get; init; }

    /// <summary>Version of the instance, for instance 16.0.4165.</summary>
    public Version SoftwareVersion { get; init; } = new(0, 0, 0);

    /// <summary>Internal version of the database: 957 is SQL Server 2022.</summary>
    public int DatabaseVersion { get; init; }

    /// <summary>Compatibility level: 160 is SQL Server 2022.</summary>
    public int CompatibilityLevel { get; init; }

    /// <summary>database_id on the instance that made the set.</summary>
    public int DatabaseId { get; init; }

    /// <summary>When the database was created.</summary>
    public ServerTime? DatabaseCreatedAt { get; init; }

    /// <summary>Name of the collation; empty when the media tells only its numbers.</summary>
    public string Collation { get; init; } = "";

    /// <summary>Locale of the collation; 0 when the media does not tell.</summary>
    public int CollationLcid { get; init; }

    /// <summary>Comparison flags of the collation.</summary>
    public int CollationFlags { get; init; }

    /// <summary>SQL sort order of the collation; 0 for Windows collations.</summary>
    public int CollationSortId { get; init; }

    /// <summary>UnicodeLocaleId of HEADERONLY.</summary>
    public int UnicodeLocaleId { get; init; }

    /// <summary>UnicodeComparisonStyle of HEADERONLY.</summary>
    public int UnicodeComparisonStyle { get; init; }

    /// <summary>SortOrder of HEADERONLY.</summary>
    public int SortOrder { get; init; }

    /// <summary>Bytes of the set, uncompressed, over all stripes.</summary>
    public long BackupSize { get; init; }

    /// <summary>Bytes of the set as stored, over all stripes.</summary>
    public long CompressedSize { get; init; }

    /// <summary>Files of the database, data and log.</summary>
    public IReadOnlyList<DatabaseFile> Files { get; init; } = [];

    /// <summary>Whether the set was made WITH CHECKSUM.</summary>
    public bool HasChecksum => Flags.HasFlag(BackupFlags.HasChecksum);

    /// <summary>Whether the set was made WITH COPY_ONLY.</summary>
    public bool IsCopyOnly => Flags.HasFlag(BackupFlags.CopyOnly);

    /// <summary>Whether the set is a snapshot (VSS) backup, which must not be a differential base of ours.</summary>
    public bool IsSnapshot => Flags.HasFlag(BackupFlags.Snapshot);
}
