using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Targets.Tests.Definitions;

public sealed class TargetDefinitionTests
{
    private static readonly FolderDefinition Folder = new() { Name = "nas", Path = "/backup" };

    [Fact]
    public void Media_AreTheDrivesThatTakeTurns()
    {
        FolderDefinition sticks = Folder with { Volumes = [new VolumeDefinition { Name = "stick A", Serial = "1A2B-3C4D" }, new VolumeDefinition { Name = "stick B", Label = "POS-B" }] };

        Assert.Equal(["stick A", "stick B"], sticks.Media);
    }

    [Fact]
    public void Media_AreOneWithoutAName_WhereNothingTakesTurns()
    {
        Assert.Equal([""], Folder.Media);
        Assert.Equal([""], new SftpDefinition { Name = "hq", Endpoint = new SshEndpoint { Host = "hq.example.com", User = "store" } }.Media);
    }
}
