using PosBackup.SqlStandIn.Sql.Tables;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Catalog.Columns;

namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>sys.columns of user tables.</summary>
internal static class ColumnsView
{
    public static SystemView View { get; } = new("sys", "columns",
    [
        Required("object_id", TdsType.Int), Optional("name", TdsType.SysName), Required("column_id", TdsType.Int), Required("system_type_id", Tiny),
        Required("user_type_id", TdsType.Int), Required("max_length", TdsType.SmallInt), Required("precision", Tiny), Required("scale", Tiny),
        Optional("collation_name", TdsType.SysName), Optional("is_nullable", TdsType.Bit), Required("is_ansi_padded", TdsType.Bit), Required("is_rowguidcol", TdsType.Bit),
        Required("is_identity", TdsType.Bit), Required("is_computed", TdsType.Bit), Required("is_filestream", TdsType.Bit), Optional("is_sparse", TdsType.Bit),
    ], (session, database) => TablesView.All(session, database).SelectMany(table => table.Columns.Select((column, i) => Row(table, column, i + 1, database))));

    private static object?[] Row(TableShape table, TableColumn column, int id, Database database)
    {
        SystemType type = SystemTypes.Of(column.Type);
        return
        [
            TablesView.Id(table), column.Name, id, type.SystemTypeId, type.UserTypeId, SystemTypes.BytesOf(column.Type), SystemTypes.PrecisionOf(column.Type),
            SystemTypes.ScaleOf(column.Type), TypeRules.IsText(column.Type) ? database.Facts.Collation : null, column.Nullable, true, false,
            column.Identity is not null, false, false, false,
        ];
    }
}
