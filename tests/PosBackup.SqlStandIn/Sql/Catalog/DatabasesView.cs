using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Sql.Functions;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Catalog.Columns;

namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>sys.databases.</summary>
internal static class DatabasesView
{
    public static SystemView View { get; } = new("sys", "databases",
    [
        Required("name", TdsType.SysName), Required("database_id", TdsType.Int), Optional("source_database_id", TdsType.Int), Optional("owner_sid", TdsType.VarBinary(85)),
        Required("create_date", TdsType.DateTime), Required("compatibility_level", Tiny), Optional("collation_name", TdsType.SysName),
        Optional("user_access", Tiny), Optional("user_access_desc", Description), Optional("is_read_only", TdsType.Bit),
        Required("is_auto_close_on", TdsType.Bit), Optional("is_auto_shrink_on", TdsType.Bit), Optional("state", Tiny), Optional("state_desc", Description),
        Optional("is_in_standby", TdsType.Bit), Optional("is_cleanly_shutdown", TdsType.Bit), Optional("is_supplemental_logging_enabled", TdsType.Bit),
        Optional("snapshot_isolation_state", Tiny), Optional("snapshot_isolation_state_desc", Description), Optional("is_read_committed_snapshot_on", TdsType.Bit),
        Optional("recovery_model", Tiny), Optional("recovery_model_desc", Description), Optional("page_verify_option", Tiny), Optional("page_verify_option_desc", Description),
        Optional("is_fulltext_enabled", TdsType.Bit), Required("is_trustworthy_on", TdsType.Bit), Optional("is_db_chaining_on", TdsType.Bit),
        Required("is_master_key_encrypted_by_server", TdsType.Bit), Required("is_published", TdsType.Bit), Required("is_subscribed", TdsType.Bit),
        Required("is_merge_published", TdsType.Bit), Required("is_distributor", TdsType.Bit), Required("is_sync_with_backup", TdsType.Bit),
        Required("service_broker_guid", TdsType.Guid), Required("is_broker_enabled", TdsType.Bit), Optional("log_reuse_wait", Tiny), Optional("log_reuse_wait_desc", Description),
        Required("is_date_correlation_on", TdsType.Bit), Required("is_cdc_enabled", TdsType.Bit), Optional("is_encrypted", TdsType.Bit),
        From(11, "replica_id", TdsType.Guid), From(11, "group_database_id", TdsType.Guid), From(11, "containment", Tiny), From(11, "containment_desc", Description),
        From(11, "target_recovery_time_in_seconds", TdsType.Int), From(12, "delayed_durability", TdsType.Int), From(12, "delayed_durability_desc", Description),
        From(13, "is_query_store_on", TdsType.Bit), From(14, "is_temporal_history_retention_enabled", TdsType.Bit), From(15, "physical_database_name", TdsType.SysName),
    ], (session, _) => session.Instance.Databases.Select(database => Row(database, session)));

    private static object?[] Row(Database database, SessionContext session)
    {
        DatabaseFacts facts = database.Facts;
        byte[]? owner = Principals.Logins(session.Instance).FirstOrDefault(login => login.Name.Equals(facts.Owner, StringComparison.OrdinalIgnoreCase))?.Sid;
        (byte model, string modelName) = RecoveryModelOf(facts.RecoveryModel);
        (byte verify, string verifyName) = PageVerifyOf(facts.PageVerify);
        bool waitsForLogBackup = facts.RecoveryModel != RecoveryModel.Simple && facts.LastLogBackupLsn is not null;
        bool isOpen = facts.State == DatabaseState.Online;
        return
        [
            facts.Name, facts.Id, null, owner, facts.CreatedAt, facts.CompatibilityLevel, isOpen ? facts.Collation : null,
            (byte)facts.UserAccess, Words(facts.UserAccess.ToString()), facts.IsReadOnly || facts.IsStandby,
            false, false, (byte)facts.State, Words(facts.State.ToString()), facts.IsStandby, !isOpen, false,
            (byte)0, "OFF", false, model, modelName, verify, verifyName,
            true, facts.Name == "msdb", facts.IsSystemChained(), false, false, false, false, false, false,
            facts.BindingGuid, facts.Name == "msdb", (byte)(waitsForLogBackup ? 2 : 0), waitsForLogBackup ? "LOG_BACKUP" : "NOTHING",
            false, false, false,
            null, null, (byte)0, "NONE", 60, 0, "DISABLED", false, true, facts.Name,
        ];
    }

    /// <summary>Number and word of a recovery model.</summary>
    public static (byte Number, string Word) RecoveryModelOf(RecoveryModel model) => model switch
    {
        RecoveryModel.Simple => (3, "SIMPLE"),
        RecoveryModel.BulkLogged => (2, "BULK_LOGGED"),
        _ => (1, "FULL"),
    };

    private static (byte Number, string Word) PageVerifyOf(PageVerify verify) => verify switch
    {
        PageVerify.Checksum => (2, "CHECKSUM"),
        PageVerify.TornPage => (1, "TORN_PAGE_DETECTION"),
        _ => (0, "NONE"),
    };

    private static bool IsSystemChained(this DatabaseFacts facts) => facts.Name is "master" or "tempdb" or "msdb";

    // RecoveryPending -> RECOVERY_PENDING
    private static string Words(string name) => string.Concat(name.Select((character, i) => i > 0 && char.IsUpper(character) ? $"_{character}" : char.ToUpperInvariant(character).ToString()));
}
