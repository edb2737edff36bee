namespace PosBackup.Engine.Retention;

/// <summary>What a run of retention did: one result for each place, always.</summary>
public sealed record RetentionReport
{
    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>The places, here first.</summary>
    public required IReadOnlyList<PlaceResult> Places { get; init; }
}

/// <summary>What was done in one place.</summary>
public sealed record PlaceResult
{
    /// <summary>The place.</summary>
    public required RetentionPlace Place { get; init; }

    /// <summary>How it ended.</summary>
    public required RetentionOutcome Outcome { get; init; }

    /// <summary>What was planned; null when the place could not be looked at.</summary>
    public PlacePlan? Plan { get; init; }

    /// <summary>Why the place as a whole failed; <see cref="ErrorCode.None"/> when it did not.</summary>
    public ErrorCode Code { get; init; }

    /// <summary>The same for a person.</summary>
    public string? Message { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Hint { get; init; }

    /// <summary>One result for each media set that was to go, in the order in which they went.</summary>
    public IReadOnlyList<RemovalResult> Removals { get; init; } = [];

    /// <summary>What else is worth knowing.</summary>
    public IReadOnlyList<RetentionNote> Notes { get; init; } = [];

    /// <summary>Bytes that were freed.</summary>
    public long FreedBytes => Removals.Sum(removal => removal.FreedBytes);
}

/// <summary>What became of one media set that was to go.</summary>
/// <param name="Decision">What was planned.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="FreedBytes">Bytes that were freed.</param>
public sealed record RemovalResult(MediaDecision Decision, RemovalOutcome Outcome, long FreedBytes = 0)
{
    /// <summary>Why it was left or failed; <see cref="ErrorCode.None"/> when it went.</summary>
    public ErrorCode Code { get; init; }

    /// <summary>The same for a person; null also where a note of its place tells it for all.</summary>
    public string? Message { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Hint { get; init; }
}

/// <summary>Something to know that stops nothing.</summary>
/// <param name="Code">Stable, machine-readable reason; None when it is only a remark.</param>
/// <param name="Message">One sentence for a person.</param>
/// <param name="Hint">What to do about it; null for nothing.</param>
public sealed record RetentionNote(ErrorCode Code, string Message, string? Hint = null);

/// <summary>How retention ended in one place.</summary>
public enum RetentionOutcome
{
    /// <summary>It was not reached, or something that was to go is still there.</summary>
    Failed = 0,

    /// <summary>All that was to go, and was approved, is gone; but for what stays as its file here does, which is told of that.</summary>
    Succeeded,

    /// <summary>Something is not to be decided by a machine: see the refusals of the plan.</summary>
    Refused,

    /// <summary>This account may not remove anything there; whoever may will.</summary>
    LeftToOthers,

    /// <summary>Broken off by the user; what is left is whole, and the next run goes on.</summary>
    Cancelled,
}

/// <summary>What became of one media set.</summary>
public enum RemovalOutcome
{
    /// <summary>It could not be removed.</summary>
    Failed = 0,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It is not what was judged any more, and was left.</summary>
    Left,

    /// <summary>Its turn did not come, it was not approved, or what needs it or is the same here is still there.</summary>
    NotTried,

    /// <summary>Somebody put a hold on it, or on what needs it, while the run was at work.</summary>
    Held,
}
