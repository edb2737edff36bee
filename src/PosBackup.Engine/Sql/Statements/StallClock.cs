namespace PosBackup.Engine.Sql.Statements;

/// <summary>
/// Tells standing still from being slow. Progress is any change of any sign of life: messages seen, percent, processor time, reads and
/// writes of the request, length of the file. There is no limit in all.
/// </summary>
internal sealed class StallClock(TimeProvider clock, TimeSpan limit)
{
    private long _lastChange = clock.GetTimestamp();
    private object? _last;

    /// <summary>How long nothing has changed.</summary>
    public TimeSpan Still => clock.GetElapsedTime(_lastChange);

    /// <summary>Takes the signs of life of this moment; true when they have been the same for longer than the limit.</summary>
    public bool IsStalled(object signs)
    {
        if (!signs.Equals(_last))
        {
            _last = signs;
            _lastChange = clock.GetTimestamp();
            return false;
        }

        return Still >= limit;
    }

    /// <summary>How often to look: ten times within the limit, and every 15 seconds at least.</summary>
    public TimeSpan Interval { get; } = TimeSpan.FromTicks(Math.Clamp(limit.Ticks / 10, TimeSpan.TicksPerMillisecond * 100, TimeSpan.TicksPerSecond * 15));
}
