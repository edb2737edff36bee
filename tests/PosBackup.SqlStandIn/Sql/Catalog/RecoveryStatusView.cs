using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Catalog.Columns;

namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>sys.database_recovery_status: forks, and where the next log backup begins. Rows of databases one may not look into are not there.</summary>
internal static class RecoveryStatusView
{
    public static SystemView View { get; } = new("sys", "database_recovery_status",
    [
        Required("database_id", TdsType.Int), Optional("database_guid", TdsType.Guid), Optional("family_guid", TdsType.Guid), Optional("last_log_backup_lsn", TdsType.LsnNumber),
        Optional("recovery_fork_guid", TdsType.Guid), Optional("first_recovery_fork_guid", TdsType.Guid), Optional("fork_point_lsn", TdsType.LsnNumber),
    ], (session, _) => session.Instance.Databases
        .Where(database => session.Permissions.CanViewServerState || session.Permissions.IsOwner(database))
        .Select(Row));

    private static object?[] Row(Database database)
    {
        DatabaseFacts facts = database.Facts;
        bool isOpen = facts.State == DatabaseState.Online;
        return
        [
            facts.Id, isOpen ? facts.DatabaseGuid : null, isOpen ? facts.FamilyGuid : null, facts.LastLogBackupLsn is { } lsn && isOpen ? lsn.ToDecimal() : null,
            isOpen ? facts.RecoveryFork : null, facts.FirstRecoveryFork == Guid.Empty ? null : facts.FirstRecoveryFork, facts.ForkPoint.IsZero ? null : facts.ForkPoint.ToDecimal(),
        ];
    }
}
