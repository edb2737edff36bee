using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets;

namespace PosBackup.Engine.Transfers;

/// <summary>What a run of shipping did: one result for each target, always.</summary>
public sealed record SyncReport
{
    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>The targets, as they were asked for.</summary>
    public required IReadOnlyList<TargetSyncResult> Targets { get; init; }
}

/// <summary>What was done at one target.</summary>
public sealed record TargetSyncResult
{
    /// <summary>Name of the target.</summary>
    public required string Target { get; init; }

    /// <summary>Which of its media is in; empty where there is only one, or when it was not reached.</summary>
    public string Medium { get; init; } = "";

    /// <summary>How it ended: Succeeded when every file is proven there, but for those that were not tried; Failed when the target was not reached, or any file is not or cannot be.</summary>
    public required SyncOutcome Outcome { get; init; }

    /// <summary>Why the target as a whole failed; <see cref="ErrorCode.None"/> when it was reached.</summary>
    public ErrorCode Code { get; init; }

    /// <summary>The same for a person.</summary>
    public string? Message { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Hint { get; init; }

    /// <summary>One result for each item of the plan that was approved.</summary>
    public IReadOnlyList<CopyResult> Copies { get; init; } = [];

    /// <summary>Items of the plan that were not approved, and so not tried.</summary>
    public IReadOnlyList<SyncItem> NotTried { get; init; } = [];

    /// <summary>Media files that were proven before and needed nothing.</summary>
    public int AlreadyProtected { get; init; }

    /// <summary>Media files that are not proven to be there and could not be shipped: gone, changed or damaged here. A note tells of each.</summary>
    public int Unprotected { get; init; }

    /// <summary>What else is worth knowing.</summary>
    public IReadOnlyList<SyncNote> Notes { get; init; } = [];
}

/// <summary>What became of one media file at one target.</summary>
public sealed record CopyResult
{
    /// <summary>What was planned.</summary>
    public required SyncItem Item { get; init; }

    /// <summary>How it ended.</summary>
    public required SyncOutcome Outcome { get; init; }

    /// <summary>Why it failed; <see cref="ErrorCode.None"/> when it did not.</summary>
    public ErrorCode Code { get; init; }

    /// <summary>The same for a person.</summary>
    public string? Message { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Hint { get; init; }

    /// <summary>The proven copy; null when there is none.</summary>
    public BackupCopy? Copy { get; init; }

    /// <summary>Where it was put, which is beside the planned path when a copy could not be continued.</summary>
    public TargetPath Path { get; init; }

    /// <summary>Attempts that it took.</summary>
    public int Attempts { get; init; }

    /// <summary>Where the upload of an earlier run was gone on with; 0 when it began anew.</summary>
    public long ResumedAt { get; init; }

    /// <summary>Bytes that were sent and arrived. What was under way when a line broke, and did not arrive, is not in it.</summary>
    public long BytesSent { get; init; }

    /// <summary>Bytes of them that the target had acknowledged before.</summary>
    public long BytesResent { get; init; }

    /// <summary>Bytes that were read back.</summary>
    public long BytesReadBack { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }
}

/// <summary>How shipping ended, of one file or at one target.</summary>
public enum SyncOutcome
{
    /// <summary>Something is not proven to be there.</summary>
    Failed = 0,

    /// <summary>It is proven to be there.</summary>
    Succeeded,

    /// <summary>Broken off by the user; what was sent is resumed by the next run.</summary>
    Cancelled,
}
