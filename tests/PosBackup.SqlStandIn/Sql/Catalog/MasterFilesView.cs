using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Catalog.Columns;

namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>sys.master_files and sys.database_files.</summary>
internal static class MasterFilesView
{
    private const int UnlimitedLog = 268435456;

    private static readonly SystemColumn[] FileColumns =
    [
        Required("file_id", TdsType.Int), Optional("file_guid", TdsType.Guid), Required("type", Tiny), Optional("type_desc", Description),
        Required("data_space_id", TdsType.Int), Required("name", TdsType.SysName), Optional("physical_name", FilePath), Optional("state", Tiny), Optional("state_desc", Description),
        Required("size", TdsType.Int), Required("max_size", TdsType.Int), Required("growth", TdsType.Int), Required("is_media_read_only", TdsType.Bit),
        Required("is_read_only", TdsType.Bit), Required("is_sparse", TdsType.Bit), Required("is_percent_growth", TdsType.Bit), Required("is_name_reserved", TdsType.Bit),
        Optional("create_lsn", TdsType.LsnNumber), Optional("drop_lsn", TdsType.LsnNumber), Optional("read_only_lsn", TdsType.LsnNumber), Optional("read_write_lsn", TdsType.LsnNumber),
        Optional("differential_base_lsn", TdsType.LsnNumber), Optional("differential_base_guid", TdsType.Guid), Optional("differential_base_time", TdsType.DateTime),
        Optional("redo_start_lsn", TdsType.LsnNumber), Optional("redo_start_fork_guid", TdsType.Guid), Optional("redo_target_lsn", TdsType.LsnNumber),
        Optional("redo_target_fork_guid", TdsType.Guid), Optional("backup_lsn", TdsType.LsnNumber),
    ];

    public static SystemView Master { get; } = new("sys", "master_files", [Required("database_id", TdsType.Int), .. FileColumns],
        (session, _) => session.Instance.Databases.SelectMany(database => Rows(database).Select(row => (object?[])[database.Id, .. row])));

    public static SystemView Current { get; } = new("sys", "database_files", FileColumns, (_, database) => Rows(database));

    private static IEnumerable<object?[]> Rows(Database database)
    {
        DatabaseFacts facts = database.Facts;
        byte state = facts.State switch { DatabaseState.Offline => 6, DatabaseState.Restoring => 1, DatabaseState.RecoveryPending => 3, DatabaseState.Suspect => 4, _ => 0 };
        string stateName = facts.State == DatabaseState.RecoveryPending ? "RECOVERY_PENDING" : facts.State.ToString().ToUpperInvariant();
        foreach (DatabaseFile file in DatabaseFiles.Of(database))
        {
            bool awaitsRedo = !file.IsLog && (facts.State == DatabaseState.Restoring || facts.IsStandby) && !facts.RedoLsn.IsZero;
            bool hasBase = !file.IsLog && !facts.DifferentialBaseLsn.IsZero;
            yield return
            [
                file.FileId, file.Guid, (byte)(file.IsLog ? 1 : 0), file.IsLog ? "LOG" : "ROWS", file.IsLog ? 0 : 1, file.Name, file.Path, state, stateName,
                (int)file.Pages, file.IsLog ? UnlimitedLog : -1, 8192, false, false, false, false, false,
                Number(facts.CreateLsn), null, null, null,
                hasBase ? Number(facts.DifferentialBaseLsn) : null, hasBase ? facts.DifferentialBaseGuid : null, hasBase ? facts.DifferentialBaseTime : null,
                awaitsRedo ? Number(facts.RedoLsn) : null, awaitsRedo ? facts.RecoveryFork : null, awaitsRedo ? Number(facts.RedoLsn) : null, awaitsRedo ? facts.RecoveryFork : null,
                file.IsLog ? null : Number(facts.DatabaseBackupLsn),
            ];
        }
    }

    private static decimal? Number(Lsn lsn) => lsn.IsZero ? null : lsn.ToDecimal();
}
