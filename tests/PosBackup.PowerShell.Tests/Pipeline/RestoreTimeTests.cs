using PosBackup.PowerShell.Parameters;

namespace PosBackup.PowerShell.Tests.Pipeline;

public sealed class RestoreTimeTests
{
    [Theory]
    [InlineData("2026-03-01T12:00:05", "2026-03-01T12:00:05")]
    [InlineData("2026-03-01 12:00:05.25", "2026-03-01T12:00:05.25")]
    public void ATimeWithoutAnOffsetIsTheClockOfTheInstance(string text, string expected)
    {
        RestoreTime time = RestoreTime.Read(text)!;

        Assert.Equal((expected, true), (time.Text, time.IsLocal));
    }

    [Theory]
    [InlineData("2026-03-01T12:00:05+01:00", "2026-03-01T12:00:05.0000000+01:00")]
    [InlineData("2026-03-01T12:00:05Z", "2026-03-01T12:00:05.0000000+00:00")]
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
    public void Read_TakesNoOtherText(string text) => Assert.Null(RestoreTime.Read(text));
}
