using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Sql;

/// <summary>The databases of an instance.</summary>
public static class InstanceDatabases
{
    /// <summary>Names of all that a backup can be asked of: system databases too, tempdb and snapshots not.</summary>
    /// <exception cref="PosBackupException">InvalidOption; InstanceUnavailable, InstanceAccessDenied, CertificateNotTrusted when there is no connection.</exception>
    public static async Task<IReadOnlyList<string>> ReadAsync(InstanceOptions instance, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(instance);
        instance.Validate();
        SqlSession session = await SqlSession.OpenAsync(instance, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            IReadOnlyList<DatabaseFacts> databases = await DatabaseListQuery.ReadAsync(session, cancellationToken).ConfigureAwait(false);
            return [.. databases.Where(database => !database.IsDatabaseSnapshot && database.Name is not "tempdb").Select(database => database.Name)];
        }
    }
}
