using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Statements;
using PosBackup.SqlStandIn.Sql.Tables;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Catalog.Columns;

namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>sys.tables and sys.objects. When a table was made SQLite does not keep: the dates are the database's.</summary>
internal static class TablesView
{
    private static readonly SystemColumn[] ObjectColumns =
    [
        Required("name", TdsType.SysName), Required("object_id", TdsType.Int), Optional("principal_id", TdsType.Int), Required("schema_id", TdsType.Int),
        Required("parent_object_id", TdsType.Int), Optional("type", new(SqlTypeCode.Char, 2)), Optional("type_desc", Description),
        Required("create_date", TdsType.DateTime), Required("modify_date", TdsType.DateTime), Required("is_ms_shipped", TdsType.Bit),
        Required("is_published", TdsType.Bit), Required("is_schema_published", TdsType.Bit),
    ];

    public static SystemView Tables { get; } = new("sys", "tables",
        [.. ObjectColumns, Optional("lob_data_space_id", TdsType.Int), Required("max_column_id_used", TdsType.Int), Optional("is_replicated", TdsType.Bit)],
        (session, database) => All(session, database).Select(table => (object?[])[.. Row(table, session, database), 0, table.Columns.Count, false]));

    public static SystemView Objects { get; } = new("sys", "objects", ObjectColumns, (session, database) => All(session, database).SelectMany(table =>
        TableIndex.Of(table, session)
            .Where(index => index.Kind is IndexKind.PrimaryKey or IndexKind.UniqueConstraint)
            .Select(index => Key(index, table, session, database))
            .Prepend(Row(table, session, database))));

    /// <summary>The tables of a database that the session may see.</summary>
    public static IEnumerable<TableShape> All(SessionContext session, Database database) => new TableCatalog(session).All(database);

    /// <summary>Id of a table.</summary>
    public static int Id(TableShape table) => TableCatalog.ObjectId(table.Schema, table.Name);

    /// <summary>Id of the table's schema.</summary>
    public static int SchemaId(TableShape table, SessionContext session, Database database)
    {
        int at = SchemaStatements.All(database, session).ToList().FindIndex(schema => schema.Equals(table.Schema, StringComparison.OrdinalIgnoreCase));
        return SchemasView.IdAt(Math.Max(at, 0));
    }

    private static object?[] Row(TableShape table, SessionContext session, Database database) =>
    [
        table.Name, Id(table), null, SchemaId(table, session, database), 0, "U ", "USER_TABLE", database.Facts.CreatedAt, database.Facts.CreatedAt,
        database.IsSystem, false, false,
    ];

    private static object?[] Key(TableIndex index, TableShape table, SessionContext session, Database database) =>
    [
        index.Name, TableCatalog.ObjectId(table.Schema, index.Name), null, SchemaId(table, session, database), Id(table),
        index.Kind == IndexKind.PrimaryKey ? "PK" : "UQ", index.Kind == IndexKind.PrimaryKey ? "PRIMARY_KEY_CONSTRAINT" : "UNIQUE_CONSTRAINT",
        database.Facts.CreatedAt, database.Facts.CreatedAt, false, false, false,
    ];
}
