using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Folder.Rotation;

namespace PosBackup.Targets.Tests.Folder;

public sealed class RotationPlannerTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Plan_TellsWhatIsMissedInTheOrderOfTheDefinition()
    {
        string[] notes = Notes(
            [Drive("stick A"), Drive("stick B"), Drive("stick C"), Drive("stick D", expected: null), Drive("stick E")],
            ("stick A", Now), ("stick B", Now.AddDays(-9.5)), ("stick E", Now.AddDays(2)));

        Assert.Equal(
            [
                "stick B was last seen 9 days ago (expected every 8)",
                "stick C was never seen (expected every 8 days)",
                "stick E was last seen at 2026-03-12 12:00 +00:00, which is still to come: check this machine's clock",
            ],
            notes);
    }

    [Fact]
    public void Plan_TellsOfADriveThatIsExpectedEachDay() => Assert.Equal(["stick A was never seen (expected every 1 day)"], Notes([Drive("stick A", expected: 1)]));

    [Theory]
    [InlineData(-8.0, false)]
    [InlineData(-8.9, false)]
    [InlineData(-9.0, true)]
    public void Plan_LetsTheExpectedDayPass(double days, bool missed) =>
        Assert.Equal(missed, Notes([Drive("stick A")], ("stick A", Now.AddDays(days))).Length == 1);

    [Fact]
    public void Plan_SaysNothingOfDrivesNobodyExpects() => Assert.Empty(Notes([Drive("stick A", expected: null)], ("stick A", Now.AddDays(-400))));

    private static VolumeDefinition Drive(string name, int? expected = 8) => new() { Name = name, Label = name, ExpectedEveryDays = expected };

    private static string[] Notes(VolumeDefinition[] drives, params (string Name, DateTimeOffset Seen)[] seen) =>
        [.. RotationPlanner.Plan(drives, seen.ToDictionary(s => s.Name, s => s.Seen, StringComparer.Ordinal), Now).Select(note => note.ToString())];
}
