using PosBackup.SqlStandIn.Sql.Catalog;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Statements;
using PosBackup.SqlStandIn.Sql.Tables;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Functions.Parameter;

namespace PosBackup.SqlStandIn.Sql.Functions;

/// <summary>Functions about tables, columns and files.</summary>
internal static class MetadataFunctions
{
    public static IReadOnlyList<SqlFunction> All { get; } =
    [
        Volatile("OBJECT_ID", TdsType.Int, [Name, TdsType.NVarChar(2)], (session, a) => ObjectId(session, (string)a[0]!, a.Length > 1 ? (string)a[1]! : "U")) with { Least = 1 },
        Volatile("OBJECT_NAME", TdsType.SysName, [Int, Int], (session, a) => FindById(session, (int)a[0]!, a.Length > 1 ? (int)a[1]! : null)?.Name) with { Least = 1 },
        Volatile("OBJECT_SCHEMA_NAME", TdsType.SysName, [Int, Int], (session, a) => FindById(session, (int)a[0]!, a.Length > 1 ? (int)a[1]! : null)?.Schema) with { Least = 1 },
        Volatile("OBJECTPROPERTY", TdsType.Int, [Int, Name], (session, a) => ObjectProperty(session, (int)a[0]!, (string)a[1]!)),
        Volatile("COL_LENGTH", TdsType.SmallInt, [Name, Name], (session, a) => ColumnLength(session, (string)a[0]!, (string)a[1]!)),
        Volatile("COL_NAME", TdsType.SysName, [Int, Int], (session, a) => FindById(session, (int)a[0]!, database: null)?.Columns.ElementAtOrDefault((int)a[1]! - 1)?.Name),
        Volatile("IDENT_CURRENT", TdsType.Decimal(38, 0), [Name], (session, a) =>
            Find(session, (string)a[0]!) is { Identity: { } identity } table ? new IdentityCounter(table, identity, session).Last ?? identity.Identity!.Seed : null),
        Volatile("IDENT_SEED", TdsType.Decimal(38, 0), [Name], (session, a) => (decimal?)Find(session, (string)a[0]!)?.Identity?.Identity!.Seed),
        Volatile("IDENT_INCR", TdsType.Decimal(38, 0), [Name], (session, a) => (decimal?)Find(session, (string)a[0]!)?.Identity?.Identity!.Increment),
        Volatile("SCHEMA_ID", TdsType.Int, [Name], (session, a) => SchemaId(session, a.Length == 0 ? ObjectName.DefaultSchema : (string)a[0]!)) with { Least = 0 },
        Volatile("SCHEMA_NAME", TdsType.SysName, [Int], (session, a) => a.Length == 0 ? ObjectName.DefaultSchema
            : SchemaStatements.All(session.Database, session).FirstOrDefault(schema => SchemaId(session, schema) == (int)a[0]!)) with { Least = 0 },
        Volatile("TYPE_NAME", TdsType.SysName, [Int], (_, a) => SystemTypes.All.FirstOrDefault(type => type.UserTypeId == (int)a[0]!)?.Name),
        Volatile("FILEPROPERTY", TdsType.Int, [Name, Name], (session, a) => FileProperty(session.Database, (string)a[0]!, (string)a[1]!)),
        Volatile("FILE_ID", TdsType.SmallInt, [Name], (session, a) => (short?)DatabaseFiles.Of(session.Database).FirstOrDefault(file => Same(file.Name, (string)a[0]!))?.FileId),
        Volatile("FILE_NAME", TdsType.SysName, [Int], (session, a) => DatabaseFiles.Of(session.Database).FirstOrDefault(file => file.FileId == (int)a[0]!)?.Name),
    ];

    /// <summary>Id of a schema as sys.schemas has it.</summary>
    public static int? SchemaId(SessionContext session, string name)
    {
        IReadOnlyList<string> schemas = SchemaStatements.All(session.Database, session);
        int at = schemas.ToList().FindIndex(schema => Same(schema, name));
        return at < 0 ? null : at == 0 ? 1 : at + 4;
    }

    private static SqlFunction Volatile(string name, TdsType result, IReadOnlyList<Parameter> parameters, FunctionBody body) =>
        SqlFunction.Of(name, result, parameters, body) with { IsPure = false };

    private static int? ObjectId(SessionContext session, string name, string type) =>
        type.Trim().ToUpperInvariant() is not ("U" or "") ? null
            : Find(session, name) is { } table ? TableCatalog.ObjectId(table.Schema, table.Name) : null;

    private static TableShape? Find(SessionContext session, string written)
    {
        string?[] parts = [.. NameParts.Split(written)];
        if (parts.Length is 0 or > 3)
            return null;
        string name = parts[^1] ?? "";
        if (TemporaryTables.IsTemporary(name))
            return new TableCatalog(session).Find(new ObjectName(Database: null, ObjectName.DefaultSchema, name, written));
        string schema = parts.Length > 1 && parts[^2] is { Length: > 0 } given ? given : ObjectName.DefaultSchema;
        Database? database = parts.Length > 2 && parts[0] is { Length: > 0 } elsewhere ? session.Instance.Find(elsewhere) : session.Database;
        return database is { State: DatabaseState.Online } ? new TableCatalog(session).Find(new ObjectName(database, schema, name, written)) : null;
    }

    private static TableShape? FindById(SessionContext session, int id, int? database)
    {
        Database? where = database is { } given ? session.Instance.Databases.FirstOrDefault(candidate => candidate.Id == given) : session.Database;
        return where is null ? null : new TableCatalog(session).All(where).FirstOrDefault(table => TableCatalog.ObjectId(table.Schema, table.Name) == id);
    }

    private static int? ObjectProperty(SessionContext session, int id, string property) => FindById(session, id, database: null) is not { } table ? null
        : property.ToUpperInvariant() switch
        {
            "ISTABLE" or "ISUSERTABLE" => 1,
            "ISVIEW" or "ISPROCEDURE" or "ISMSSHIPPED" => 0,
            "TABLEHASIDENTITY" => table.Identity is null ? 0 : 1,
            "TABLEHASPRIMARYKEY" => TableIndex.Of(table, session).Any(index => index.Kind == IndexKind.PrimaryKey) ? 1 : 0,
            _ => throw SqlErrors.NotKnown($"OBJECTPROPERTY(..., '{property}')"),
        };

    private static short? ColumnLength(SessionContext session, string table, string column) => Find(session, table)?.Find(column) is { } found ? SystemTypes.BytesOf(found.Type) : null;

    private static object? FileProperty(Database database, string name, string property)
    {
        DatabaseFile? file = DatabaseFiles.Of(database).FirstOrDefault(candidate => Same(candidate.Name, name));
        return file is null ? null : property.ToUpperInvariant() switch
        {
            "SPACEUSED" => (int)file.UsedPages,
            "ISREADONLY" => 0,
            "ISPRIMARYFILE" => file.FileId == 1 ? 1 : 0,
            "ISLOGFILE" => file.IsLog ? 1 : 0,
            _ => null,
        };
    }

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
