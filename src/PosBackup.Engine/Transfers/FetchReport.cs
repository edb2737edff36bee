namespace PosBackup.Engine.Transfers;

/// <summary>What a run of fetching did: one result for each file of its plan, always.</summary>
public sealed record FetchReport
{
    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>What was to be fetched.</summary>
    public required FetchPlan Plan { get; init; }

    /// <summary>The files; empty when there was a gap.</summary>
    public IReadOnlyList<FetchResult> Files { get; init; } = [];

    /// <summary>How it ended: Succeeded when every file that the moment needs is here and proven.</summary>
    public SyncOutcome Outcome => Plan.Gap is not null || Files.Any(file => file.Outcome == SyncOutcome.Failed) ? SyncOutcome.Failed
        : Files.Any(file => file.Outcome == SyncOutcome.Cancelled) ? SyncOutcome.Cancelled
        : SyncOutcome.Succeeded;
}

/// <summary>What became of one file.</summary>
public sealed record FetchResult
{
    /// <summary>What was planned.</summary>
    public required FetchItem Item { get; init; }

    /// <summary>How it ended.</summary>
    public required SyncOutcome Outcome { get; init; }

    /// <summary>Why it failed; <see cref="ErrorCode.None"/> when it did not.</summary>
    public ErrorCode Code { get; init; }

    /// <summary>The same for a person.</summary>
    public string? Message { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Hint { get; init; }

    /// <summary>Target that it came from, or was last tried at; null when it was here already.</summary>
    public string? Target { get; init; }

    /// <summary>Whether it was here already, with this content, and nothing was fetched.</summary>
    public bool WasHere { get; init; }

    /// <summary>Attempts that it took.</summary>
    public int Attempts { get; init; }

    /// <summary>Where the download of an earlier run was gone on with; 0 when it began anew.</summary>
    public long ResumedAt { get; init; }

    /// <summary>Bytes that came.</summary>
    public long BytesReceived { get; init; }

    /// <summary>Bytes that were read once more to prove that a part is what it should be.</summary>
    public long BytesCompared { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>What else is worth knowing: targets that failed before another served.</summary>
    public IReadOnlyList<SyncNote> Notes { get; init; } = [];
}
