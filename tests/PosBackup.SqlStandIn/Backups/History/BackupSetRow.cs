using PosBackup.Engine.Catalog;

namespace PosBackup.SqlStandIn.Backups.History;

/// <summary>A row of msdb.dbo.backupset, as far as every version has its columns.</summary>
internal static class BackupSetRow
{
    public static Dictionary<string, object?> Of(BackupSet set, int mediaSetId, int families, Guid databaseGuid) => new(StringComparer.Ordinal)
    {
        ["backup_set_uuid"] = set.SetGuid,
        ["media_set_id"] = mediaSetId,
        ["first_family_number"] = (byte)1,
        ["first_media_number"] = (short)1,
        ["last_family_number"] = (byte)families,
        ["last_media_number"] = (short)1,
        ["catalog_family_number"] = (byte)1,
        ["catalog_media_number"] = (short)1,
        ["position"] = set.Position,
        ["expiration_date"] = set.ExpiresAt?.Local,
        ["software_vendor_id"] = 4608,
        ["name"] = set.Name.Length == 0 ? null : set.Name,
        ["description"] = set.Description.Length == 0 ? null : set.Description,
        ["user_name"] = set.User,
        ["software_major_version"] = (byte)set.SoftwareVersion.Major,
        ["software_minor_version"] = (byte)set.SoftwareVersion.Minor,
        ["software_build_version"] = (short)set.SoftwareVersion.Build,
        ["time_zone"] = (short)((set.StartedAt.Offset ?? TimeSpan.Zero).TotalMinutes / 15),
        ["mtf_minor_version"] = (byte)0,
        ["first_lsn"] = set.FirstLsn.ToDecimal(),
        ["last_lsn"] = set.LastLsn.ToDecimal(),
        ["checkpoint_lsn"] = set.CheckpointLsn.ToDecimal(),
        ["database_backup_lsn"] = set.DatabaseBackupLsn.ToDecimal(),
        ["database_creation_date"] = set.DatabaseCreatedAt?.Local,
        ["backup_start_date"] = set.StartedAt.Local,
        ["backup_finish_date"] = set.FinishedAt?.Local,
        ["type"] = TypeLetter(set.Kind),
        ["sort_order"] = (short)set.SortOrder,
        ["code_page"] = (short)0,
        ["compatibility_level"] = (byte)set.CompatibilityLevel,
        ["database_version"] = set.DatabaseVersion,
        ["backup_size"] = (decimal)set.BackupSize,
        ["database_name"] = set.Database,
        ["server_name"] = set.Instance,
        ["machine_name"] = set.Machine,
        ["flags"] = (int)set.Flags,
        ["unicode_locale"] = set.UnicodeLocaleId,
        ["unicode_compare_style"] = set.UnicodeComparisonStyle,
        ["collation_name"] = set.Collation,
        ["is_password_protected"] = false,
        ["recovery_model"] = RecoveryModelName(set.RecoveryModel),
        ["has_bulk_logged_data"] = set.Flags.HasFlag(BackupFlags.BulkLogged),
        ["is_snapshot"] = set.IsSnapshot,
        ["is_readonly"] = set.Flags.HasFlag(BackupFlags.ReadOnly),
        ["is_single_user"] = set.Flags.HasFlag(BackupFlags.SingleUser),
        ["has_backup_checksums"] = set.HasChecksum,
        ["is_damaged"] = set.Flags.HasFlag(BackupFlags.Damaged),
        ["begins_log_chain"] = set.Flags.HasFlag(BackupFlags.BeginsLogChain),
        ["has_incomplete_metadata"] = set.Flags.HasFlag(BackupFlags.IncompleteMetadata),
        ["is_force_offline"] = set.Flags.HasFlag(BackupFlags.ForceOffline),
        ["is_copy_only"] = set.IsCopyOnly,
        ["first_recovery_fork_guid"] = set.FirstRecoveryForkGuid,
        ["last_recovery_fork_guid"] = set.RecoveryForkGuid,
        ["fork_point_lsn"] = set.ForkPointLsn?.ToDecimal(),
        ["database_guid"] = databaseGuid,
        ["family_guid"] = set.FamilyGuid,
        ["differential_base_lsn"] = set.DifferentialBaseLsn?.ToDecimal(),
        ["differential_base_guid"] = set.DifferentialBaseGuid,
        ["compressed_backup_size"] = (decimal)set.CompressedSize,
    };

    public static string RecoveryModelName(RecoveryModel model) => model switch
    {
        RecoveryModel.Simple => "SIMPLE",
        RecoveryModel.BulkLogged => "BULK-LOGGED",
        _ => "FULL",
    };

    private static string TypeLetter(BackupKind kind) => kind switch
    {
        BackupKind.Differential => "I",
        BackupKind.Log => "L",
        _ => "D",
    };
}
