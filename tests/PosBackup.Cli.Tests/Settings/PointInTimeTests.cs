using PosBackup.Cli.Settings;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Cli.Tests.Settings;

public sealed class PointInTimeTests
{
    [Theory]
    [InlineData("2026-03-01T12:00:05+08:00", "2026-03-01T12:00:05+08:00")]
    [InlineData("2026-03-01 12:00:05 +08:00", "2026-03-01T12:00:05+08:00")]
    [InlineData("2026-03-01t12:00:05z", "2026-03-01T12:00:05+00:00")]
    [InlineData("2026-03-01T12:00:05-0330", "2026-03-01T12:00:05-03:30")]
    [InlineData("2026-03-01T12:00:05+08", "2026-03-01T12:00:05+08:00")]
    [InlineData("2026-03-01T12:00:05.123Z", "2026-03-01T12:00:05.123+00:00")]
    [InlineData("2026-03-01T12:00:05,1234567Z", "2026-03-01T12:00:05.1234567+00:00")]
    [InlineData("2024-02-29T00:00:00+14:00", "2024-02-29T00:00:00+14:00")]
    [InlineData("2026-03-01T12:00:05", "2026-03-01T12:00:05 (local time of the instance)")]
    [InlineData("2026-03-01 12:00:05.5", "2026-03-01T12:00:05.5 (local time of the instance)")]
    public void ATimeToTheSecond_IsTakenAtItsWord(string text, string moment) => Assert.Equal(moment, PointInTime.Parse(text)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("yesterday 12:00:05")]
    [InlineData("2026-03-01")]
    [InlineData("12:00:05")]
    [InlineData("2026-03-01T12:00")]
    [InlineData("2026-03-01T12:00+08:00")]
    [InlineData("01.03.2026 12:00:05")]
    [InlineData("03/01/2026 12:00:05")]
    [InlineData("2026-3-1 12:00:05")]
    [InlineData("2026-02-29T12:00:05")]
    [InlineData("2026-13-01T12:00:05")]
    [InlineData("2026-03-01T24:00:00")]
    [InlineData("2026-03-01T12:00:60")]
    [InlineData("2026-03-01T12:00:05+15:00")]
    [InlineData("2026-03-01T12:00:05+08:60")]
    [InlineData("2026-03-01T12:00:05 PM")]
    [InlineData("2026-03-01T12:00:05 GMT")]
    [InlineData("2026-03-01T12:00:05.12345678")]
    [InlineData("2026-03-01T12:00:05\n")]
    [InlineData(" 2026-03-01T12:00:05")]
    [InlineData("２０２６-03-01T12:00:05")]
    [InlineData("0001-01-01T00:00:00+08:00")]
    [InlineData("9999-12-31T23:59:59-08:00")]
    public void AnythingElse_IsNoTime(string text) => Assert.Null(PointInTime.Parse(text));

    /// <summary>This machine's zone has nothing to say about a till's clock.</summary>
    [Fact]
    public void ATimeWithoutAnOffset_GetsNone()
    {
        var local = Assert.IsType<RestoreMoment.AtLocal>(PointInTime.Parse("2026-03-01T12:00:05"));
        Assert.Equal((new DateTime(2026, 3, 1, 12, 0, 5), DateTimeKind.Unspecified), (local.Local, local.Local.Kind));
    }
}
