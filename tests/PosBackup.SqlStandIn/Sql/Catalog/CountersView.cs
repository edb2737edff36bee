using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Catalog.Columns;

namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>sys.dm_os_performance_counters: the file sizes of databases, nothing else is counted.</summary>
internal static class CountersView
{
    private const int KilobytesOfPage = 8;
    private const int RawCounter = 65792;

    public static SystemView View { get; } = new("sys", "dm_os_performance_counters",
    [
        Required("object_name", new(SqlTypeCode.NChar, 128)), Required("counter_name", new(SqlTypeCode.NChar, 128)), Optional("instance_name", new(SqlTypeCode.NChar, 128)),
        Required("cntr_value", TdsType.BigInt), Required("cntr_type", TdsType.Int),
    ], (session, _) => session.Instance.Databases.SelectMany(database => Rows(database, session.Instance)))
    {
        NeedsServerState = true,
    };

    private static IEnumerable<object?[]> Rows(Database database, Instance instance)
    {
        string name = instance.Identity.InstanceName is { } named ? $"MSSQL${named}:Databases" : "SQLServer:Databases";
        IReadOnlyList<DatabaseFile> files = DatabaseFiles.Of(database);
        long data = files.Where(file => !file.IsLog).Sum(file => file.Pages) * KilobytesOfPage;
        long log = files.Where(file => file.IsLog).Sum(file => file.Pages) * KilobytesOfPage;
        yield return [name, "Data File(s) Size (KB)", database.Name, data, RawCounter];
        yield return [name, "Log File(s) Size (KB)", database.Name, log, RawCounter];
        yield return [name, "Log File(s) Used Size (KB)", database.Name, log, RawCounter];
    }
}
