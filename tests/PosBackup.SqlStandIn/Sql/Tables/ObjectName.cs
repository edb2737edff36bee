using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Tables;

/// <summary>A name of up to three parts, its missing parts filled in from the session.</summary>
internal sealed record ObjectName(Database? Database, string Schema, string Name, string Written)
{
    public const string DefaultSchema = "dbo";

    /// <summary>Whether it is a #table or a table variable; such a name has no database.</summary>
    public bool IsTemporary => Database is null;

    /// <summary>The name of the table inside SQLite: dbo's own, the others behind their schema.</summary>
    public string SqliteTable => SqliteTableFor(Schema, Name);

    /// <exception cref="SqlErrorException">911 and others when the database is not there or not open; 7202 for a server.</exception>
    public static ObjectName Resolve(SchemaObjectName name, SessionContext session)
    {
        string written = string.Join('.', name.Identifiers.Select(part => part.Value));
        if (name.ServerIdentifier is { } server && !server.Value.Equals(session.Instance.Identity.ServerName, StringComparison.OrdinalIgnoreCase))
            throw new SqlErrorException(new SqlMessage(7202, 11, 2,
                $"Could not find server '{server.Value}' in sys.servers. Verify that the correct server name was specified. If necessary, execute the stored procedure sp_addlinkedserver to add the server to sys.servers."));

        string table = name.BaseIdentifier.Value;
        string schema = name.SchemaIdentifier?.Value is { Length: > 0 } given ? given : DefaultSchema;
        if (table.StartsWith("##", StringComparison.Ordinal))
            throw SqlErrors.NotKnown($"global temporary tables ({table})");
        if (TemporaryTables.IsTemporary(table))
            return new(Database: null, DefaultSchema, table, written);

        Database database = name.DatabaseIdentifier?.Value is { Length: > 0 } elsewhere ? session.Open(elsewhere) : session.Database;
        return new(database, schema, table, written);
    }

    public static string SqliteTableFor(string schema, string table)
    {
        bool isDefault = schema.Equals(DefaultSchema, StringComparison.OrdinalIgnoreCase);
        return isDefault && !table.Contains('.', StringComparison.Ordinal) ? table : $"{(isDefault ? DefaultSchema : schema)}.{table}";
    }

    /// <summary>Schema and name of a table that SQLite lists.</summary>
    public static (string Schema, string Name) FromSqlite(string table)
    {
        int dot = table.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? (DefaultSchema, table) : (table[..dot], table[(dot + 1)..]);
    }
}
