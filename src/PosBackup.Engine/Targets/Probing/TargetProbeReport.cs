namespace PosBackup.Engine.Targets.Probing;

/// <summary>What a probe found out about a target.</summary>
public sealed record TargetProbeReport
{
    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(2);

    /// <summary>Name of the target.</summary>
    public required string Target { get; init; }

    /// <summary>What the target says of itself; null when it could not be asked.</summary>
    public TargetDescription? Description { get; init; }

    /// <summary>All steps, in order.</summary>
    public required IReadOnlyList<ProbeStepResult> Steps { get; init; }

    /// <summary>Clock of the target minus ours, no better than the target's time stamps are; null when it stamps no files.</summary>
    public TimeSpan? ClockSkew { get; init; }

    /// <summary>Files of the probe that are still there because they could not be removed.</summary>
    public IReadOnlyList<string> Left { get; init; } = [];

    /// <summary>Whether no step failed.</summary>
    public bool Passed => Steps.All(step => step.Outcome != ProbeOutcome.Failed);

    /// <summary>Whether the clocks differ by more than what is told apart by chance: retention by age, and logs side by side, go by them.</summary>
    public bool IsClockOff => ClockSkew?.Duration() > MostSkew;

    /// <summary>The report of a target that could not even be made.</summary>
    public static TargetProbeReport NotOpened(string target, TargetException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new TargetProbeReport
        {
            Target = target,
            Steps =
            [
                new ProbeStepResult(ProbeStep.Connect, ProbeOutcome.Failed, error.Failure, error.Message, error.Hint),
                .. Enum.GetValues<ProbeStep>().Skip(1).Select(step => new ProbeStepResult(step, ProbeOutcome.NotChecked)),
            ],
        };
    }
}
