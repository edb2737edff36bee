using System.Runtime.InteropServices;

namespace PosBackup.Cli;

/// <summary>
/// Cancels on Ctrl+C, on SIGTERM and when the terminal closes, and gives the work time to clean up: a partial backup file is removed
/// before the process ends. A second signal ends it at once. An engine that serves another program does not hear Ctrl+C: a terminal sends it to all that were started from it, also to
/// an engine that works for somebody else there; its client says what is to be called off.
/// </summary>
internal sealed class SignalCancellation : IDisposable
{
    private static readonly PosixSignal[] Signals = [PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    private SignalCancellation(Action<SignalCancellation, PosixSignalContext> onInterrupt) => _registrations =
    [
        .. Signals.Select(signal => PosixSignalRegistration.Create(signal, Cancel)),
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => onInterrupt(this, context)),
    ];

    public CancellationToken Token => _source.Token;

    /// <summary>Of the program with these arguments.</summary>
    public static SignalCancellation Of(string[] args) => args is ["serve", ..]
        ? new SignalCancellation((_, context) => context.Cancel = true)
        : new SignalCancellation((cancellation, context) => cancellation.Cancel(context));

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
