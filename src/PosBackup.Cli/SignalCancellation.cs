using System.Runtime.InteropServices;

namespace PosBackup.Cli;

/// <summary>
/// Cancels on Ctrl+C, on SIGTERM and when the terminal closes, and gives the work time to clean up: a partial backup file is removed
/// before the process ends. A second signal ends it at once. An engine that serves another program does not hear Ctrl+C (<see cref="DeafToInterrupt"/>): its client says what is to be
/// called off.
/// </summary>
internal sealed class SignalCancellation : IDisposable
{
    private static readonly PosixSignal[] Ends = [PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    private SignalCancellation(IEnumerable<PosixSignal> signals, PosixSignalRegistration? deaf) =>
        _registrations = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, Cancel)), .. deaf is null ? [] : new[] { deaf }];

    public CancellationToken Token => _source.Token;

    /// <summary>Of the program with these arguments.</summary>
    public static SignalCancellation Of(string[] args) =>
        args is ["serve", ..] ? new SignalCancellation(Ends, DeafToInterrupt.Begin()) : new SignalCancellation([PosixSignal.SIGINT, .. Ends], deaf: null);

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
