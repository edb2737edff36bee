namespace PosBackup.Engine.Targets.Ftp.Data;

/// <summary>Ends a token when the other side lets no byte move for too long. The clock runs only while one waits for the network, not for one's own disk.</summary>
internal sealed class StallWatch : IDisposable
{
    private readonly CancellationTokenSource _stalled = new();
    private readonly CancellationTokenSource _linked;
    private readonly ITimer _timer;

    /// <summary>A watch that stands still.</summary>
    public StallWatch(TimeProvider time, TimeSpan patience, CancellationToken cancellationToken)
    {
        Patience = patience;
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_stalled.Token, cancellationToken);
        _timer = time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), _stalled, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How long nothing may move.</summary>
    public TimeSpan Patience { get; }

    /// <summary>For everything that waits for the network.</summary>
    public CancellationToken Token => _linked.Token;

    /// <summary>Whether nothing moved for too long.</summary>
    public bool HasStalled => _stalled.IsCancellationRequested;

    /// <summary>Starts the clock anew.</summary>
    public void Start() => _timer.Change(Patience, Timeout.InfiniteTimeSpan);

    /// <summary>Stops it.</summary>
    public void Stop() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        _linked.Dispose();
        _stalled.Dispose();
    }
}
