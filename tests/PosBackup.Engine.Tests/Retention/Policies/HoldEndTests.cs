using PosBackup.Engine.Retention.Policies;

namespace PosBackup.Engine.Tests.Retention.Policies;

public sealed class HoldEndTests
{
    [Theory]
    [InlineData("2027-01-31", "UTC", "2027-02-01T00:00:00+00:00")]
    [InlineData("2027-01-31", "Europe/Berlin", "2027-02-01T00:00:00+01:00")]
    [InlineData("2026-12-31", "Asia/Kathmandu", "2027-01-01T00:00:00+05:45")]
    [InlineData("2018-11-03", "America/Sao_Paulo", "2018-11-04T01:00:00-02:00")] // clocks went on at 0:00
    [InlineData("2026-10-31", "America/Havana", "2026-11-01T00:00:00-05:00")] // clocks go back from 1:00 to 0:00
    [InlineData("2027-01-31T12:00Z", "Europe/Berlin", "2027-01-31T12:00:00+00:00")]
    [InlineData("2027-01-31T12:00:30+08:00", "Europe/Berlin", "2027-01-31T12:00:30+08:00")]
    [InlineData("2027-01-31T12:00:30.25-03:30", "Europe/Berlin", "2027-01-31T12:00:30.25-03:30")]
    public void AnEnd_IsTheFirstMomentThatIsNoLongerHeld(string text, string zone, string end)
    {
        TimeZoneInfo at = TimeZoneInfo.FindSystemTimeZoneById(zone);
        Assert.True(HoldEnd.TryParse(text, at, out DateTimeOffset parsed));
        Assert.Equal(DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture), parsed);
        Assert.True(HoldEnd.TryParse(HoldEnd.Of(parsed, at), at, out DateTimeOffset again));
        Assert.Equal(parsed, again);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Z")]
    [InlineData("never")]
    [InlineData("2027-1-31")]
    [InlineData("31.01.2027")]
    [InlineData("2027-02-30")]
    [InlineData("9999-12-31")]
    [InlineData("2027-01-31T12:00")]
    [InlineData("2027-01-31 12:00+01:00")]
    [InlineData("2027-01-31T25:00+01:00")]
    [InlineData("2027-01-31T12:00+99:00")]
    [InlineData(" 2027-01-31")]
    public void WhatIsNone_IsRefused(string? text) => Assert.False(HoldEnd.TryParse(text, TimeZoneInfo.Utc, out _));

    [Fact]
    public void ADay_IsWrittenAsOneWhateverTheOffsetOfItsEnd()
    {
        TimeZoneInfo berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        Assert.Equal("2027-01-31", HoldEnd.Of(new DateTimeOffset(2027, 1, 31, 23, 0, 0, TimeSpan.Zero), berlin));
        Assert.Equal("2027-02-01T00:00:00+00:00", HoldEnd.Of(new DateTimeOffset(2027, 2, 1, 0, 0, 0, TimeSpan.Zero), berlin));
    }
}
