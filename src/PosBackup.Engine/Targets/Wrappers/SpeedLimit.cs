using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Targets.Wrappers;

/// <summary>
/// Bytes in a second for all transfers of one direction together: a token bucket, kept as the moment up to which the line is spoken for.
/// <code>
///   bucket full        now                    _spokenFor
///   now - Burst --------|-------------------------|-----> time     whoever comes now waits until _spokenFor, and moves it by bytes / rate
/// </code>
/// In the windows of full speed nobody waits, and the bucket begins anew behind them. Each wait is for a small chunk, so the edge of a window in the
/// middle of a file is noticed within one.
/// </summary>
internal sealed class SpeedLimit(ThrottleDefinition definition, TimeProvider clock)
{
    /// <summary>What may be sent at once after a pause.</summary>
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(250);

    /// <summary>Shorter waits are not worth a timer: they are left to the next chunk.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);

    private readonly Lock _lock = new();
    private readonly long _start = clock.GetTimestamp();
    private TimeSpan _spokenFor = -Burst;

    /// <summary>Bytes to ask for at a time: a sixteenth of a second's, 512 bytes to 256 KiB.</summary>
    public int Chunk { get; } = (int)Math.Clamp(definition.BytesPerSecond / 16, 512, 256 << 10);

    /// <summary>Waits until the bytes are within the limit.</summary>
    public Task WaitAsync(int bytes, CancellationToken cancellationToken)
    {
        TimeSpan wait = Take(bytes);
        return wait < Shortest ? Task.CompletedTask : Task.Delay(wait, clock, cancellationToken);
    }

    /// <summary>Speaks for bytes, and tells how long to wait for them.</summary>
    internal TimeSpan Take(int bytes)
    {
        lock (_lock)
        {
            TimeSpan now = clock.GetElapsedTime(_start);
            if (IsFullSpeed())
            {
                _spokenFor = now;
                return TimeSpan.Zero;
            }

            TimeSpan from = _spokenFor > now - Burst ? _spokenFor : now - Burst;
            _spokenFor = from + TimeSpan.FromSeconds((double)bytes / definition.BytesPerSecond);
            return _spokenFor > now ? _spokenFor - now : TimeSpan.Zero;
        }
    }

    private bool IsFullSpeed()
    {
        if (definition.FullSpeed.Count == 0)
            return false;

        var time = TimeOnly.FromTimeSpan(clock.GetLocalNow().TimeOfDay);
        return definition.FullSpeed.Any(span => span.Contains(time));
    }
}
