using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Folder.Volumes;

namespace PosBackup.Targets.Tests.Folder;

public sealed class VolumeMatchTests
{
    private static readonly VolumeDefinition A = new() { Name = "stick A", Serial = "1a2b-3c4d" };
    private static readonly VolumeDefinition B = new() { Name = "stick B", Label = "Kasse B" };
    private static readonly MountedVolume VolumeA = new("/media/x", "36 8:17", "1A2B3C4D", Label: null);
    private static readonly MountedVolume VolumeB = new("/media/y", "37 8:33", "9999-0000", "KASSE b");
    private static readonly MountedVolume Other = new("/", "1 8:1", "0b51c4f7-5f4b-4f3c-9a59-3c2b8a0d7f11", "system");

    [Fact]
    public void Choose_ComparesSerialsWithoutHyphensAndCase() =>
        Assert.Equal(new VolumeMatch(A, VolumeA), VolumeMatch.Choose("hq", [A, B], [Other, VolumeA]));

    [Fact]
    public void Choose_ComparesLabelsWithoutCaseAndTellsTheSerialAsMedium()
    {
        VolumeMatch match = VolumeMatch.Choose("hq", [A, B], [Other, VolumeB]);

        Assert.Equal(B, match.Definition);
        Assert.Equal("9999-0000", match.Medium);
    }

    [Fact]
    public void Choose_TakesTheFirstOfTheDefinitionWhenSeveralAreIn() =>
        Assert.Equal(B, VolumeMatch.Choose("hq", [B, A], [VolumeA, VolumeB]).Definition);

    [Fact]
    public void Choose_RefusesTwoDrivesOfOneLabel()
    {
        TargetException failure = Assert.Throws<TargetException>(() => VolumeMatch.Choose("hq", [B], [VolumeB, VolumeB with { Root = "/media/z", Serial = "1111-2222" }]));

        Assert.Equal(TargetFailure.Config, failure.Failure);
        Assert.Contains("/media/y", failure.Message, StringComparison.Ordinal);
        Assert.Contains("1111-2222", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_TakesAVolumeMountedTwiceForOne() =>
        Assert.Equal("/media/x", VolumeMatch.Choose("hq", [A], [VolumeA, VolumeA with { Root = "/srv/again" }]).Volume.Root);

    [Fact]
    public void Choose_TellsWhatItLookedForAndWhatItFound()
    {
        TargetException failure = Assert.Throws<TargetException>(() => VolumeMatch.Choose("hq", [A, B], [Other]));

        Assert.Equal(TargetFailure.Unreachable, failure.Failure);
        Assert.Contains("stick A (serial 1a2b-3c4d), stick B (label Kasse B)", failure.Message, StringComparison.Ordinal);
        Assert.Contains("system (0b51c4f7-5f4b-4f3c-9a59-3c2b8a0d7f11) at /", failure.Message, StringComparison.Ordinal);
    }
}
