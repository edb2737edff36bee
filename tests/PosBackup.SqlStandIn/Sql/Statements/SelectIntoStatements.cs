using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Queries;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Tables;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>SELECT ... INTO: a new table of the query's columns, filled with its rows.</summary>
internal static class SelectIntoStatements
{
    public static void Run(SelectStatement select, Batch batch)
    {
        SessionContext session = batch.Session;
        ObjectName name = ObjectName.Resolve(select.Into, session);
        using WriteStatement write = session.Transaction.Write(name.Database, batch.Attention);
        (PreparedStatement statement, TranslatedQuery query) = batch.Prepare(select, translation =>
        {
            TranslatedQuery translated = SelectStatements.Translate(select, translation);
            return (translated.Sql, translated);
        });
        var rows = new List<object?[]>();
        using (SqliteDataReader reader = statement.Query())
        {
            while (reader.Read())
                rows.Add(SelectStatements.Read(reader, query.Columns));
        }

        TableColumn[] columns = [.. query.Columns.Select((column, i) => new TableColumn(
            column.Name ?? throw new SqlErrorException(new SqlMessage(1038, 15, 5, "An object or column name is missing or empty. For SELECT INTO statements, verify each column has a name. For other statements, look for empty alias names. Aliases defined as \"\" or [] are not allowed. Change the alias to a valid name.")),
            column.Value.Type, column.Value.Nullable, Default: null, Identity: null))];
        new TableCreator(session).Create(name, new TableDraft(columns));
        TableShape table = new TableCatalog(session).Find(name)!;
        using (var inserter = new RowInserter(table, [.. table.Columns], session))
        {
            TdsType[] types = [.. query.Columns.Select(column => column.Value.Type)];
            foreach (object?[] row in rows)
                inserter.Insert(row, types);
        }

        write.Complete();
        session.Outcome.RowCount = rows.Count;
        batch.Response.Done(DoneCodes.Select, session.Options.NoCount ? null : rows.Count);
    }
}
