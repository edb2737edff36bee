using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Tables;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>DELETE: first which rows, then the deleting.</summary>
internal static class DeleteStatements
{
    public static void Run(DeleteStatement delete, Batch batch)
    {
        DeleteSpecification specification = delete.DeleteSpecification;
        bool everything = specification is { WhereClause: null, FromClause: null, TopRowFilter: null };
        Modification.Delete.Run(delete, specification, ChangedRows.TargetName(specification, batch), batch, (table, output) =>
            everything && !output.IsWanted ? DeleteAll(table, batch.Session) : DeleteSome(delete, specification, table, output, batch));
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
            new RowWriter(table, session).Refuse(error, Modification.Delete.Permission, new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase));
            throw;
        }
    }
}
