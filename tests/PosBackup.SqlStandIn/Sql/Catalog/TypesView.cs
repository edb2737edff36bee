using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Catalog.Columns;

namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>sys.types.</summary>
internal static class TypesView
{
    public static SystemView View { get; } = new("sys", "types",
    [
        Required("name", TdsType.SysName), Required("system_type_id", Tiny), Required("user_type_id", TdsType.Int), Required("schema_id", TdsType.Int),
        Required("max_length", TdsType.SmallInt), Required("precision", Tiny), Required("scale", Tiny), Optional("is_nullable", TdsType.Bit),
        Required("is_user_defined", TdsType.Bit), Required("is_table_type", TdsType.Bit),
    ], (_, _) => SystemTypes.All
        .Select(type => new object?[] { type.Name, type.SystemTypeId, type.UserTypeId, 4, type.MaxLength, type.Precision, type.Scale, true, false, false })
        .Append(["sysname", (byte)231, 256, 4, (short)256, (byte)0, (byte)0, false, false, false]));
}
