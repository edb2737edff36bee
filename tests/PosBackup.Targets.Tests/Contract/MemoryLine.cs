using PosBackup.Engine.Targets;

namespace PosBackup.Targets.Tests.Contract;

/// <summary>The line to an <see cref="InMemoryTarget"/>: breaks when it is told to, and is made anew by the next call.</summary>
internal sealed class MemoryLine
{
    private readonly Lock _lock = new();
    private long? _carries;
    private long _forgets;
    private bool _isBroken;

    /// <summary>Bytes that went over it, both ways together.</summary>
    public long Carried { get; private set; }

    /// <summary>Breaks the line after that many bytes more, once.</summary>
    /// <param name="carries">Bytes that still go over it.</param>
    /// <param name="forgets">Bytes at the end of the file that the server acknowledged but does not have afterwards.</param>
    public void CutAfter(long carries, long forgets = 0)
    {
        lock (_lock)
            (_carries, _forgets) = (carries, forgets);
    }

    /// <exception cref="TargetException"><see cref="TargetFailure.Lost"/>: the line broke.</exception>
    public void Carry(int count, MemoryFile? written = null)
    {
        lock (_lock)
        {
            if (!_isBroken && (_carries is null || count <= _carries))
            {
                _carries -= count;
                Carried += count;
                return;
            }

            if (!_isBroken && written is not null && _forgets > 0)
                written.SetLength(Math.Max(0, written.Length - _forgets));
            (_isBroken, _carries, _forgets) = (true, null, 0);
            throw new TargetException(TargetFailure.Lost, "the line was cut", "try again");
        }
    }

    public void Reconnect()
    {
        lock (_lock)
            _isBroken = false;
    }
}
