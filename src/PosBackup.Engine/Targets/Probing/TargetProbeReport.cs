namespace PosBackup.Engine.Targets.Probing;

/// <summary>What a probe found out about a target.</summary>
public sealed record TargetProbeReport
{
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
}
