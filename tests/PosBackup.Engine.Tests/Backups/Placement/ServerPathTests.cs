using PosBackup.Engine.Backups.Placement;

namespace PosBackup.Engine.Tests.Backups.Placement;

public sealed class ServerPathTests
{
    [Theory]
    [InlineData(@"D:\backup", "x.bak", @"D:\backup\x.bak")]
    [InlineData(@"D:\", "x.bak", @"D:\x.bak")]
    [InlineData("D:/backup/", "x.bak", "D:/backup/x.bak")]
    [InlineData(@"\\nas\backup", "x.bak", @"\\nas\backup\x.bak")]
    [InlineData("/var/backup", "x.bak", "/var/backup/x.bak")]
    [InlineData("/", "x.bak", "/x.bak")]
    public void Join_UsesTheSeparatorOfTheInstancesMachine(string folder, string name, string path) => Assert.Equal(path, ServerPath.Join(folder, name));

    [Theory]
    [InlineData(@"D:\backup\x.bak", @"D:\backup", "x.bak")]
    [InlineData(@"D:\x.bak", @"D:\", "x.bak")]
    [InlineData(@"\\nas\backup\x.bak", @"\\nas\backup", "x.bak")]
    [InlineData("/var/x.bak", "/var", "x.bak")]
    [InlineData("/x.bak", "/", "x.bak")]
    [InlineData(@"/var/back\slash.bak", "/var", @"back\slash.bak")]
    [InlineData("x.bak", "", "x.bak")]
    public void FolderAndName_TakeAPathApart(string path, string folder, string name)
    {
        Assert.Equal(folder, ServerPath.Folder(path));
        Assert.Equal(name, ServerPath.Name(path));
    }

    [Theory]
    [InlineData("/var/backup", true)]
    [InlineData(@"C:\backup", true)]
    [InlineData(@"\\nas\x", true)]
    [InlineData("C:backup", false)]
    [InlineData("backup", false)]
    [InlineData(@"\backup", false)]
    [InlineData("", false)]
    public void IsWhole_TellsPathsThatSayWhereTheyBegin(string path, bool expected) => Assert.Equal(expected, ServerPath.IsWhole(path));

    [Theory]
    [InlineData(@"D:\a.b\x.bak", @"D:\a.b\x_1of2.bak")]
    [InlineData(@"D:\a.b\x", @"D:\a.b\x_1of2")]
    [InlineData("/d/.x", "/d/.x_1of2")]
    public void BeforeExtension_LeavesFoldersAlone(string path, string expected) => Assert.Equal(expected, ServerPath.BeforeExtension(path, "_1of2"));

    [Fact]
    public void Same_IgnoresCaseOnWindowsOnly()
    {
        Assert.True(ServerPath.Same(@"D:\X.bak", @"d:\x.bak"));
        Assert.False(ServerPath.Same("/d/X.bak", "/d/x.bak"));
    }
}
