using System.Data;
using Microsoft.Data.SqlClient;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Sql.Queries;

/// <summary>A marked transaction (BEGIN TRANSACTION … WITH MARK) as msdb remembers it.</summary>
/// <param name="Name">Name of the mark; it may have been set more than once.</param>
/// <param name="Description">Its description; empty for none.</param>
/// <param name="User">Who set it.</param>
/// <param name="Lsn">LSN of its commit.</param>
/// <param name="At">When, on the clock of the instance.</param>
internal sealed record LogMark(string Name, string Description, string User, Lsn Lsn, DateTime At);

/// <summary>The marks in the log of a database.</summary>
internal static class LogMarkQuery
{
    private const string Text = """
        SELECT lm.mark_name, lm.description, lm.user_name, lm.lsn, lm.mark_time
        FROM msdb.dbo.logmarkhistory AS lm
        WHERE lm.database_name = @database
        ORDER BY lm.lsn;
        """;

    /// <summary>Reads them in the order of the log.</summary>
    public static Task<IReadOnlyList<LogMark>> ReadAsync(SqlSession session, string database, CancellationToken cancellationToken) => session.QueryAsync(
        Text,
        row => new LogMark(
            row.Text("mark_name"), row.Text("description"), row.Text("user_name"), row.LsnOrNull("lsn") ?? Lsn.Zero, row.TimeOrNull("mark_time") ?? default),
        cancellationToken,
        new SqlParameter("@database", SqlDbType.NVarChar, 128) { Value = database });
}
