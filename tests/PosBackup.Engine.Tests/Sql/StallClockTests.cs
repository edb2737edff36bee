using PosBackup.Engine.Sql.Statements;
using PosBackup.Engine.Tests.Backups;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Sql;

public sealed class StallClockTests
{
    private readonly ManualClock _clock = new(Some.Now);

    [Fact]
    public void IsStalled_WhenNothingChangesForTheLimit()
    {
        var stall = new StallClock(_clock, TimeSpan.FromMinutes(10));

        Assert.False(stall.IsStalled((Percent: 1, Bytes: 100L)));
        _clock.Advance(TimeSpan.FromMinutes(9));
        Assert.False(stall.IsStalled((Percent: 1, Bytes: 100L)));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(stall.IsStalled((Percent: 1, Bytes: 100L)));
    }

    [Fact]
    public void IsStalled_NeverWhileAnySignMoves()
    {
        var stall = new StallClock(_clock, TimeSpan.FromMinutes(10));

        for (long bytes = 0; bytes < 1000; bytes++)
        {
            Assert.False(stall.IsStalled((Percent: 1, Bytes: bytes)));
            _clock.Advance(TimeSpan.FromMinutes(9));
        }
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(60, 6)]
    [InlineData(86400, 15)]
    public void Interval_IsATenthOfTheLimitUpToAQuarterOfAMinute(int limit, int interval) =>
        Assert.Equal(TimeSpan.FromSeconds(interval), new StallClock(_clock, TimeSpan.FromSeconds(limit)).Interval);
}
