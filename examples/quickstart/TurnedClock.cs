namespace PosBackup.QuickStart;

/// <summary>A clock that shows what it is set to, and stands still there. Timers run as ever.</summary>
internal sealed class TurnedClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset _now = now;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Set(DateTimeOffset now) => _now = now.ToUniversalTime();
}
