using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Backups.History;

/// <summary>The backup tables of msdb, column by column in SQL Server's order.</summary>
internal sealed class HistoryTables
{
    private static readonly TdsType SmallInt = TdsType.SmallInt;
    private static readonly TdsType Size = TdsType.Decimal(20, 0);
    private static readonly TdsType Count = TdsType.Decimal(10, 0);
    private static readonly TdsType Letter = new(SqlTypeCode.Char, 1);

    public HistoryTables(Version server)
    {
        BackupSet = new HistoryTable("backupset", [.. BackupSetColumns(server)], Identity: "backup_set_id");
        BackupMediaSet = new HistoryTable("backupmediaset", [.. MediaSetColumns(server)], Identity: "media_set_id");
    }

    public HistoryTable BackupSet { get; }

    public HistoryTable BackupMediaSet { get; }

    public HistoryTable BackupMediaFamily { get; } = new("backupmediafamily",
    [
        new("media_set_id", TdsType.Int), new("family_sequence_number", TdsType.TinyInt), new("media_family_id", TdsType.Guid),
        new("media_count", TdsType.Int), new("logical_device_name", TdsType.SysName), new("physical_device_name", TdsType.NVarChar(260)),
        new("device_type", TdsType.TinyInt), new("physical_block_size", TdsType.Int), new("mirror", TdsType.TinyInt),
    ]);

    public HistoryTable BackupFile { get; } = new("backupfile",
    [
        new("backup_set_id", TdsType.Int), new("first_family_number", TdsType.TinyInt), new("first_media_number", SmallInt),
        new("filegroup_name", TdsType.SysName), new("page_size", TdsType.Int), new("file_number", Count), new("backed_up_page_count", Count),
        new("file_type", Letter), new("source_file_block_size", Count), new("file_size", Size), new("logical_name", TdsType.SysName),
        new("physical_drive", TdsType.NVarChar(260)), new("physical_name", TdsType.NVarChar(260)), new("state", TdsType.TinyInt),
        new("state_desc", TdsType.NVarChar(64)), new("create_lsn", TdsType.LsnNumber), new("drop_lsn", TdsType.LsnNumber),
        new("file_guid", TdsType.Guid), new("read_only_lsn", TdsType.LsnNumber), new("read_write_lsn", TdsType.LsnNumber),
        new("differential_base_lsn", TdsType.LsnNumber), new("differential_base_guid", TdsType.Guid), new("backup_size", Size),
        new("filegroup_guid", TdsType.Guid), new("is_readonly", TdsType.Bit), new("is_present", TdsType.Bit),
    ]);

    public HistoryTable BackupFileGroup { get; } = new("backupfilegroup",
    [
        new("backup_set_id", TdsType.Int), new("name", TdsType.SysName), new("filegroup_id", TdsType.Int), new("filegroup_guid", TdsType.Guid),
        new("type", new TdsType(SqlTypeCode.Char, 2)), new("type_desc", TdsType.NVarChar(60)), new("is_default", TdsType.Bit),
        new("is_readonly", TdsType.Bit), new("log_filegroup_guid", TdsType.Guid),
    ]);

    public HistoryTable RestoreHistory { get; } = new("restorehistory",
    [
        new("restore_history_id", TdsType.Int), new("restore_date", TdsType.DateTime), new("destination_database_name", TdsType.SysName),
        new("user_name", TdsType.SysName), new("backup_set_id", TdsType.Int), new("restore_type", Letter), new("replace", TdsType.Bit),
        new("recovery", TdsType.Bit), new("restart", TdsType.Bit), new("stop_at", TdsType.DateTime), new("device_count", TdsType.TinyInt),
        new("stop_at_mark_name", TdsType.SysName), new("stop_before", TdsType.Bit),
    ], Identity: "restore_history_id");

    public HistoryTable RestoreFile { get; } = new("restorefile",
    [
        new("restore_history_id", TdsType.Int), new("file_number", Count), new("destination_phys_drive", TdsType.NVarChar(260)),
        new("destination_phys_name", TdsType.NVarChar(260)),
    ]);

    public HistoryTable RestoreFileGroup { get; } = new("restorefilegroup",
        [new("restore_history_id", TdsType.Int), new("filegroup_name", TdsType.SysName)]);

    public HistoryTable SuspectPages { get; } = new("suspect_pages",
    [
        new("database_id", TdsType.Int), new("file_id", TdsType.Int), new("page_id", TdsType.BigInt), new("event_type", TdsType.Int),
        new("error_count", TdsType.Int), new("last_update_date", TdsType.DateTime),
    ]);

    public HistoryTable LogMarkHistory { get; } = new("logmarkhistory",
    [
        new("database_name", TdsType.SysName), new("mark_name", TdsType.SysName), new("description", TdsType.NVarChar(255)),
        new("user_name", TdsType.SysName), new("lsn", TdsType.LsnNumber), new("mark_time", TdsType.DateTime),
    ]);

