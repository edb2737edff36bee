using System.Globalization;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Tables;
using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Catalog.Columns;

namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>sys.indexes, sys.index_columns and sys.partitions (for the row counts).</summary>
internal static class IndexesView
{
    public static SystemView Indexes { get; } = new("sys", "indexes",
    [
        Required("object_id", TdsType.Int), Optional("name", TdsType.SysName), Required("index_id", TdsType.Int), Required("type", Tiny), Optional("type_desc", Description),
        Optional("is_unique", TdsType.Bit), Optional("data_space_id", TdsType.Int), Optional("is_primary_key", TdsType.Bit), Optional("is_unique_constraint", TdsType.Bit),
        Optional("is_disabled", TdsType.Bit),
    ], (session, database) => TablesView.All(session, database).SelectMany(table => Numbered(table, session).Select(pair => Row(table, pair.Id, pair.Index))));

    public static SystemView Columns { get; } = new("sys", "index_columns",
    [
        Required("object_id", TdsType.Int), Required("index_id", TdsType.Int), Required("index_column_id", TdsType.Int), Required("column_id", TdsType.Int),
        Required("key_ordinal", Tiny), Optional("is_descending_key", TdsType.Bit), Optional("is_included_column", TdsType.Bit),
    ], (session, database) => TablesView.All(session, database).SelectMany(table => Numbered(table, session)
        .Where(pair => pair.Index is not null)
        .SelectMany(pair => pair.Index!.Columns.Select((column, i) => new object?[]
        {
            TablesView.Id(table), pair.Id, i + 1, table.Columns.ToList().FindIndex(known => known.Name == column) + 1, (byte)(i + 1), false, false,
        }))));

    public static SystemView Partitions { get; } = new("sys", "partitions",
    [
        Required("partition_id", TdsType.BigInt), Required("object_id", TdsType.Int), Required("index_id", TdsType.Int), Required("partition_number", TdsType.Int),
        Required("hobt_id", TdsType.BigInt), Optional("rows", TdsType.BigInt),
    ], (session, database) => TablesView.All(session, database).SelectMany(table => PartitionRows(table, session)));

    // A primary key is the clustered index (1) as a rule; without one the table is a heap (0).
    private static IEnumerable<(int Id, TableIndex? Index)> Numbered(TableShape table, SessionContext session)
    {
        IReadOnlyList<TableIndex> indexes = TableIndex.Of(table, session);
        TableIndex? primary = indexes.FirstOrDefault(index => index.Kind == IndexKind.PrimaryKey);
        yield return primary is null ? (0, null) : (1, primary);
        int next = 2;
        foreach (TableIndex index in indexes.Where(index => index != primary).OrderBy(index => index.Name, StringComparer.OrdinalIgnoreCase))
            yield return (next++, index);
    }

    private static object?[] Row(TableShape table, int id, TableIndex? index) =>
    [
        TablesView.Id(table), index?.Name, id, (byte)Math.Min(id, 2), id switch { 0 => "HEAP", 1 => "CLUSTERED", _ => "NONCLUSTERED" },
        index?.IsUnique ?? false, 1, index?.Kind == IndexKind.PrimaryKey, index?.Kind == IndexKind.UniqueConstraint, false,
    ];

    private static IEnumerable<object?[]> PartitionRows(TableShape table, SessionContext session)
    {
        long rows = Convert.ToInt64(session.Connection.Value($"SELECT count(*) FROM {table.SqliteName}"), CultureInfo.InvariantCulture);
        foreach ((int id, _) in Numbered(table, session))
        {
            long partition = ((long)TablesView.Id(table) << 16) + id;
            yield return [partition, TablesView.Id(table), id, 1, partition, rows];
        }
    }
}
