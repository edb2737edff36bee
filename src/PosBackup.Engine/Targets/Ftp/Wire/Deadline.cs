namespace PosBackup.Engine.Targets.Ftp.Wire;

/// <summary>A token that ends with the caller's, or when the time is up.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _linked;

    /// <summary>Starts the clock.</summary>
    public Deadline(TimeProvider time, TimeSpan span, CancellationToken cancellationToken)
    {
        Span = span;
        _timer = new CancellationTokenSource(span, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, cancellationToken);
    }

    /// <summary>How long it may take.</summary>
    public TimeSpan Span { get; }

    /// <summary>Ends with the caller's token or the time.</summary>
    public CancellationToken Token => _linked.Token;

    /// <summary>Whether the time is up.</summary>
    public bool IsOver => _timer.IsCancellationRequested;

    /// <inheritdoc/>
    public void Dispose()
    {
        _linked.Dispose();
        _timer.Dispose();
    }
}
