using PosBackup.Engine.Catalog;
using PosBackup.Engine.Drills.Assertions;
using PosBackup.Engine.Drills.Evidence;
using PosBackup.Engine.Drills.Steps;
using PosBackup.Engine.Media;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Drills.Steps;

public sealed class DrillDraftTests
{
    [Theory]
    [InlineData(CheckDbOutcome.Clean, new[] { AssertionOutcome.Passed, AssertionOutcome.NotEvaluated }, VerificationLevel.L3, DrillOutcome.Passed)]
    [InlineData(CheckDbOutcome.Clean, new AssertionOutcome[0], VerificationLevel.L2, DrillOutcome.Passed)]
    [InlineData(CheckDbOutcome.Clean, new[] { AssertionOutcome.NotEvaluated }, VerificationLevel.L2, DrillOutcome.Passed)]
    [InlineData(CheckDbOutcome.Clean, new[] { AssertionOutcome.Passed, AssertionOutcome.Failed }, VerificationLevel.L2, DrillOutcome.Failed)]
    [InlineData(CheckDbOutcome.NotRun, new[] { AssertionOutcome.Passed }, VerificationLevel.L2, DrillOutcome.Passed)]
    public void Finish_ClaimsNoMoreThanWasDone(CheckDbOutcome check, AssertionOutcome[] assertions, VerificationLevel level, DrillOutcome outcome)
    {
        DrillEvidence evidence = new DrillDraft(SomeDrill.Evidence() with { CheckDb = new CheckDbResult { Outcome = check }, Assertions = [.. assertions.Select(Assertion)] }).Finish(SomeMedia.Noon.AddMinutes(9));

        Assert.Equal((level, outcome, SomeMedia.Noon.AddMinutes(9)), (evidence.Level, evidence.Outcome, evidence.FinishedAt));
        Assert.Null(EvidenceRules.Broken(evidence));
    }

    [Theory]
    [InlineData(ErrorCode.ChainBroken, DrillOutcome.NotRecoverable)]
    [InlineData(ErrorCode.Cancelled, DrillOutcome.Cancelled)]
    [InlineData(ErrorCode.NoSpace, DrillOutcome.Failed)]
    public void Finish_TellsTheFirstThingThatWentWrong(ErrorCode code, DrillOutcome outcome)
    {
        var draft = new DrillDraft(SomeDrill.Evidence() with { Sets = [] });
        draft.Fail(new PosBackupException(code, "first", "hint"));
        draft.Fail(new PosBackupException(ErrorCode.Unknown, "second"));

        DrillEvidence evidence = draft.Finish(SomeMedia.Noon.AddMinutes(9));

        Assert.Equal((outcome, code, "first", "hint", VerificationLevel.None), (evidence.Outcome, evidence.Code, evidence.Message, evidence.Hint, evidence.Level));
    }

    [Fact]
    public void Finish_FailsWhenSomethingIsLeftBehindAndKeepsWhatWasProven()
    {
        DrillEvidence evidence = new DrillDraft(SomeDrill.Evidence() with { CleanUp = new CleanUpResult { Outcome = CleanUpOutcome.LeftBehind, Message = "it is in use" } }).Finish(SomeMedia.Noon.AddMinutes(9));

        Assert.Equal((DrillOutcome.Failed, VerificationLevel.L3), (evidence.Outcome, evidence.Level));
        Assert.Contains("it is in use", evidence.Message, StringComparison.Ordinal);
    }

    private static AssertionResult Assertion(AssertionOutcome outcome) => new() { Name = outcome.ToString(), Outcome = outcome, Expected = "at least 1", Found = "0" };
}
