using PosBackup.PowerShell.Parameters;

namespace PosBackup.PowerShell.Tests.Pipeline;

public sealed class RestoreTimeTests
{
    [Theory]
    [InlineData("2026-03-01T12:00:05", "2026-03-01T12:00:05")]
    [InlineData("2026-03-01 12:00:05.25", "2026-03-01T12:00:05.25")]
    [InlineData("2026-03-01t12:00:05,1234567", "2026-03-01T12:00:05.1234567")]
    public void ATimeWithoutAnOffsetIsTheClockOfTheInstance(string text, string expected)
    {
        RestoreTime time = RestoreTime.Read(text)!;

        Assert.Equal((expected, true), (time.Text, time.IsLocal));
    }

    [Theory]
    [InlineData("2026-03-01T12:00:05+01:00", "2026-03-01T12:00:05.0000000+01:00")]
    [InlineData("2026-03-01T12:00:05Z", "2026-03-01T12:00:05.0000000+00:00")]
    [InlineData("2026-03-01 12:00:05 -0330", "2026-03-01T12:00:05.0000000-03:30")]
    [InlineData("2026-03-01T12:00:05+14", "2026-03-01T12:00:05.0000000+14:00")]
    public void ATimeWithAnOffsetIsThatVeryMoment(string text, string expected)
    {
        RestoreTime time = RestoreTime.Read(text)!;

        Assert.Equal((expected, false), (time.Text, time.IsLocal));
    }

    [Fact]
    public void ADateTimeIsAMomentOnlyWhereItsKindSaysSo()
    {
        var at = new DateTime(2026, 3, 1, 12, 0, 5, DateTimeKind.Unspecified);

        Assert.True(RestoreTime.Of(at).IsLocal);
        Assert.Equal("2026-03-01T12:00:05.0000000+00:00", RestoreTime.Of(DateTime.SpecifyKind(at, DateTimeKind.Utc)).Text);
        Assert.False(RestoreTime.Of(DateTime.SpecifyKind(at, DateTimeKind.Local)).IsLocal);
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("yesterday")]
    [InlineData("")]
    [InlineData("01.03.2026 11:59:59")]
    [InlineData("03/04/2026 11:00")]
    [InlineData("2026-03")]
    [InlineData("2026-03-01")]
    [InlineData("2026-03-01 12:00")]
    [InlineData("11:59:59")]
    [InlineData("1/2")]
    [InlineData("2026-02-30T12:00:05")]
    [InlineData("2026-03-01T12:00:05+15:00")]
    [InlineData("2026-03-01T12:00:05+01:75")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("2026-03-01T12:00:05 PM")]
    [InlineData(" 2026-03-01T12:00:05")]
    [InlineData("2026-03-01T12:00:05\n")]
    public void Read_GuessesNothing(string text) => Assert.Null(RestoreTime.Read(text));
}
