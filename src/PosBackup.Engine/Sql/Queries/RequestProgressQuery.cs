using System.Data;
using Microsoft.Data.SqlClient;

namespace PosBackup.Engine.Sql.Queries;

/// <summary>How far the statement of a session is. Any number that changes is life.</summary>
internal sealed record RequestProgress(double Percent, long CpuTime, long Reads, long Writes, string WaitType);

/// <summary>Looks at another session: needs VIEW SERVER STATE, sees nothing without it.</summary>
internal static class RequestProgressQuery
{
    private const string Text = """
        SELECT r.percent_complete, r.cpu_time, r.reads, r.writes, r.wait_type
        FROM sys.dm_exec_requests AS r
        WHERE r.session_id = @session;
        """;

    public static Task<RequestProgress?> ReadAsync(SqlSession session, int sessionId, CancellationToken cancellationToken) => session.QueryOneAsync(
        Text,
        row => new RequestProgress(
            Convert.ToDouble(row["percent_complete"], System.Globalization.CultureInfo.InvariantCulture),
            row.LongOrNull("cpu_time") ?? 0,
            row.LongOrNull("reads") ?? 0,
            row.LongOrNull("writes") ?? 0,
            row.Text("wait_type")),
        cancellationToken,
        new SqlParameter("@session", SqlDbType.Int) { Value = sessionId });
}
