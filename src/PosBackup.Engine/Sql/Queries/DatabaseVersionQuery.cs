namespace PosBackup.Engine.Sql.Queries;

/// <summary>The newest internal version of databases that the instance opens: it refuses sets of a newer one (3169).</summary>
internal static class DatabaseVersionQuery
{
    /// <summary>The version, 957 for SQL Server 2022; null when the instance does not tell.</summary>
    public static async Task<int?> ReadAsync(SqlSession session, CancellationToken cancellationToken)
    {
        IReadOnlyList<int?> versions = await session.QueryAsync(
            "SELECT CAST(DATABASEPROPERTYEX(N'master', 'Version') AS int) AS version;", row => row.IntOrNull("version"), cancellationToken).ConfigureAwait(false);
        return versions is [var version, ..] ? version : null;
    }
}
