using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Catalog;
using PosBackup.SqlStandIn.Sql.Expressions;
using PosBackup.SqlStandIn.Sql.Queries;
using PosBackup.SqlStandIn.Sql.Tables;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>OUTPUT: the rows a statement changed, before and after, as the sources <c>deleted</c> and <c>inserted</c> of a select list.</summary>
internal sealed class OutputRows(TableShape table, OutputClause? output, OutputIntoClause? into, Batch batch)
{
    private readonly List<object?[]> _rows = [];

    public bool IsWanted => output is not null || into is not null;

    /// <summary>One changed row: its stored values before and after; null for the side that does not exist.</summary>
    public void Add(object?[]? deleted, object?[]? inserted)
    {
        object?[] none = new object?[table.Columns.Count];
        _rows.Add([.. Values(deleted ?? none), .. Values(inserted ?? none)]);
    }

    /// <summary>Puts the INTO rows into their table; still inside the statement's own writing.</summary>
    public void Store()
    {
        if (into is null)
            return;
        ObjectName name = ModificationTarget.Name(into.IntoTable, batch);
        if (!name.IsTemporary && name.Database != table.Database)
            throw SqlErrors.NotKnown("OUTPUT INTO a table of another database");
        TableShape target = ModificationTarget.Find(name, batch);
        TableColumn[] columns = into.IntoTableColumns.Count > 0
            ? [.. into.IntoTableColumns.Select(column => target[column.MultiPartIdentifier.Identifiers[^1].Value])]
            : [.. target.Columns.Where(column => column.Identity is null)];
        using PreparedStatement statement = Prepare(into.SelectColumns, out var result);
        if (result.Count != columns.Length)
            throw SqlErrors.ColumnCountOfTable();
        using var inserter = new RowInserter(target, columns, batch.Session);
        using var reader = statement.Query();
        TdsType[] types = [.. result.Select(column => column.Value.Type)];
        while (reader.Read())
            inserter.Insert(SelectStatements.Read(reader, result), types);
        inserter.Finish();
    }

    /// <summary>Sends the OUTPUT rows; after the statement's writing was kept.</summary>
    public void Send()
    {
        if (output is null)
            return;
        using PreparedStatement statement = Prepare(output.SelectColumns, out var result);
        using var reader = statement.Query();
        bool more = reader.Read();
        batch.Response.Columns([.. result.Select(column => new TdsColumn(column.Name ?? "", column.Value.Type, column.Value.Nullable))]);
        for (; more; more = reader.Read())
            batch.Response.Row(SelectStatements.Read(reader, result));
    }

    private PreparedStatement Prepare(IList<SelectElement> elements, out IReadOnlyList<ResultColumn> result)
    {
        Translation translation = batch.NewTranslation();
        SystemColumn[] columns = [.. Columns("d "), .. Columns("i ")];
        CatalogRows laid = translation.Lay("output", columns, _ => _rows);
        string alias = translation.NewName("s");
        var scope = new QueryScope(outer: null);
        scope.Add(Source("deleted", alias, "d "));
        scope.Add(Source("inserted", alias, "i "));
        SelectList list = new SelectListTranslator(translation, scope).Translate(elements);
        result = list.Columns;
        return new PreparedStatement(translation, $"SELECT {string.Join(", ", list.Columns.Select(column => column.Value.Sql))} FROM {laid.SqliteName} AS {alias} ORDER BY rowid");
    }

    private RowSource Source(string name, string alias, string prefix) => new(name, alias, [.. table.Columns.Select(column =>
        new SourceColumn(column.Name, $"{alias}.{SqlText.Name(prefix + column.Name)}", column.Type, column.Nullable, column.Identity is not null))]);

    private IEnumerable<SystemColumn> Columns(string prefix) => table.Columns.Select(column => new SystemColumn(prefix + column.Name, column.Type));

    private IEnumerable<object?> Values(object?[] stored) => stored.Select((value, i) => SqliteTypes.FromSqlite(table.Columns[i].Type, value));
}
