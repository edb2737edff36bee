using PosBackup.Engine.Progress;

namespace PosBackup.Engine.Backups;

/// <summary>Takes backups: looks ahead, plans, backs up, reads back, verifies, records.</summary>
public sealed class BackupRunner(TimeProvider clock)
{
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
        return Task.FromException<BackupReport>(new PosBackupException(ErrorCode.Unknown, $"backups cannot be taken yet ({clock.GetUtcNow():u})"));
    }
}
