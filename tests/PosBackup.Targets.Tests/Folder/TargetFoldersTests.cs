using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Folder;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Targets.Tests.Folder;

public sealed class TargetFoldersTests : IDisposable
{
    private const string Month = "hq/0042/TILL/Shop/2026/11";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("hq/0042/TILL/Shop/2026/11/a.bak", true)]
    [InlineData("hq/../hq/0042/TILL/Shop/2026/11/a.bak", true)]
    [InlineData("hq2/0042/TILL/Shop/2026/11/a.bak", false)]
    [InlineData("a.bak", false)]
    [InlineData("link/0042/TILL/Shop/2026/11/a.bak", true)]
    [InlineData("far/link/0042/TILL/Shop/2026/11/a.bak", true)]
    [InlineData("far/a.bak", true)]
    [InlineData("far/other.bak", false)]
    public void Hold_FollowsLinksToWhereAFileReallyLies(string file, bool isHeld)
    {
        Directory.CreateDirectory(_folder.File(Month));
        Directory.CreateDirectory(_folder.File("far"));
        File.WriteAllBytes(_folder.File($"{Month}/a.bak"), [1]);
        Directory.CreateSymbolicLink(_folder.File("link"), _folder.File("hq"));
        Directory.CreateSymbolicLink(_folder.File("far/link"), "../link");
        File.CreateSymbolicLink(_folder.File("far/a.bak"), $"../{Month}/a.bak");

        Assert.Equal(isHeld, Folders("hq").Hold(_folder.File(file)));
    }

    /// <summary>A target may be the root of a disk, and a look at it sees only where this store's copies lie.</summary>
    [Theory]
    [InlineData("hq/bk/a.bak")]
    [InlineData("hq/a.bak")]
    [InlineData("hq/0042/a.bak")]
    [InlineData("hq/0042/TILL/Shop/2026/a.bak")]
    [InlineData("hq/0042/TILL/Shop/2026/11/more/a.bak")]
    [InlineData("hq/0042/TILL/Shop/FULL/11/a.bak")]
    [InlineData("hq/0042/TILL/~zz/2026/11/a.bak")]
    [InlineData("hq/0043/TILL/Shop/2026/11/a.bak")]
    public void Hold_LeavesWhatLiesElsewhereInThem(string file) => Assert.False(Folders("hq").Hold(_folder.File(file)));

    [Fact]
    public void PathOf_TellsWhereAFileLiesOnTheTarget_AlsoOnOneInTheFolderOfAnother() =>
        Assert.Equal("0042/TILL/Shop/2026/11/a.bak", Folders("", "hq").PathOf(_folder.File($"{Month}/a.bak"))?.Value);

    [Fact]
    public void Hold_FollowsALinkThatTheTargetIsDefinedBy()
    {
        Directory.CreateDirectory(_folder.File("disk"));
        Directory.CreateSymbolicLink(_folder.File("hq"), _folder.File("disk"));

        Assert.True(Folders("hq").Hold(_folder.File("disk/0042/TILL/Shop/2026/11/a.bak")));
    }

    [Fact]
    public void Hold_KnowsTheFolderOnADriveOfATargetThatWasReached()
    {
        var definition = new FolderDefinition { Name = "sticks", Path = "PosBackup", Volumes = [new VolumeDefinition { Name = "A", Serial = "1A2B-3C4D" }] };
        var description = new TargetDescription { Features = TargetFeatures.None, Product = "a stick", LocalFolder = _folder.File("stick") };
        string file = _folder.File("stick/0042/TILL/Shop/2026/11/a.bak");

        Assert.False(TargetFolders.Of("0042", [definition], []).Hold(file));
        Assert.True(TargetFolders.Of("0042", [definition], [description]).Hold(file));
    }

    [Fact]
    public void Hold_EndsInARingOfLinks()
    {
        Directory.CreateSymbolicLink(_folder.File("one"), _folder.File("other"));
        Directory.CreateSymbolicLink(_folder.File("other"), _folder.File("one"));

        Assert.False(Folders("hq").Hold(_folder.File("one/a.bak")));
    }

    private TargetFolders Folders(params string[] folders) => TargetFolders.Of("0042", folders.Select(folder => new FolderDefinition { Name = folder.Length == 0 ? "all" : folder, Path = _folder.File(folder) }), []);
}
