using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Backups.Preflight;
using PosBackup.Engine.Backups.Selection;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Backups;

/// <summary>Looks whether backups can succeed, by a real small backup, and says what to do where they cannot.</summary>
/// <param name="clock">The clock; null is the system's.</param>
public sealed class PreflightRunner(TimeProvider? clock = null)
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>Looks at instance, folder, space, compression, encryption and databases; leaves nothing behind.</summary>
    /// <exception cref="PosBackupException">InvalidOption; InstanceUnavailable, InstanceAccessDenied, CertificateNotTrusted when there is no connection.</exception>
    public async Task<PreflightReport> RunAsync(BackupOptions options, IOperationObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        options.Validate();
        var operation = new Operation("check", options.Instance.Instance);
        observer.Started(operation);
        try
        {
            SqlSession session = await SqlSession.OpenAsync(options.Instance, cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                InstanceFacts instance = await InstanceFactsQuery.ReadAsync(session, cancellationToken).ConfigureAwait(false);
                IReadOnlyList<DatabaseFacts> databases = await DatabaseListQuery.ReadAsync(session, cancellationToken).ConfigureAwait(false);
                IReadOnlyList<SelectedDatabase> selected = new DatabaseSelector(options, new NameComparer(instance.Collation)).Select(databases);
                var inspection = new PreflightInspection(session, instance, options, new WriteProbe(session, _clock), DriveLookup.Instance, _clock);
                return (await inspection.RunAsync(selected, cancellationToken).ConfigureAwait(false)).Report;
            }
        }
        finally
        {
            observer.Finished(operation);
        }
    }
}
