using PosBackup.Engine.Progress;

namespace PosBackup.Engine.Backups;

/// <summary>Looks whether backups can succeed, by a real small backup, and says what to do where they cannot.</summary>
/// <param name="clock">The clock; null is the system's.</param>
public sealed class PreflightRunner(TimeProvider? clock = null)
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>Looks at instance, folder, space, compression, encryption and databases; leaves nothing behind.</summary>
    /// <exception cref="PosBackupException">InvalidOption; InstanceUnavailable, InstanceAccessDenied, CertificateNotTrusted when there is no connection.</exception>
    public Task<PreflightReport> RunAsync(BackupOptions options, IOperationObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        options.Validate();
        return Task.FromException<PreflightReport>(new PosBackupException(ErrorCode.Unknown, $"the preflight cannot run yet ({_clock.GetUtcNow():u})"));
    }
}
