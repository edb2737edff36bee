using PosBackup.Engine.Retention.Surveys;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Tests.Support;
using PosBackup.Targets.Tests.Contract;

namespace PosBackup.Engine.Tests.Retention.Surveys;

public sealed class TargetClockTests
{
    [Fact]
    public async Task Ask_TellsWhatTheClockShows_AndLeavesNothingThere()
    {
        await using InMemoryTarget target = Hq();

        Assert.Equal(new TargetClock(SomeMedia.Noon), await TargetClock.AskAsync(target, "0042", default));
        Assert.Empty(target.Store.Files);
    }

    [Theory]
    [InlineData(TargetFailure.NoSpace, ErrorCode.NoSpace)]
    [InlineData(TargetFailure.Denied, ErrorCode.TargetAccessDenied)]
    public async Task Ask_TellsWhyNoFileCouldBeWritten(TargetFailure failure, ErrorCode code)
    {
        await using InMemoryTarget target = Hq();
        target.Refuse = (call, _) => call == "Put" ? new TargetException(failure, "hq: it does not want it", "ask") : null;

        TargetClock clock = await TargetClock.AskAsync(target, "0042", default);

        Assert.Null(clock.At);
        Assert.Equal((code, "the clock of hq was not compared with the one here, as no file could be written there for it: hq: it does not want it", "ask"), (clock.Note!.Code, clock.Note.Message, clock.Note.Hint));
    }

    [Fact]
    public async Task Ask_FailsWhereTheLineIsGone()
    {
        await using InMemoryTarget target = Hq();
        target.Refuse = (_, _) => new TargetException(TargetFailure.Lost, "hq: the line was cut");

        await Assert.ThrowsAsync<TargetException>(() => TargetClock.AskAsync(target, "0042", default));
    }

    private static InMemoryTarget Hq() => new(new MemoryStore(), new ManualClock(SomeMedia.Noon)) { Name = "hq" };
}
