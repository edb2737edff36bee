using System.Globalization;
using PosBackup.SqlStandIn.Sql.Expressions;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Sql.Tables;

/// <summary>Finds tables. SQLite's schema is the only truth: it is what a backup carries.</summary>
internal sealed class TableCatalog(SessionContext session)
{
    private const string Temp = "temp";

    /// <summary>Names that begin so are the stand-in's bookkeeping or SQLite's own.</summary>
    private const string HiddenPrefix = "$";

    public TableShape? Find(ObjectName name)
    {
        string schema = name.Database is null ? Temp : session.Connection.Attach(name.Database);
        string? found = session.Connection.Value(
            $"SELECT name FROM {schema}.sqlite_schema WHERE type = 'table' AND name = $name COLLATE {Collations.Text}", ("$name", name.SqliteTable)) as string;
        return found is null || IsHidden(found) ? null : Read(name.Database, schema, found);
    }

    /// <summary>Every table of a database, by name.</summary>
    public IEnumerable<TableShape> All(Database database)
    {
        string schema = session.Connection.Attach(database);
        return session.Connection.Rows($"SELECT name FROM {schema}.sqlite_schema WHERE type = 'table' ORDER BY name")
            .Select(row => (string)row[0]!)
            .Where(name => !IsHidden(name))
            .Select(name => Read(database, schema, name));
    }

    /// <summary>A number that stays the same for a table as long as it has its name.</summary>
    public static int ObjectId(string schema, string name)
    {
        uint hash = 2166136261;
        foreach (char character in $"{schema}.{name}".ToUpperInvariant())
            hash = unchecked((hash ^ character) * 16777619);
        return (int)(hash & 0x7FFFFFFF) | 0x10000;
    }

    private static bool IsHidden(string table) => table.StartsWith(HiddenPrefix, StringComparison.Ordinal) || table.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase);

    private TableShape Read(Database? database, string schema, string table)
    {
        var columns = new List<TableColumn>();
        foreach (object?[] row in session.Connection.Rows(
            "SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_xinfo($table, $schema)", ("$table", table), ("$schema", schema)))
        {
            string declared = (string)row[1]!;
            bool required = Convert.ToInt64(row[2], CultureInfo.InvariantCulture) != 0 || Convert.ToInt64(row[4], CultureInfo.InvariantCulture) != 0;
            columns.Add(new TableColumn((string)row[0]!, SqliteTypes.Parse(declared), Nullable: !required, row[3] as string, SqliteTypes.ParseIdentity(declared)));
        }

        (string tableSchema, string name) = database is null ? (ObjectName.DefaultSchema, table) : ObjectName.FromSqlite(table);
        return new TableShape(database, tableSchema, name, $"{schema}.{SqlText.Name(table)}", columns);
    }
}
