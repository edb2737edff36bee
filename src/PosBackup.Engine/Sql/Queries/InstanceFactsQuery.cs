using Microsoft.Data.SqlClient;
using PosBackup.Engine.Backups.Planning;

namespace PosBackup.Engine.Sql.Queries;

/// <summary>What the instance says about itself: one row, SERVERPROPERTY only, no rights needed.</summary>
internal static class InstanceFactsQuery
{
    private const string Text = """
        SELECT CAST(SERVERPROPERTY('ServerName') AS nvarchar(128)) AS ServerName,
               CAST(SERVERPROPERTY('MachineName') AS nvarchar(128)) AS MachineName,
               CAST(SERVERPROPERTY('InstanceName') AS nvarchar(128)) AS InstanceName,
               CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128)) AS ProductVersion,
               CAST(SERVERPROPERTY('Edition') AS nvarchar(128)) AS Edition,
               CAST(SERVERPROPERTY('EngineEdition') AS int) AS EngineEdition,
               CAST(SERVERPROPERTY('Collation') AS nvarchar(128)) AS Collation,
               SUSER_SNAME() AS LoginName,
               SYSDATETIMEOFFSET() AS ServerClock,
               CAST(HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW SERVER STATE') AS int) AS CanViewServerState,
               CAST(HAS_PERMS_BY_NAME(NULL, NULL, 'CREATE ANY DATABASE') AS int) AS CanReadHeaders;
        """;

    public static async Task<InstanceFacts> ReadAsync(SqlSession session, CancellationToken cancellationToken) =>
        await session.QueryOneAsync(Text, Read, cancellationToken).ConfigureAwait(false)
        ?? throw new PosBackupException(ErrorCode.InstanceUnavailable, $"{session.Options.Instance} does not say what it is", "Check that this is a SQL Server instance.");

    private static InstanceFacts Read(SqlDataReader row) => new()
    {
        Name = row.Text("ServerName"),
        Machine = row.Text("MachineName"),
        InstanceName = row.TextOrNull("InstanceName"),
        Version = Version.TryParse(row.Text("ProductVersion"), out Version? version) ? version : new Version(0, 0, 0, 0),
        Edition = row.Text("Edition"),
        Collation = row.Text("Collation"),
        Login = row.Text("LoginName"),
        ClockOffset = row["ServerClock"] is DateTimeOffset clock ? clock.Offset : TimeSpan.Zero,
        CanViewServerState = row.Flag("CanViewServerState"),
        CanReadHeaders = row.Flag("CanReadHeaders"),
    };
}
