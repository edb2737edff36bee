using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Folder;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Targets.Tests.Folder;

public sealed class TargetFoldersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("hq/0042/a.bak", true)]
    [InlineData("hq/../hq/a.bak", true)]
    [InlineData("hq2/a.bak", false)]
    [InlineData("a.bak", false)]
    [InlineData("link/0042/a.bak", true)]
    [InlineData("far/link/a.bak", true)]
    [InlineData("far/a.bak", true)]
    [InlineData("far/other.bak", false)]
    public void Hold_FollowsLinksToWhereAFileReallyLies(string file, bool isHeld)
    {
        Directory.CreateDirectory(_folder.File("hq/0042"));
        Directory.CreateDirectory(_folder.File("far"));
        File.WriteAllBytes(_folder.File("hq/a.bak"), [1]);
        Directory.CreateSymbolicLink(_folder.File("link"), _folder.File("hq"));
        Directory.CreateSymbolicLink(_folder.File("far/link"), "../link");
        File.CreateSymbolicLink(_folder.File("far/a.bak"), "../hq/a.bak");

        Assert.Equal(isHeld, TargetFolders.Of([new FolderDefinition { Name = "hq", Path = _folder.File("hq") }], []).Hold(_folder.File(file)));
    }

    [Fact]
    public void Hold_FollowsALinkThatTheTargetIsDefinedBy()
    {
        Directory.CreateDirectory(_folder.File("disk"));
        Directory.CreateSymbolicLink(_folder.File("hq"), _folder.File("disk"));

        Assert.True(TargetFolders.Of([new FolderDefinition { Name = "hq", Path = _folder.File("hq") }], []).Hold(_folder.File("disk/a.bak")));
    }

    [Fact]
    public void Hold_KnowsTheFolderOnADriveOfATargetThatWasReached()
    {
        var definition = new FolderDefinition { Name = "sticks", Path = "PosBackup", Volumes = [new VolumeDefinition { Name = "A", Serial = "1A2B-3C4D" }] };
        var description = new TargetDescription { Features = TargetFeatures.None, Product = "a stick", LocalFolder = _folder.File("stick") };

        Assert.False(TargetFolders.Of([definition], []).Hold(_folder.File("stick/a.bak")));
        Assert.True(TargetFolders.Of([definition], [description]).Hold(_folder.File("stick/a.bak")));
    }

    [Fact]
    public void Hold_EndsInARingOfLinks()
    {
        Directory.CreateSymbolicLink(_folder.File("one"), _folder.File("other"));
        Directory.CreateSymbolicLink(_folder.File("other"), _folder.File("one"));

        Assert.False(TargetFolders.Of([new FolderDefinition { Name = "hq", Path = _folder.File("hq") }], []).Hold(_folder.File("one/a.bak")));
    }
}
