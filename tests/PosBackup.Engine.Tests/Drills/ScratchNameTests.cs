using PosBackup.Engine.Drills;

namespace PosBackup.Engine.Tests.Drills;

public sealed class ScratchNameTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void New_CanBeReadBack()
    {
        ScratchName name = ScratchName.New(At.AddMilliseconds(750));
        Assert.Matches("^PosBackupDrill_20260301040000_[0-9a-f]{8}$", name.ToString());
        Assert.True(ScratchName.TryParse(name.ToString(), out ScratchName read));
        Assert.Equal(name, read);
        Assert.Equal(TimeSpan.FromHours(3), read.Age(At.AddHours(3)));
    }

    [Fact]
    public void New_NeverGivesTheSameNameTwice() =>
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => ScratchName.New(At).ToString()).Distinct().Count());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("PosBackupDrill_")]
    [InlineData("PosBackupDrill_20260301040000_1f2e3d4")]
    [InlineData("PosBackupDrill_20260301040000_1f2e3d4c5")]
    [InlineData("PosBackupDrill_20260301040000_1F2E3D4C")]
    [InlineData("PosBackupDrill_20260301040000_1f2e3d4g")]
    [InlineData("PosBackupDrill_20260301040000_1f2e3d4c\n")]
    [InlineData("PosBackupDrill_20260301040000_1f2e3d4c ")]
    [InlineData(" PosBackupDrill_20260301040000_1f2e3d4c")]
    [InlineData("posbackupdrill_20260301040000_1f2e3d4c")]
    [InlineData("PosBackupDrill-20260301040000_1f2e3d4c")]
    [InlineData("PosBackupDrill_20260301040000-1f2e3d4c")]
    [InlineData("PosBackupDrill_20260230040000_1f2e3d4c")]
    [InlineData("PosBackupDrill_20260301240000_1f2e3d4c")]
    [InlineData("PosBackupDrill_2026030104000\u0660_1f2e3d4c")]
    [InlineData("PosBackupDrill_20260301040000_1f2e3d4\uFF43")]
    [InlineData("PosBackupDrill_20260301 40000_1f2e3d4c")]
    [InlineData("PosBackupDrill_20260301040000_1f2e3d4c_Shop")]
    [InlineData("PosBackupDrill_MyOwnDatabase__1f2e3d4c")]
    [InlineData("Shop")]
    public void TryParse_RefusesWhatIsNotOurs(string? name) => Assert.False(ScratchName.TryParse(name, out _));
}
