using PosBackup.Engine.Targets.Sftp.Protocol;

namespace PosBackup.Engine.Targets.Sftp.Session;

/// <summary>Which request waits for which reply.</summary>
internal sealed class OutstandingRequests(TimeProvider time)
{
    private readonly Dictionary<uint, (IReplySink Sink, int Tag)> _waiting = [];
    private readonly Lock _lock = new();
    private uint _lastId;
    private long _quietSince = time.GetTimestamp();
    private Exception? _ended;

    /// <summary>Why there will be no replies any more; null while there will.</summary>
    public Exception? EndedBy
    {
        get
        {
            lock (_lock)
                return _ended;
        }
    }

    /// <summary>Enters a request and gives it its id.</summary>
    public uint Add(IReplySink sink, int tag)
    {
        lock (_lock)
        {
            if (_ended is not null)
                throw _ended;
            if (_waiting.Count == 0)
                _quietSince = time.GetTimestamp();
            while (!_waiting.TryAdd(++_lastId, (sink, tag)))
            {
                // An id that a forgotten request still holds after four thousand million others.
            }

            return _lastId;
        }
    }

    /// <summary>Takes a request out because its reply is here.</summary>
    public (IReplySink Sink, int Tag) Take(uint id)
    {
        lock (_lock)
            return _waiting.Remove(id, out (IReplySink Sink, int Tag) waiting) ? waiting : throw new SftpProtocolException($"a reply to request {id} came, which nobody waits for");
    }

    /// <summary>Notes that bytes came.</summary>
    public void Heard() => Volatile.Write(ref _quietSince, time.GetTimestamp());

    /// <summary>For how long nothing came although something was due.</summary>
    public TimeSpan Silence()
    {
        lock (_lock)
            return _waiting.Count == 0 ? TimeSpan.Zero : time.GetElapsedTime(Volatile.Read(ref _quietSince));
    }

    /// <summary>Tells everybody who waits, and whoever comes later.</summary>
    public void End(Exception reason)
    {
        KeyValuePair<uint, (IReplySink Sink, int Tag)>[] waiting;
        lock (_lock)
        {
            if (_ended is not null)
                return;

            _ended = reason;
            waiting = [.. _waiting];
            _waiting.Clear();
        }

        foreach ((_, (IReplySink sink, int tag)) in waiting)
            sink.Ended(tag, reason);
    }
}
