using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Tables;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>DELETE: first which rows, then the deleting.</summary>
internal static class DeleteStatements
{
    private const string Action = "DELETE";

    public static Task RunAsync(DeleteStatement delete, Batch batch)
    {
        SelectStatements.RefuseHints(delete);
        DeleteSpecification specification = delete.DeleteSpecification;
        SessionContext session = batch.Session;
        ObjectName name = ChangedRows.TargetName(specification, batch);
        using WriteStatement write = session.Transaction.Write(name.Database, batch.Attention);
        TableShape table = ModificationTarget.Find(name, batch);
        session.Permissions.RequireWrite(table, Action);

        var output = new OutputRows(table, specification.OutputClause, specification.OutputIntoClause, batch);
        bool everything = specification.WhereClause is null && specification.FromClause is null && specification.TopRowFilter is null && !output.IsWanted;
        long count = everything ? DeleteAll(table, session) : DeleteSome(delete, specification, table, output, batch);
        output.Store(write);
        write.Complete();
        output.Send();
        session.Outcome.RowCount = count;
        batch.Response.Done(DoneCodes.Delete, session.Options.NoCount ? null : count);
        return Task.CompletedTask;
    }

    private static long DeleteSome(DeleteStatement delete, DeleteSpecification specification, TableShape table, OutputRows output, Batch batch)
    {
        (List<object?[]> rows, _) = new ChangedRows(batch, table).Read(delete, specification, []);
        SessionContext session = batch.Session;
        using SqliteCommand command = session.Connection.Command($"DELETE FROM {table.SqliteName} WHERE rowid = $row");
        SqliteParameter parameter = command.Parameters.AddWithValue("$row", 0L);
        foreach (object?[] row in rows)
        {
            parameter.Value = row[0];
            Execute(command, table, session);
            if (output.IsWanted)
                output.Add(row[1..], inserted: null);
        }

        return rows.Count;
    }

    private static long DeleteAll(TableShape table, SessionContext session)
    {
        using SqliteCommand command = session.Connection.Command($"DELETE FROM {table.SqliteName}");
        return Execute(command, table, session);
    }

    private static int Execute(SqliteCommand command, TableShape table, SessionContext session)
    {
        try
        {
            return command.ExecuteNonQuery();
        }
        catch (SqliteException error)
        {
            new RowWriter(table, session).Refuse(error, Action, new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase));
            throw;
        }
    }
}
