using PosBackup.Engine.Drills;
using PosBackup.Engine.Sql;

namespace PosBackup.Engine.Tests.Drills;

public sealed class DrillOptionsTests
{
    private static readonly DrillOptions Good = new() { Instance = new InstanceOptions { Instance = "TILL" }, EvidenceFolder = "evidence" };

    public static TheoryData<string, DrillOptions> Bad => new()
    {
        { "no database is named", Good with { Databases = [] } },
        { "a database has no name", Good with { Databases = ["Shop", " "] } },
        { "MSDB is a system database", Good with { Databases = ["MSDB"] } },
        { "a source is empty", Good with { From = [""] } },
        { "no folder for the evidence", Good with { EvidenceFolder = "" } },
        { "the file of assertions has no name", Good with { AssertionFile = " " } },
        { "a seed is given", Good with { Seed = 1 } },
        { "a window is given", Good with { Window = TimeSpan.FromDays(1) } },
        { "window -00:00:01 is out of range", Good with { Moment = DrillMoment.Oldest, Window = TimeSpan.FromSeconds(-1) } },
        { "RTO target 00:00:00 is out of range", Good with { RtoTarget = TimeSpan.Zero } },
        { "the data folder data does not say where it begins", Good with { DataFolder = "data" } },
        { "the log folder log does not say where it begins", Good with { LogFolder = "log" } },
        { "stall timeout 00:00:59 is out of range", Good with { StallTimeout = TimeSpan.FromSeconds(59) } },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Validate_NamesWhatIsWrong(string message, DrillOptions options)
    {
        PosBackupException error = Assert.Throws<PosBackupException>(options.Validate);

        Assert.Equal(ErrorCode.InvalidOption, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Hint);
    }

    [Fact]
    public void Validate_TakesAllDatabasesToTheLatestMomentByDefault()
    {
        Good.Validate();

        Assert.Equal(["*"], Good.Databases);
        Assert.Equal(DrillMoment.Latest, Good.Moment);
    }
}
