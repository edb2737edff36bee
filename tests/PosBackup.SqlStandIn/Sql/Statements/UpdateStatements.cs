using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Expressions;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Tables;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>UPDATE: first which rows get which values, then the writing.</summary>
internal static class UpdateStatements
{
    private static readonly string Action = Modification.Update.Permission;

    public static void Run(UpdateStatement update, Batch batch)
    {
        UpdateSpecification specification = update.UpdateSpecification;
        AssignmentSetClause[] clauses = [.. specification.SetClauses.Select(clause => clause as AssignmentSetClause ?? throw SqlErrors.NotKnown("methods in SET"))];
        Modification.Update.Run(update, specification, ChangedRows.TargetName(specification, batch), batch, (table, output) =>
        {
            TableColumn[] columns = Columns(clauses, table);
            (List<object?[]> rows, TdsType[] types) = new ChangedRows(batch, table).Read(update, specification, clauses);
            return Write(table, columns, clauses, rows, types, output, batch);
        });
    }

    private static TableColumn[] Columns(AssignmentSetClause[] clauses, TableShape table)
    {
        TableColumn[] columns = [.. clauses.Where(clause => clause.Column is not null).Select(clause => table[clause.Column.MultiPartIdentifier.Identifiers[^1].Value])];
        if (columns.FirstOrDefault(column => column.Identity is not null) is { } identity)
            throw SqlErrors.UpdateIdentity(identity.Name);
        return columns;
    }

    // A row: row id, the new values clause by clause, then the old row.
    private static long Write(TableShape table, TableColumn[] columns, AssignmentSetClause[] clauses, List<object?[]> rows, TdsType[] types, OutputRows output, Batch batch)
    {
        SessionContext session = batch.Session;
        var writer = new RowWriter(table, session);
        using SqliteCommand command = session.Connection.Command(
            $"UPDATE {table.SqliteName} SET {string.Join(", ", columns.Select((column, i) => string.Create(CultureInfo.InvariantCulture, $"{SqlText.Name(column.Name)} = $v{i}")))} WHERE rowid = $row");
        foreach (object?[] row in rows)
        {
            var written = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
            object?[] old = row[(clauses.Length + 1)..];
            for (int i = 0; i < table.Columns.Count; i++)
                written[table.Columns[i].Name] = old[i];

            command.Parameters.Clear();
            int next = 0;
            for (int i = 0; i < clauses.Length; i++)
            {
                object? value = SqliteTypes.FromSqlite(types[i], row[i + 1]);
                if (clauses[i].Variable is { } variable)
                    batch.Variables[variable.Name].Value = Conversions.Convert(value, types[i], batch.Variables[variable.Name].Type, style: 0, session.Options.DateOrder);
                if (clauses[i].Column is null)
                    continue;
                object? stored = writer.Fit(columns[next], value, types[i], Action);
                written[columns[next].Name] = stored;
                command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"$v{next}"), stored ?? DBNull.Value);
                next++;
            }

            if (columns.Length > 0)
                Execute(command, row[0]!, writer, written, session);
            if (output.IsWanted)
                output.Add(old, [.. table.Columns.Select(column => written[column.Name])]);
        }

        return rows.Count;
    }

    private static void Execute(SqliteCommand command, object row, RowWriter writer, Dictionary<string, object?> written, SessionContext session)
    {
        command.Parameters.AddWithValue("$row", row);
        try
        {
            command.ExecuteNonQuery();
        }
        catch (SqliteException error)
        {
            writer.Refuse(error, Action, written);
            throw;
        }
    }
}
