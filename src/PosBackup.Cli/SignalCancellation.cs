using System.Runtime.InteropServices;

namespace PosBackup.Cli;

/// <summary>
/// Cancels on Ctrl+C, on SIGTERM and when the terminal closes, and gives the work time to clean up: a partial backup file is removed
/// before the process ends. A second signal ends it at once.
/// </summary>
internal sealed class SignalCancellation : IDisposable
{
    private static readonly PosixSignal[] Signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    public SignalCancellation() => _registrations = [.. Signals.Select(signal => PosixSignalRegistration.Create(signal, Cancel))];

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();

        _source.Dispose();
    }

    private void Cancel(PosixSignalContext context)
    {
        context.Cancel = !_source.IsCancellationRequested;
        _source.Cancel();
    }
}
