using PosBackup.SqlStandIn.Sql.Statements;
using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Catalog.Columns;

namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>sys.schemas.</summary>
internal static class SchemasView
{
    public static SystemView View { get; } = new("sys", "schemas",
        [Required("name", TdsType.SysName), Required("schema_id", TdsType.Int), Optional("principal_id", TdsType.Int)],
        (session, database) => SchemaStatements.All(database, session)
            .Select((name, i) => new object?[] { name, IdAt(i), 1 })
            .Concat([["INFORMATION_SCHEMA", 3, 3], ["sys", 4, 4]]));

    /// <summary>Id of the schema at an index of all schemas; dbo is 1.</summary>
    public static int IdAt(int index) => index == 0 ? 1 : index + 4;
}
