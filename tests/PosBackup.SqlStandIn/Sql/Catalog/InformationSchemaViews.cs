using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Catalog.Columns;

namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>INFORMATION_SCHEMA.TABLES and .COLUMNS.</summary>
internal static class InformationSchemaViews
{
    private const string Schema = "INFORMATION_SCHEMA";

    public static SystemView Tables { get; } = new(Schema, "TABLES",
        [Optional("TABLE_CATALOG", TdsType.SysName), Optional("TABLE_SCHEMA", TdsType.SysName), Required("TABLE_NAME", TdsType.SysName), Optional("TABLE_TYPE", new(SqlTypeCode.VarChar, 10))],
        (session, database) => TablesView.All(session, database).Select(table => new object?[] { database.Name, table.Schema, table.Name, "BASE TABLE" }));

    public static SystemView Columns { get; } = new(Schema, "COLUMNS",
    [
        Optional("TABLE_CATALOG", TdsType.SysName), Optional("TABLE_SCHEMA", TdsType.SysName), Required("TABLE_NAME", TdsType.SysName), Optional("COLUMN_NAME", TdsType.SysName),
        Required("ORDINAL_POSITION", TdsType.Int), Optional("IS_NULLABLE", new(SqlTypeCode.VarChar, 3)), Optional("DATA_TYPE", TdsType.SysName),
        Optional("CHARACTER_MAXIMUM_LENGTH", TdsType.Int), Optional("NUMERIC_PRECISION", Tiny), Optional("NUMERIC_SCALE", TdsType.Int), Optional("COLLATION_NAME", TdsType.SysName),
    ], (session, database) => TablesView.All(session, database).SelectMany(table => table.Columns.Select((column, i) => new object?[]
    {
        database.Name, table.Schema, table.Name, column.Name, i + 1, column.Nullable ? "YES" : "NO", SystemTypes.Of(column.Type).Name,
        TypeRules.IsText(column.Type) || TypeRules.IsBinary(column.Type) ? column.Type.Length : null,
        TypeRules.IsNumber(column.Type) ? SystemTypes.PrecisionOf(column.Type) : null,
        TypeRules.IsExact(column.Type) || TypeRules.IsInteger(column.Type) ? (int)SystemTypes.ScaleOf(column.Type) : null,
        TypeRules.IsText(column.Type) ? database.Facts.Collation : null,
    })));
}
