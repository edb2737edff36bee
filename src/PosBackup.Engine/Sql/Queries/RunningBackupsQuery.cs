using System.Data;
using Microsoft.Data.SqlClient;

namespace PosBackup.Engine.Sql.Queries;

/// <summary>Backups of a database that run at this moment, of anybody: while there is one, half a file is no leftover.</summary>
internal static class RunningBackupsQuery
{
    private const string Text = "SELECT COUNT_BIG(*) AS running FROM sys.dm_exec_requests WHERE command LIKE N'BACKUP%' AND database_id = DB_ID(@database);";

    public static async Task<bool> AnyAsync(SqlSession session, string database, CancellationToken cancellationToken)
    {
        IReadOnlyList<long> counts = await session.QueryAsync(
            Text,
            row => row.GetInt64(0),
            cancellationToken,
            new SqlParameter("@database", SqlDbType.NVarChar, 128) { Value = database }).ConfigureAwait(false);
        return counts is [> 0, ..];
    }
}
