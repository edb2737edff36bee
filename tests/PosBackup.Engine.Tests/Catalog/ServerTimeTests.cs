using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Tests.Catalog;

public sealed class ServerTimeTests
{
    [Theory]
    [InlineData("2026-03-01T12:00:00+08:00")]
    [InlineData("2026-03-01T12:00:00-03:30")]
    [InlineData("2026-03-01T12:00:00+00:00")]
    [InlineData("2026-03-01T12:00:00")]
    [InlineData("2026-03-01T12:00:00.123+01:00")]
    public void TryParse_ReadsWhatToStringWrites(string text)
    {
        Assert.True(ServerTime.TryParse(text, out ServerTime time));
        Assert.Equal(text, time.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12:00")]
    [InlineData("2026-03-01")]
    [InlineData("2026-13-01T12:00:00+08:00")]
    [InlineData("2026-03-01T12:00:00+15:00")]
    [InlineData("2026-03-01T12:00:00+8")]
    [InlineData("2026-03-01T12:00:00Z")]
    [InlineData("-+")]
    [InlineData("T+")]
    public void TryParse_RefusesWhatIsNoTime(string? text) => Assert.False(ServerTime.TryParse(text, out _));

    [Fact]
    public void Instant_IsNullWhereNoClockCouldStand()
    {
        Assert.Null(new ServerTime(DateTime.MinValue, TimeSpan.FromHours(2)).Instant);
        Assert.Null(new ServerTime(DateTime.MaxValue, TimeSpan.FromHours(-2)).Instant);
        Assert.Null(new ServerTime(new DateTime(2026, 1, 1), TimeSpan.FromHours(99)).Instant);
    }
}
