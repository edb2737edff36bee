using System.Data;
using Microsoft.Data.SqlClient;

namespace PosBackup.Engine.Sql.Queries;

/// <summary>Bytes of log in use, by a counter that every version has: no log backup copies more.</summary>
internal static class UsedLogQuery
{
    private const string Text = """
        SELECT CAST(cntr_value AS bigint) * 1024 AS bytes
        FROM sys.dm_os_performance_counters
        WHERE object_name LIKE N'%:Databases%' AND counter_name = N'Log File(s) Used Size (KB)' AND instance_name = @database;
        """;

    public static Task<ByteCount?> ReadAsync(SqlSession session, string database, CancellationToken cancellationToken) =>
        session.QueryOneAsync(Text, ByteCount.Read, cancellationToken, new SqlParameter("@database", SqlDbType.NVarChar, 128) { Value = database });
}