    public IEnumerable<HistoryTable> All =>
        [BackupSet, BackupMediaSet, BackupMediaFamily, BackupFile, BackupFileGroup, RestoreHistory, RestoreFile, RestoreFileGroup, LogMarkHistory, SuspectPages];

    private static IEnumerable<TdsColumn> MediaSetColumns(Version server)
    {
        yield return new("media_set_id", TdsType.Int);
        yield return new("media_uuid", TdsType.Guid);
        yield return new("media_family_count", TdsType.TinyInt);
        yield return new("name", TdsType.SysName);
        yield return new("description", TdsType.NVarChar(255));
        yield return new("software_name", TdsType.SysName);
        yield return new("software_vendor_id", TdsType.Int);
        yield return new("MTF_major_version", TdsType.TinyInt);
        yield return new("mirror_count", TdsType.TinyInt);
        yield return new("is_password_protected", TdsType.Bit);
        yield return new("is_compressed", TdsType.Bit);
        if (server.Major >= 12)
            yield return new("is_encrypted", TdsType.Bit);
    }

    private static IEnumerable<TdsColumn> BackupSetColumns(Version server)
    {
        IEnumerable<TdsColumn> columns = Named(TdsType.Int, "backup_set_id")
            .Concat(Named(TdsType.Guid, "backup_set_uuid"))
            .Concat(Named(TdsType.Int, "media_set_id"))
            .Concat(Named(TdsType.TinyInt, "first_family_number")).Concat(Named(SmallInt, "first_media_number"))
            .Concat(Named(TdsType.TinyInt, "last_family_number")).Concat(Named(SmallInt, "last_media_number"))
            .Concat(Named(TdsType.TinyInt, "catalog_family_number")).Concat(Named(SmallInt, "catalog_media_number"))
            .Concat(Named(TdsType.Int, "position")).Concat(Named(TdsType.DateTime, "expiration_date"))
            .Concat(Named(TdsType.Int, "software_vendor_id")).Concat(Named(TdsType.SysName, "name"))
            .Concat(Named(TdsType.NVarChar(255), "description")).Concat(Named(TdsType.SysName, "user_name"))
            .Concat(Named(TdsType.TinyInt, "software_major_version", "software_minor_version"))
            .Concat(Named(SmallInt, "software_build_version", "time_zone")).Concat(Named(TdsType.TinyInt, "mtf_minor_version"))
            .Concat(Named(TdsType.LsnNumber, "first_lsn", "last_lsn", "checkpoint_lsn", "database_backup_lsn"))
            .Concat(Named(TdsType.DateTime, "database_creation_date", "backup_start_date", "backup_finish_date"))
            .Concat(Named(Letter, "type")).Concat(Named(SmallInt, "sort_order", "code_page"))
            .Concat(Named(TdsType.TinyInt, "compatibility_level")).Concat(Named(TdsType.Int, "database_version"))
            .Concat(Named(Size, "backup_size")).Concat(Named(TdsType.SysName, "database_name", "server_name", "machine_name"))
            .Concat(Named(TdsType.Int, "flags", "unicode_locale", "unicode_compare_style")).Concat(Named(TdsType.SysName, "collation_name"))
            .Concat(Named(TdsType.Bit, "is_password_protected")).Concat(Named(TdsType.NVarChar(60), "recovery_model"))
            .Concat(Named(TdsType.Bit, "has_bulk_logged_data", "is_snapshot", "is_readonly", "is_single_user", "has_backup_checksums",
                "is_damaged", "begins_log_chain", "has_incomplete_metadata", "is_force_offline", "is_copy_only"))
            .Concat(Named(TdsType.Guid, "first_recovery_fork_guid", "last_recovery_fork_guid")).Concat(Named(TdsType.LsnNumber, "fork_point_lsn"))
            .Concat(Named(TdsType.Guid, "database_guid", "family_guid")).Concat(Named(TdsType.LsnNumber, "differential_base_lsn"))
            .Concat(Named(TdsType.Guid, "differential_base_guid")).Concat(Named(Size, "compressed_backup_size"));
        if (server.Major >= 12)
        {
            columns = columns.Concat(Named(TdsType.NVarChar(32), "key_algorithm")).Concat(Named(TdsType.VarBinary(20), "encryptor_thumbprint"))
                .Concat(Named(TdsType.NVarChar(32), "encryptor_type"));
        }

        return server.Major < 16
            ? columns
            : columns.Concat(Named(TdsType.DateTime, "last_valid_restore_time")).Concat(Named(TdsType.NVarChar(32), "compression_algorithm"));
    }

    private static IEnumerable<TdsColumn> Named(TdsType type, params string[] names) => names.Select(name => new TdsColumn(name, type));
}
