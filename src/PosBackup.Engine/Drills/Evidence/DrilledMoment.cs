namespace PosBackup.Engine.Drills.Evidence;

/// <summary>The moment that a drill was to restore, and the one it did.</summary>
public sealed record DrilledMoment
{
    /// <summary>How the moment was chosen.</summary>
    public required DrillMoment Choice { get; init; }

    /// <summary>The moment chosen; null when none was.</summary>
    public DateTimeOffset? Asked { get; init; }

    /// <summary>The moment that the restored database stands at; null when it was not restored.</summary>
    public DateTimeOffset? Reached { get; init; }

    /// <summary>What the random choice was made from; null for the others.</summary>
    public long? Seed { get; init; }
}
