using PosBackup.SqlStandIn.Sql.Sessions;

namespace PosBackup.SqlStandIn.Sql.Tables;

/// <summary>What a unique index stands for.</summary>
internal enum IndexKind
{
    PrimaryKey,
    UniqueConstraint,
    UniqueIndex,
    Index,
}

/// <summary>
/// An index of a table. In SQLite index names are of the whole database, in SQL Server of the table: so they are
/// <c>pk:receipts.PK_receipts</c> there, which also says what the index is.
/// </summary>
internal sealed record TableIndex(string Name, IndexKind Kind, IReadOnlyList<string> Columns, string SqliteName)
{
    private static readonly Dictionary<IndexKind, string> Prefixes = new()
    {
        [IndexKind.PrimaryKey] = "pk:",
        [IndexKind.UniqueConstraint] = "uq:",
        [IndexKind.UniqueIndex] = "ux:",
        [IndexKind.Index] = "ix:",
    };

    public bool IsUnique => Kind != IndexKind.Index;

    public static string SqliteNameFor(IndexKind kind, string sqliteTable, string name) => $"{Prefixes[kind]}{sqliteTable}.{name}";

    /// <summary>The indexes of a table.</summary>
    public static IReadOnlyList<TableIndex> Of(TableShape table, SessionContext session)
    {
        string schema = table.SqliteName[..table.SqliteName.IndexOf('.', StringComparison.Ordinal)];
        string sqliteTable = table.Database is null ? table.Name : ObjectName.SqliteTableFor(table.Schema, table.Name);
        var indexes = new List<TableIndex>();
        foreach (object?[] row in session.Connection.Rows("SELECT name, origin, \"unique\" FROM pragma_index_list($table, $schema)", ("$table", sqliteTable), ("$schema", schema)))
        {
            string sqliteName = (string)row[0]!;
            string[] columns = [.. session.Connection
                .Rows("SELECT name FROM pragma_index_info($index, $schema)", ("$index", sqliteName), ("$schema", schema))
                .Select(column => (string)column[0]!)];
            indexes.Add(Describe(sqliteName, sqliteTable, (string)row[1]!, (long)row[2]! != 0, columns));
        }

        return indexes;
    }

    private static TableIndex Describe(string sqliteName, string sqliteTable, string origin, bool unique, string[] columns)
    {
        foreach ((IndexKind kind, string prefix) in Prefixes)
        {
            string start = $"{prefix}{sqliteTable}.";
            if (sqliteName.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                return new(sqliteName[start.Length..], kind, columns, sqliteName);
        }

        // Made by SQLite itself for a key in CREATE TABLE: the stand-in's own tables in msdb.
        return origin == "pk"
            ? new($"PK__{sqliteTable}", IndexKind.PrimaryKey, columns, sqliteName)
            : new($"UQ__{sqliteTable}", unique ? IndexKind.UniqueConstraint : IndexKind.Index, columns, sqliteName);
    }
}
