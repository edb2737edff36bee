using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Tables;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>Finds catalog views by name and version.</summary>
internal static class SystemViews
{
    private const string Sys = "sys";
    private const string InformationSchema = "INFORMATION_SCHEMA";

    private static readonly Dictionary<string, SystemView> All = new SystemView[]
    {
        DatabasesView.View, MasterFilesView.Master, MasterFilesView.Current, RecoveryStatusView.View, SpaceUsageView.View, CountersView.View,
        TablesView.Tables, TablesView.Objects, ColumnsView.View, IndexesView.Indexes, IndexesView.Columns, IndexesView.Partitions, SchemasView.View, TypesView.View,
        SessionsView.Sessions, SessionsView.Requests, SessionsView.Connections, SessionsView.Processes,
        CertificatesView.Certificates, CertificatesView.AsymmetricKeys, CertificatesView.EncryptionKeys,
        HostViews.HostInfo, HostViews.SysInfo, HostViews.FixedDrives, ServicesView.View, ConfigurationsView.View,
        PrincipalViews.ServerPrincipals, PrincipalViews.ServerRoleMembers, PrincipalViews.DatabasePrincipals, PrincipalViews.DatabaseRoleMembers,
        InformationSchemaViews.Tables, InformationSchemaViews.Columns,
    }.ToDictionary(view => $"{view.Schema}.{view.Name}", StringComparer.OrdinalIgnoreCase);

    /// <summary>The view of a name, or null when the name is none of the system's or newer than the server.</summary>
    public static SystemView? Find(ObjectName name, SessionContext session) =>
        name.Database is not null && All.TryGetValue($"{name.Schema}.{name.Name}", out SystemView? view) && view.Since <= session.Version ? view : null;

    /// <summary>What to say when neither a table nor a view of the name was found.</summary>
    public static SqlErrorException Missing(ObjectName name, SessionContext session)
    {
        bool isSystem = name.Schema.Equals(Sys, StringComparison.OrdinalIgnoreCase) || name.Schema.Equals(InformationSchema, StringComparison.OrdinalIgnoreCase);
        bool isNewer = All.TryGetValue($"{name.Schema}.{name.Name}", out SystemView? view) && view.Since > session.Version;
        return isSystem && !isNewer ? SqlErrors.NotKnown($"the view {name.Written}") : SqlErrors.InvalidObject(name.Written);
    }
}
