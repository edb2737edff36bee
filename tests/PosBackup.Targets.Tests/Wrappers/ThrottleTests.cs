using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Wrappers;
using PosBackup.Targets.Tests.Contract;
using PosBackup.Targets.Tests.Support;

namespace PosBackup.Targets.Tests.Wrappers;

public sealed class ThrottleTests
{
    private const int Rate = 16 << 10;

    private static readonly TargetPath File = TargetPath.Parse("file");
    private static readonly ThrottleDefinition Slow = new() { BytesPerSecond = Rate };

    [Fact]
    public async Task Put_TakesAsLongAsTheLimitSaysInSmallSteps()
    {
        var clock = new JumpingClock();
        var target = new ThrottledTarget(new InMemoryTarget(), Slow, clock);
        DateTimeOffset start = clock.GetUtcNow();

        await PutAsync(target, 10 * Rate);

        Assert.InRange((clock.GetUtcNow() - start).TotalSeconds, 9.7, 10.0);
        Assert.InRange(clock.Waits.Max().TotalSeconds, 0, 0.1);
    }

    [Fact]
    public async Task Read_HasALimitOfItsOwn()
    {
        var clock = new JumpingClock();
        var target = new ThrottledTarget(new InMemoryTarget(), Slow, clock);
        await PutAsync(target, 4 * Rate);
        DateTimeOffset start = clock.GetUtcNow();

        await using (Stream stream = await target.OpenReadAsync(File, 0, null, default))
            await stream.CopyToAsync(Stream.Null);

        Assert.InRange((clock.GetUtcNow() - start).TotalSeconds, 3.7, 4.0);
    }

    [Fact]
    public void Limit_IsForAllTransfersTogether()
    {
        var limit = new SpeedLimit(Slow, new ManualClock(DateTimeOffset.UnixEpoch));

        TimeSpan[] waits = [.. Enumerable.Range(0, 4).Select(_ => limit.Take(Rate))];

        Assert.Equal([0.75, 1.75, 2.75, 3.75], waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public void Pause_IsNotSavedUp()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        var limit = new SpeedLimit(Slow, clock);
        limit.Take(Rate);
        clock.Advance(TimeSpan.FromHours(5));

        Assert.Equal(0.75, limit.Take(Rate).TotalSeconds);
    }

    [Fact]
    public async Task Window_BeginsInTheMiddleOfAFile()
    {
        // 21:59:58 by the clock on the wall, which is two hours ahead.
        var clock = new JumpingClock(new DateTimeOffset(2026, 3, 4, 19, 59, 58, TimeSpan.Zero));
        var target = new ThrottledTarget(new InMemoryTarget(), Night, clock);

        await PutAsync(target, 100 * Rate);

        Assert.InRange(clock.GetLocalNow().TimeOfDay, new TimeSpan(22, 0, 0), new TimeSpan(22, 0, 1));
    }

    [Fact]
    public async Task Window_EndsInTheMiddleOfAFile()
    {
        var clock = new JumpingClock(new DateTimeOffset(2026, 3, 4, 4, 59, 59, TimeSpan.Zero));
        var target = new ThrottledTarget(new InMemoryTarget(), Night, clock);
        using var content = new Ticking(clock, TimeSpan.FromSeconds(2), after: 50 * Rate);

        await target.PutAsync(File, content, new PutRequest { Length = 60 * Rate }, default);

        Assert.Equal(new TimeSpan(7, 0, 11), Rounded(clock.GetLocalNow().TimeOfDay));
    }

    [Fact]
    public async Task Wait_IsCancelled()
    {
        var limit = new SpeedLimit(Slow, new ManualClock(DateTimeOffset.UnixEpoch));
        using var cancellation = new CancellationTokenSource();
        Task waiting = limit.WaitAsync(1000 * Rate, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private static ThrottleDefinition Night => Slow with { FullSpeed = [new TimeOfDaySpan(new TimeOnly(22, 0), new TimeOnly(7, 0))] };

    private static TimeSpan Rounded(TimeSpan time) => TimeSpan.FromSeconds(Math.Round(time.TotalSeconds));

    private static Task PutAsync(ThrottledTarget target, int length) => target.PutAsync(File, new MemoryStream(new byte[length]), new PutRequest { Length = length }, default);

    /// <summary>Zeros, during which time passes once.</summary>
    private sealed class Ticking(JumpingClock clock, TimeSpan by, long after) : MemoryStream(new byte[60 * Rate])
    {
        private bool _passed;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!_passed && Position >= after)
            {
                _passed = true;
                clock.Advance(by);
            }

            return base.ReadAsync(buffer, cancellationToken);
        }
    }
}
