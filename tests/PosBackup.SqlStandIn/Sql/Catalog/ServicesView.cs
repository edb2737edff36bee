using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Catalog.Columns;

namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>sys.dm_server_services: the engine, and the account it runs as.</summary>
internal static class ServicesView
{
    public static SystemView View { get; } = new("sys", "dm_server_services",
    [
        Required("servicename", TdsType.NVarChar(256)), Optional("startup_type", TdsType.Int), Required("startup_type_desc", TdsType.NVarChar(256)),
        Optional("status", TdsType.Int), Required("status_desc", TdsType.NVarChar(256)), Optional("process_id", TdsType.Int),
        Optional("last_startup_time", new(SqlTypeCode.DateTimeOffset, Scale: 7)), Required("service_account", TdsType.NVarChar(256)), Required("filename", TdsType.NVarChar(256)),
        Required("is_clustered", TdsType.NVarChar(1)), Optional("cluster_nodename", TdsType.NVarChar(256)),
    ], (session, _) =>
    [
        [
            $"SQL Server ({session.Instance.Identity.InstanceName ?? "MSSQLSERVER"})", 2, "Automatic", 4, "Running", Environment.ProcessId, session.Instance.StartedAt,
            session.Instance.Identity.ServiceAccount, Environment.ProcessPath ?? "", "N", null,
        ],
    ])
    {
        Since = new Version(10, 50),
        NeedsServerState = true,
    };
}
