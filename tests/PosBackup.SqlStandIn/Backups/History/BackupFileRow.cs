using PosBackup.Engine.Catalog;

namespace PosBackup.SqlStandIn.Backups.History;

/// <summary>A row of msdb.dbo.backupfile.</summary>
internal static class BackupFileRow
{
    public static Dictionary<string, object?> Of(DatabaseFile file, int backupSetId) => new(StringComparer.Ordinal)
    {
        ["backup_set_id"] = backupSetId,
        ["first_family_number"] = (byte)1,
        ["first_media_number"] = (short)1,
        ["filegroup_name"] = file.FileGroupName,
        ["page_size"] = file.IsLog ? 0 : 8192,
        ["file_number"] = (decimal)file.FileId,
        ["backed_up_page_count"] = (decimal)(file.IsLog ? 0 : file.BackupSize / 8192),
        ["file_type"] = file.IsLog ? "L" : "D",
        ["source_file_block_size"] = (decimal)file.SourceBlockSize,
        ["file_size"] = (decimal)file.Size,
        ["logical_name"] = file.LogicalName,
        ["physical_drive"] = "",
        ["physical_name"] = file.PhysicalName,
        ["state"] = (byte)0,
        ["state_desc"] = "ONLINE",
        ["create_lsn"] = file.CreateLsn.ToDecimal(),
        ["drop_lsn"] = 0m,
        ["file_guid"] = file.UniqueId,
        ["read_only_lsn"] = 0m,
        ["read_write_lsn"] = 0m,
        ["differential_base_lsn"] = file.DifferentialBaseLsn.ToDecimal(),
        ["differential_base_guid"] = file.DifferentialBaseGuid,
        ["backup_size"] = (decimal)file.BackupSize,
        ["is_readonly"] = false,
        ["is_present"] = true,
    };
}
