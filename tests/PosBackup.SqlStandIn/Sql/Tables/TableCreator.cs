using Microsoft.Data.Sqlite;
using PosBackup.SqlStandIn.Sql.Expressions;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Types;

namespace PosBackup.SqlStandIn.Sql.Tables;

/// <summary>Makes tables and indexes in SQLite.</summary>
internal sealed class TableCreator(SessionContext session)
{
    /// <exception cref="Tds.SqlErrorException">2714.</exception>
    public TableShape Create(ObjectName name, TableDraft draft)
    {
        var catalog = new TableCatalog(session);
        if (catalog.Find(name) is not null)
            throw SqlErrors.ObjectExists(name.Name);
        RefuseReserved(name);

        string schema = SchemaOf(name);
        IEnumerable<string> parts = draft.Columns.Select(Define).Concat(draft.Constraints);
        session.Connection.Execute($"CREATE TABLE {schema}.{SqlText.Name(name.SqliteTable)} ({string.Join(", ", parts)})");
        session.Connection.SchemaChanged();
        if (name.IsTemporary)
            session.TemporaryTables.Created(name.Name);

        TableShape table = catalog.Find(name)!;
        foreach (KeyDraft key in draft.Keys)
            CreateIndex(table, key);
        return table;
    }

    /// <exception cref="Tds.SqlErrorException">1911, 1913, 1505.</exception>
    public void CreateIndex(TableShape table, KeyDraft key)
    {
        foreach (KeyColumn column in key.Columns.Where(column => table.Find(column.Name) is null))
            throw SqlErrors.ColumnMissingInTable(column.Name);
        if (TableIndex.Of(table, session).Any(index => index.Name.Equals(key.Name, StringComparison.OrdinalIgnoreCase)))
            throw SqlErrors.IndexExists(key.Name, table.ShortName);

        string sqliteTable = table.Database is null ? table.Name : ObjectName.SqliteTableFor(table.Schema, table.Name);
        string schema = table.SqliteName[..table.SqliteName.IndexOf('.', StringComparison.Ordinal)];
        string unique = key.Kind == IndexKind.Index ? "" : "UNIQUE ";
        string columns = string.Join(", ", key.Columns.Select(column => SqlText.Name(table[column.Name].Name) + (column.Descending ? " DESC" : "")));
        string filter = key.Filter is { } where ? $" WHERE {where}" : "";
        try
        {
            session.Connection.Execute(
                $"CREATE {unique}INDEX {schema}.{SqlText.Name(TableIndex.SqliteNameFor(key.Kind, sqliteTable, key.Name))} ON {SqlText.Name(sqliteTable)} ({columns}){filter}");
        }
        catch (SqliteException error) when (error.SqliteErrorCode == SQLitePCL.raw.SQLITE_CONSTRAINT)
        {
            throw SqlErrors.DuplicateOnCreate(table.ShortName, key.Name, "");
        }

        session.Connection.SchemaChanged();
    }

    /// <summary>A column as it stands in CREATE TABLE.</summary>
    public static string Define(TableColumn column) =>
        $"{SqlText.Name(column.Name)} {SqliteTypes.Declare(column.Type, column.Identity)}{(column.Nullable ? "" : " NOT NULL")}{(column.Default is { } value ? $" DEFAULT ({value})" : "")}";

    private static void RefuseReserved(ObjectName name)
    {
        if (name.Name.StartsWith('$') || name.SqliteTable.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase))
            throw SqlErrors.NotKnown($"tables whose name begins as {name.Name} does");
    }

    private string SchemaOf(ObjectName name) => name.Database is { } database ? session.Connection.Attach(database) : "temp";
}
