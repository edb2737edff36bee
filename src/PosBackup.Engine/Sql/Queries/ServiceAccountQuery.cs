using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Backups.Preflight;

namespace PosBackup.Engine.Sql.Queries;

/// <summary>
/// The account that the instance runs as. Where the login may not see it, the service's own SID stands in: rights given to that one
/// reach the service whatever account it has.
/// </summary>
internal static class ServiceAccountQuery
{
    private static readonly Version Since = new(10, 50, 2500);

    private const string Text = "SELECT TOP (1) service_account AS account FROM sys.dm_server_services WHERE servicename LIKE N'SQL Server (%';";

    public static async Task<ServiceAccount> ReadAsync(SqlSession session, InstanceFacts instance, CancellationToken cancellationToken)
    {
        if (instance.CanViewServerState && instance.Version >= Since)
        {
            string? account = await session.QueryOneAsync(Text, row => row.Text("account"), cancellationToken).ConfigureAwait(false);
            if (!string.IsNullOrWhiteSpace(account))
                return new ServiceAccount(account, IsGuess: false);
        }

        return new ServiceAccount(instance.InstanceName is { } name ? $@"NT SERVICE\MSSQL${name}" : @"NT SERVICE\MSSQLSERVER", IsGuess: true);
    }
}
