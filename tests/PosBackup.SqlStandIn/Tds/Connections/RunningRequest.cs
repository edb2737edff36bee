using PosBackup.SqlStandIn.Tds.Framing;

namespace PosBackup.SqlStandIn.Tds.Connections;

/// <summary>
/// A request from its last packet to the last packet of its answer. The reading side may ask it to stop at any moment in between;
/// an attention is acknowledged exactly once, by whoever comes last: the request when it ends, or the queue when it has ended.
/// </summary>
internal sealed class RunningRequest(TdsMessage message) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private bool _ended;
    private bool _attention;

    public TdsMessage Message { get; } = message;

    /// <summary>Cancelled by an attention, a KILL or a client that is gone.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Stops the work without an acknowledgement.</summary>
    public void Cancel()
    {
        lock (_gate)
        {
            if (!_ended)
                _stop.Cancel();
        }
    }

    /// <summary>Takes an attention; false when the request has ended before.</summary>
    public bool TryAttend()
    {
        lock (_gate)
        {
            if (_ended)
                return false;
            _attention = true;
            _stop.Cancel();
            return true;
        }
    }

    /// <summary>Ends the request; true when an attention is to be acknowledged.</summary>
    public bool End()
    {
        lock (_gate)
        {
            _ended = true;
            return _attention;
        }
    }

    public void Dispose() => _stop.Dispose();
}
