using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Queries;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Tables;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>INSERT of values, defaults and queries.</summary>
internal static class InsertStatements
{
    private const int MostRowValues = 1000;

    public static void Run(InsertStatement insert, Batch batch)
    {
        InsertSpecification specification = insert.InsertSpecification;
        if (specification.TopRowFilter is not null)
            throw SqlErrors.NotKnown("INSERT TOP");
        Modification.Insert.Run(insert, specification, ModificationTarget.Name(specification.Target, batch), batch, (table, output) => Insert(insert, table, output, batch));
    }

    private static long Insert(InsertStatement insert, TableShape table, OutputRows output, Batch batch)
    {
        InsertSpecification specification = insert.InsertSpecification;
        TableColumn[] columns = Columns(specification, table, batch.Session);
        using var inserter = new RowInserter(table, columns, batch.Session);
        var sink = new InsertedRows(table, inserter, output, batch.Session);
        switch (specification.InsertSource)
        {
            case ValuesInsertSource { IsDefaultValues: true }:
                sink.Insert([], []);
                break;
            case ValuesInsertSource values:
                InsertValues(values, columns, table, sink, batch);
                break;
            case SelectInsertSource select:
                InsertQuery(insert, select, columns, specification.Columns.Count > 0, sink, batch);
                break;
            default:
                throw SqlErrors.NotKnown("INSERT ... EXEC");
        }

        inserter.Finish();
        return inserter.Count;
    }

    // The columns for which values come. An identity column among them needs IDENTITY_INSERT.
    private static TableColumn[] Columns(InsertSpecification specification, TableShape table, SessionContext session)
    {
        if (specification.InsertSource is ValuesInsertSource { IsDefaultValues: true })
            return [];
        bool identityInsert = string.Equals(session.Options.IdentityInsert, table.FullName, StringComparison.OrdinalIgnoreCase);
        TableColumn[] columns = specification.Columns.Count > 0
            ? [.. specification.Columns.Select(column => table[column.MultiPartIdentifier.Identifiers[^1].Value])]
            : [.. table.Columns.Where(column => column.Identity is null)];
        if (columns.GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new SqlErrorException(new SqlMessage(264, 16, 1,
                $"The column name '{twice.Key}' is specified more than once in the SET clause or column list of an INSERT. A column cannot be assigned more than one value in the same clause. Modify the clause to make sure that a column is updated only once. If this statement updates or inserts columns into a view, column aliasing can conceal the duplication in your code."));
        bool namesIdentity = columns.Any(column => column.Identity is not null);
        if (namesIdentity && !identityInsert)
            throw SqlErrors.IdentityInsertOff(table.Name);
        if (identityInsert && !namesIdentity)
            throw specification.Columns.Count > 0 ? SqlErrors.IdentityInsertNeedsValue(table.Name) : SqlErrors.IdentityInsertNeedsList(table.Name);
        return columns;
    }

    private static void InsertValues(ValuesInsertSource values, TableColumn[] columns, TableShape table, InsertedRows sink, Batch batch)
    {
        if (values.RowValues.Count > MostRowValues)
            throw SqlErrors.TooManyRowValues();
        var row = new object?[columns.Length];
        var types = new TdsType[columns.Length];
        foreach (RowValue rowValue in values.RowValues)
        {
            if (rowValue.ColumnValues.Count != values.RowValues[0].ColumnValues.Count)
                throw SqlErrors.UnequalRowValues();
            if (rowValue.ColumnValues.Count != columns.Length)
                throw columns.Length == table.Columns.Count ? SqlErrors.ColumnCountOfTable() : SqlErrors.ColumnCount(more: rowValue.ColumnValues.Count > columns.Length);
            for (int i = 0; i < row.Length; i++)
                (row[i], types[i]) = rowValue.ColumnValues[i] is DefaultLiteral ? sink.Default(columns[i]) : batch.Evaluate(rowValue.ColumnValues[i]);
            sink.Insert(row, types);
        }
    }

    // All rows are read before the first is written: a query may well read the table that it fills.
    private static void InsertQuery(InsertStatement insert, SelectInsertSource source, TableColumn[] columns, bool listed, InsertedRows sink, Batch batch)
    {
        (PreparedStatement statement, TranslatedQuery query) = batch.Prepare(insert, translation =>
        {
            TranslatedQuery translated = new QueryTranslator(translation, new CommonTables(translation).Translate(insert.WithCtesAndXmlNamespaces)).Translate(source.Select);
            return (translated.Sql, translated);
        });
        if (query.Columns.Count != columns.Length)
            throw !listed ? SqlErrors.ColumnCountOfTable() : query.Columns.Count < columns.Length ? SqlErrors.SelectListShort() : SqlErrors.SelectListLong();

        var rows = new List<object?[]>();
        using (SqliteDataReader reader = statement.Query())
        {
            while (reader.Read())
                rows.Add(SelectStatements.Read(reader, query.Columns));
        }

        TdsType[] types = [.. query.Columns.Select(column => column.Value.Type)];
        foreach (object?[] row in rows)
            sink.Insert(row, types);
    }
}
