namespace PosBackup.Cli.Tests.Support;

/// <summary>The system's clock, set forward by a test: backups tell whole seconds, and nobody wants to wait for them.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private long _shift;

    public override DateTimeOffset GetUtcNow() => TimeProvider.System.GetUtcNow().AddTicks(Interlocked.Read(ref _shift));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _shift, by.Ticks);
}
