using PosBackup.Engine.Catalog;
using PosBackup.Engine.Progress;

namespace PosBackup.Engine.Backups;

/// <summary>Takes backups: looks ahead, plans, backs up, reads back, verifies, records.</summary>
/// <param name="catalog">Where sets and runs are recorded and looked up; null works with what lies in the folder alone.</param>
/// <param name="clock">The clock; null is the system's.</param>
public sealed class BackupRunner(BackupCatalog? catalog, TimeProvider? clock = null)
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>
    /// Backs up every requested database. What concerns one database is in its result, cancellation too; only what makes the whole run
    /// senseless is thrown.
    /// </summary>
    /// <exception cref="PosBackupException">InvalidOption; InstanceUnavailable, InstanceAccessDenied, CertificateNotTrusted when there is no connection.</exception>
    public Task<BackupReport> RunAsync(BackupOptions options, IOperationObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        options.Validate();
        return Task.FromException<BackupReport>(new PosBackupException(ErrorCode.Unknown, $"backups cannot be taken yet ({_clock.GetUtcNow():u}, {catalog?.Path})"));
    }
}
