using Microsoft.Data.SqlClient;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Sql.Queries;

/// <summary>A row of msdb.dbo.backupset as a <see cref="BackupSet"/>.</summary>
internal static class HistoryRow
{
    /// <summary>What <see cref="Read"/> reads, of a backupset called bs; every version from 2008 on has it.</summary>
    public const string Columns = """
        bs.backup_set_uuid, bs.position, bs.type, bs.database_name, bs.server_name, bs.machine_name, bs.user_name, bs.name, bs.description,
               bs.time_zone, bs.backup_start_date, bs.backup_finish_date, bs.expiration_date, bs.database_creation_date,
               bs.first_lsn, bs.last_lsn, bs.checkpoint_lsn, bs.database_backup_lsn, bs.differential_base_lsn, bs.differential_base_guid,
               bs.family_guid, bs.database_guid, bs.first_recovery_fork_guid, bs.last_recovery_fork_guid, bs.fork_point_lsn,
               bs.recovery_model, bs.flags, bs.has_bulk_logged_data, bs.is_snapshot, bs.is_readonly, bs.is_single_user, bs.has_backup_checksums, bs.is_damaged,
               bs.begins_log_chain, bs.has_incomplete_metadata, bs.is_force_offline, bs.is_copy_only,
               bs.software_vendor_id, bs.software_major_version, bs.software_minor_version, bs.software_build_version, bs.database_version,
               bs.compatibility_level, bs.collation_name, bs.unicode_locale, bs.unicode_compare_style, bs.sort_order,
               bs.backup_size, bs.compressed_backup_size
        """;

    /// <summary>The bits, which since 2005 stand beside the column of flags.</summary>
    private static readonly (string Column, BackupFlags Flag)[] Bits =
    [
        ("has_bulk_logged_data", BackupFlags.BulkLogged),
        ("is_snapshot", BackupFlags.Snapshot),
        ("is_readonly", BackupFlags.ReadOnly),
        ("is_single_user", BackupFlags.SingleUser),
        ("has_backup_checksums", BackupFlags.HasChecksum),
        ("is_damaged", BackupFlags.Damaged),
        ("begins_log_chain", BackupFlags.BeginsLogChain),
        ("has_incomplete_metadata", BackupFlags.IncompleteMetadata),
        ("is_force_offline", BackupFlags.ForceOffline),
        ("is_copy_only", BackupFlags.CopyOnly),
    ];

    /// <summary>Reads the row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="clockOffset">Offset of the instance's clock, for sets that do not tell theirs.</param>
    public static BackupSet Read(SqlDataReader row, TimeSpan clockOffset) => new()
    {
        SetGuid = row.GuidOrNull("backup_set_uuid") ?? Guid.Empty,
        Position = row.IntOrNull("position") ?? 1,
        Kind = SetKinds.OfLetter(row.Text("type")),
        TypeLetter = row.Text("type") is [char letter, ..] ? letter : '\0',
        Database = row.Text("database_name"),
        Instance = row.Text("server_name"),
        Machine = row.Text("machine_name"),
        User = row.Text("user_name"),
        Name = row.Text("name"),
        Description = row.Text("description"),
        StartedAt = Time(row, "backup_start_date", clockOffset) ?? default,
        FinishedAt = Time(row, "backup_finish_date", clockOffset),
        ExpiresAt = Time(row, "expiration_date", clockOffset),
        DatabaseCreatedAt = Time(row, "database_creation_date", clockOffset),
        FirstLsn = row.LsnOrNull("first_lsn") ?? Lsn.Zero,
        LastLsn = row.LsnOrNull("last_lsn") ?? Lsn.Zero,
        CheckpointLsn = row.LsnOrNull("checkpoint_lsn") ?? Lsn.Zero,
        DatabaseBackupLsn = row.LsnOrNull("database_backup_lsn") ?? Lsn.Zero,
        DifferentialBaseLsn = row.LsnOrNull("differential_base_lsn"),
        DifferentialBaseGuid = row.GuidOrNull("differential_base_guid"),
        FamilyGuid = row.GuidOrNull("family_guid") ?? Guid.Empty,
        BindingGuid = row.GuidOrNull("database_guid") ?? Guid.Empty,
        FirstRecoveryForkGuid = row.GuidOrNull("first_recovery_fork_guid") ?? Guid.Empty,
        RecoveryForkGuid = row.GuidOrNull("last_recovery_fork_guid") ?? Guid.Empty,
        ForkPointLsn = row.LsnOrNull("fork_point_lsn"),
        RecoveryModel = row.RecoveryModelWord("recovery_model"),
        Flags = Bits.Where(bit => row.Flag(bit.Column)).Aggregate((BackupFlags)row.Int("flags"), static (flags, bit) => flags | bit.Flag),
        SoftwareVendorId = row.Int("software_vendor_id"),
        SoftwareVersion = new Version(row.Int("software_major_version"), row.Int("software_minor_version"), row.Int("software_build_version")),
        DatabaseVersion = row.Int("database_version"),
        CompatibilityLevel = row.Int("compatibility_level"),
        Collation = row.Text("collation_name"),
        UnicodeLocaleId = row.Int("unicode_locale"),
        UnicodeComparisonStyle = row.Int("unicode_compare_style"),
        SortOrder = row.Int("sort_order"),
        BackupSize = row.LongOrNull("backup_size") ?? 0,
        CompressedSize = row.LongOrNull("compressed_backup_size") ?? row.LongOrNull("backup_size") ?? 0,
    };

    private static ServerTime? Time(SqlDataReader row, string column, TimeSpan clockOffset) => row.ServerTimeOrNull(column, "time_zone", clockOffset);
}
