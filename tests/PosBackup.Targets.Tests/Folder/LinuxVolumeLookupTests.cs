using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Targets.Folder.Volumes;

namespace PosBackup.Targets.Tests.Folder;

public sealed class LinuxVolumeLookupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void MountTable_UnescapesNamesByteByByte()
    {
        MountLine line = Assert.Single(MountTable.Read([@"101 29 8:17 / /media/Kasse\040\303\234\134x rw,relatime shared:5 master:1 - vfat /dev/sdb1 rw"]));

        Assert.Equal(@"/media/Kasse Ü\x", line.MountPoint);
        Assert.Equal("/dev/sdb1", line.Source);
        Assert.Equal("101 8:17", line.Identity);
    }

    [Fact]
    public void MountTable_TakesTheLastMountOfAFolderAndPassesOverWhatIsNone()
    {
        IReadOnlyList<MountLine> lines = MountTable.Read(["1 0 8:1 / /m rw - ext4 /dev/a rw", "nonsense", "", "2 0 8:2 / /m rw shared:1 - ext4 /dev/b rw"]);

        Assert.Equal("/dev/b", Assert.Single(lines).Source);
    }

    [Theory]
    [InlineData(@"STICK\x20B", "STICK B")]
    [InlineData(@"K\xc3\xa4sse", "Kässe")]
    [InlineData(@"odd\x", @"odd\x")]
    [InlineData("plain", "plain")]
    public void UdevName_IsUnescaped(string name, string label) => Assert.Equal(label, UdevName.Decode(name));

    [Fact]
    public void Find_BringsMountsAndLabelsTogetherByTheirNode()
    {
        LinuxVolumeLookup lookup = Lookup(@"101 29 8:17 / /media/b rw - vfat NODE rw", "102 29 8:17 /part /bind rw - vfat NODE rw", "103 29 0:5 / /tmp rw - tmpfs tmpfs rw");

        MountedVolume volume = Assert.Single(lookup.Find());

        Assert.Equal(new MountedVolume("/media/b", "101 8:17", "1A2B-3C4D", "STICK B"), volume);
        Assert.True(lookup.IsPresent(volume));
    }

    [Fact]
    public void IsPresent_KnowsAnotherMountOnTheSameFolder()
    {
        MountedVolume volume = Assert.Single(Lookup("101 29 8:17 / /media/b rw - vfat NODE rw").Find());

        Assert.False(Lookup("101 29 8:17 / /media/b rw - vfat NODE rw", "110 101 0:9 / /media/b rw - tmpfs none rw").IsPresent(volume));
        Assert.False(Lookup("1 29 8:1 / / rw - ext4 /dev/sda1 rw").IsPresent(volume));
    }

    private LinuxVolumeLookup Lookup(params string[] lines)
    {
        string node = _folder.File("sdb1");
        File.WriteAllText(node, "");
        Link("by-uuid", "1A2B-3C4D", node);
        Link("by-label", @"STICK\x20B", node);
        File.WriteAllLines(_folder.File("mountinfo"), lines.Select(line => line.Replace("NODE", node, StringComparison.Ordinal)));
        return new LinuxVolumeLookup(_folder.File("mountinfo"), _folder.Path);
    }

    private void Link(string kind, string name, string node)
    {
        string link = Path.Combine(_folder.Folder(kind), name);
        if (!File.Exists(link))
            File.CreateSymbolicLink(link, node);
    }
}
