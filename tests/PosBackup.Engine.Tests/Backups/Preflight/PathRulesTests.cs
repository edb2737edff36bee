using PosBackup.Engine.Backups;
using PosBackup.Engine.Backups.Preflight;

namespace PosBackup.Engine.Tests.Backups.Preflight;

public sealed class PathRulesTests
{
    [Theory]
    [InlineData("/var/backup")]
    [InlineData(@"D:\backup")]
    [InlineData(@"\\nas\backup")]
    [InlineData("/mnt/数据库/o'neil")]
    public void Check_TakesWholePaths(string path) => Assert.Equal(PreflightOutcome.Passed, Check(path).Outcome);

    [Theory]
    [InlineData("backup")]
    [InlineData(@"D:backup")]
    [InlineData("NUL")]
    [InlineData(@"D:\nul")]
    [InlineData(@"\\.\TAPE0")]
    [InlineData("/dev/null")]
    [InlineData("https://account.blob.core.windows.net/c")]
    [InlineData("D:\\back\tup")]
    [InlineData(@"D:\back?up")]
    public void Check_RefusesWhatIsNoPlaceForABackup(string path)
    {
        PreflightCheck check = Check(path);

        Assert.Equal((PreflightOutcome.Failed, ErrorCode.InvalidOption), (check.Outcome, check.Code));
        Assert.NotNull(check.Hint);
    }

    [Fact]
    public void Check_NamesTheShareBehindAMappedDrive()
    {
        PreflightCheck check = Check(@"Z:\shops\0427");

        Assert.Equal(PreflightOutcome.Failed, check.Outcome);
        Assert.Equal(@"Name the folder by its share: \\nas\backup\shops\0427", check.Hint);
    }

    [Fact]
    public void Check_RefusesAPathThatLeavesNoRoomForNames() =>
        Assert.Contains("259", new PathRules(new MappedZ()).Check("/" + new string('x', 200), longestName: 59).Message, StringComparison.Ordinal);

    private static PreflightCheck Check(string path) => new PathRules(new MappedZ()).Check(path, longestName: 50);

    private sealed class MappedZ : IDriveLookup
    {
        public string? ShareOf(char letter) => letter == 'Z' ? @"\\nas\backup" : null;
    }
}
