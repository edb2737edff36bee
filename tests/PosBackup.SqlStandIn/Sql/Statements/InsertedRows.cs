using PosBackup.SqlStandIn.Sql.Expressions;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Tables;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>Takes the rows of an INSERT: into the table, and into OUTPUT as they then stand there.</summary>
internal sealed class InsertedRows(TableShape table, RowInserter inserter, OutputRows output, SessionContext session)
{
    public void Insert(IReadOnlyList<object?> values, IReadOnlyList<TdsType> types)
    {
        inserter.Insert(values, types);
        if (output.IsWanted)
            output.Add(deleted: null, session.Connection.Rows(
                $"SELECT {string.Join(", ", table.Columns.Select(column => SqlText.Name(column.Name)))} FROM {table.SqliteName} WHERE rowid = last_insert_rowid()")[0]);
    }

    /// <summary>The value of DEFAULT for a column.</summary>
    public (object? Value, TdsType Type) Default(TableColumn column) => column.Default is { } sql
        ? (SqliteTypes.FromSqlite(column.Type, session.Connection.Value($"SELECT {sql}")), column.Type)
        : (null, column.Type);
}
