using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Folder;
using PosBackup.Engine.Targets.Folder.Shares;

namespace PosBackup.Targets.Tests.Folder;

public sealed class FolderRulesTests
{
    [Theory]
    [InlineData("a:b")]
    [InlineData("what?")]
    [InlineData("a|b")]
    [InlineData("dot.")]
    [InlineData("blank ")]
    [InlineData("con")]
    [InlineData("NUL.txt")]
    [InlineData("AUX .tar.gz")]
    [InlineData("com1")]
    [InlineData("LPT²")]
    public void WindowsNames_RefusesWhatWindowsWouldChange(string name)
    {
        Assert.NotNull(WindowsNames.Fault(name));
        Assert.Equal(TargetFailure.Config, Assert.Throws<TargetException>(() => FolderPaths.RequireWindowsNames("hq", TargetPath.Parse($"a/{name}/b"))).Failure);
    }

    [Theory]
    [InlineData("Kasse_20260101.bak")]
    [InlineData("销售.bak")]
    [InlineData("com0")]
    [InlineData("com10")]
    [InlineData("console")]
    [InlineData(" a b")]
    [InlineData(".hidden")]
    public void WindowsNames_LetsOthersPass(string name) => Assert.Null(WindowsNames.Fault(name));

    [Theory]
    [InlineData(28, TargetFailure.NoSpace)]
    [InlineData(122, TargetFailure.NoSpace)]
    [InlineData(13, TargetFailure.Denied)]
    [InlineData(30, TargetFailure.Denied)]
    [InlineData(2, TargetFailure.Missing)]
    [InlineData(20, TargetFailure.Missing)]
    [InlineData(5, TargetFailure.Lost)]
    [InlineData(116, TargetFailure.Lost)]
    [InlineData(113, TargetFailure.Unreachable)]
    [InlineData(27, TargetFailure.Config)]
    [InlineData(4095, TargetFailure.Unknown)]
    [InlineData(unchecked((int)0x80070070), TargetFailure.NoSpace)]
    [InlineData(unchecked((int)0x80070027), TargetFailure.NoSpace)]
    [InlineData(unchecked((int)0x80070013), TargetFailure.Denied)]
    [InlineData(unchecked((int)0x80070020), TargetFailure.Denied)]
    [InlineData(unchecked((int)0x80070035), TargetFailure.Unreachable)]
    [InlineData(unchecked((int)0x8007003B), TargetFailure.Lost)]
    [InlineData(unchecked((int)0x80070040), TargetFailure.Lost)]
    [InlineData(unchecked((int)0x80070079), TargetFailure.Lost)]
    [InlineData(unchecked((int)0x800704CF), TargetFailure.Unreachable)]
    [InlineData(unchecked((int)0x8007052E), TargetFailure.AuthFailed)]
    [InlineData(unchecked((int)0x80131620), TargetFailure.Unknown)]
    public void Failures_AreToldFromNumbers(int number, TargetFailure failure) => Assert.Equal(failure, FolderFailures.Of(new IOException("x", number)));

    [Fact]
    public void Failures_AreToldFromTypes()
    {
        Assert.Equal(TargetFailure.Missing, FolderFailures.Of(new FileNotFoundException()));
        Assert.Equal(TargetFailure.Missing, FolderFailures.Of(new DirectoryNotFoundException()));
        Assert.Equal(TargetFailure.Config, FolderFailures.Of(new PathTooLongException()));
        Assert.Equal(TargetFailure.Denied, FolderFailures.Of(new UnauthorizedAccessException()));
    }

    [Theory]
    [InlineData(@"\\nas\backup\shop 1", @"\\nas\backup")]
    [InlineData("//nas/backup", @"\\nas\backup")]
    [InlineData(@"\\nas", null)]
    [InlineData(@"\\?\Volume{x}\", null)]
    [InlineData(@"C:\backup", null)]
    [InlineData("/srv/backup", null)]
    public void ShareName_IsServerAndShare(string path, string? share) => Assert.Equal(share, ShareName.Of(path));
}
