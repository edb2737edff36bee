using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Probing;
using PosBackup.Targets.Tests.Contract;

namespace PosBackup.Targets.Tests.Probing;

public sealed class TargetProbeTests
{
    [Fact]
    public async Task ATargetThatCanDoEverything_PassesAllStepsAndIsLeftEmpty()
    {
        var target = new InMemoryTarget();
        TargetProbeReport report = await ProbeAsync(target);
        Assert.Equal(Enum.GetValues<ProbeStep>().Select(step => (step, ProbeOutcome.Passed)), report.Steps.Select(step => (step.Step, step.Outcome)));
        Assert.True(report.Passed);
        Assert.False(report.IsClockOff);
        Assert.Empty(target.Store.Files);
        Assert.Empty(report.Left);
    }

    [Fact]
    public async Task WhatATargetCannotDo_IsNotCheckedAndNoFailure()
    {
        var target = new InMemoryTarget { Features = TargetFeatures.None };
        TargetProbeReport report = await ProbeAsync(target);
        Assert.True(report.Passed);
        Assert.Equal([ProbeStep.Continue, ProbeStep.TimeStamp, ProbeStep.Hash], report.Steps.Where(step => step.Outcome == ProbeOutcome.NotChecked).Select(step => step.Step));
        Assert.All(report.Steps.Where(step => step.Outcome == ProbeOutcome.NotChecked), step => Assert.NotNull(step.Message));
    }

    [Theory]
    [InlineData("Describe", ProbeStep.Connect, true)]
    [InlineData("Put", ProbeStep.Write, true)]
    [InlineData("OpenRead", ProbeStep.ReadBack, false)]
    [InlineData("Rename", ProbeStep.Rename, false)]
    [InlineData("List", ProbeStep.List, false)]
    [InlineData("Hash", ProbeStep.Hash, false)]
    public async Task AFailure_IsToldAtItsStepWithItsHint(string call, ProbeStep step, bool isEnd)
    {
        var target = new InMemoryTarget();
        target.Refuse = (name, _) => string.Equals(name, call, StringComparison.Ordinal) ? new TargetException(TargetFailure.Denied, "not you", "ask") : null;
        TargetProbeReport report = await ProbeAsync(target);
        Assert.Equal(new ProbeStepResult(step, ProbeOutcome.Failed, TargetFailure.Denied, "not you", "ask"), report.Steps.First(result => result.Outcome == ProbeOutcome.Failed));
        Assert.Equal(isEnd, report.Steps.SkipWhile(result => result.Step <= step).All(result => result.Outcome == ProbeOutcome.NotChecked));
        Assert.Empty(target.Store.Files);
    }

    [Fact]
    public async Task AServerThatNobodyReachesAnyMore_IsNotAskedFurther()
    {
        var target = new InMemoryTarget();
        target.Refuse = (name, _) => name is "OpenRead" ? new TargetException(TargetFailure.Unreachable, "gone") : null;
        TargetProbeReport report = await ProbeAsync(target);
        Assert.Equal(ProbeOutcome.Failed, report.Steps.Single(step => step.Step == ProbeStep.ReadBack).Outcome);
        Assert.All(report.Steps.Where(step => step.Step > ProbeStep.ReadBack), step => Assert.Equal(ProbeOutcome.NotChecked, step.Outcome));
    }

    [Fact]
    public async Task AnAccountThatMayOnlyAdd_IsRefusedAsItHasToBe()
    {
        var target = new InMemoryTarget();
        int renames = 0;
        target.Refuse = (name, _) => string.Equals(name, "Delete", StringComparison.Ordinal) || (string.Equals(name, "Rename", StringComparison.Ordinal) && ++renames > 1) ? new TargetException(TargetFailure.Denied, "not you") : null;
        TargetProbeReport report = await ProbeAsync(target, appendOnly: true);
        Assert.True(report.Passed);
        Assert.Equal(target.Store.Files.Select(path => path.Value).Order(StringComparer.Ordinal), report.Left.Order(StringComparer.Ordinal));
        Assert.NotEmpty(report.Left);
    }

    [Fact]
    public async Task AnAccountThatMayRemoveThoughItShouldOnlyAdd_FailsTheProbe()
    {
        var target = new InMemoryTarget();
        TargetProbeReport report = await ProbeAsync(target, appendOnly: true);
        Assert.Equal([ProbeStep.Replace, ProbeStep.Delete], report.Steps.Where(step => step.Outcome == ProbeOutcome.Failed).Select(step => step.Step));
        Assert.Empty(target.Store.Files);
    }

    [Fact]
    public async Task TheClockOfTheTarget_IsToldAgainstOurs()
    {
        var target = new InMemoryTarget(new MemoryStore(), new LateClock(TimeSpan.FromMinutes(-5)));
        TargetProbeReport report = await ProbeAsync(target);
        Assert.InRange(report.ClockSkew!.Value, TimeSpan.FromMinutes(-6), TimeSpan.FromMinutes(-4));
        Assert.True(report.IsClockOff);
    }

    [Theory]
    [InlineData("OpenRead")]
    [InlineData("Rename")]
    [InlineData("List")]
    public async Task Cancellation_LeavesNothing(string call)
    {
        var target = new InMemoryTarget();
        using var cancellation = new CancellationTokenSource();
        target.Refuse = (name, _) =>
        {
            if (!string.Equals(name, call, StringComparison.Ordinal))
                return null;

            cancellation.Cancel();
            return new OperationCanceledException(cancellation.Token);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ProbeAsync(target, cancellationToken: cancellation.Token));
        Assert.Empty(target.Store.Files);
    }

    private static Task<TargetProbeReport> ProbeAsync(IBackupTarget target, bool appendOnly = false, CancellationToken cancellationToken = default) =>
        new TargetProbe(TimeProvider.System).RunAsync(target, appendOnly, cancellationToken);

    private sealed class LateClock(TimeSpan offset) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + offset;
    }
}
