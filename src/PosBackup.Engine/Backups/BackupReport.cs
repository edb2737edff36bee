namespace PosBackup.Engine.Backups;

/// <summary>What one run did.</summary>
public sealed record BackupReport
{
    /// <summary>Identity of the run; every set carries a mark derived from it.</summary>
    public required Guid RunId { get; init; }

    /// <summary>Name that the instance gives itself; the name asked for when it could not be reached.</summary>
    public required string Instance { get; init; }

    /// <summary>When the run began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the run was over.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>One result per requested database, in the order in which they were named.</summary>
    public required IReadOnlyList<BackupResult> Results { get; init; }

    /// <summary>What was looked at before the first backup; null when the run ended before.</summary>
    public PreflightReport? Preflight { get; init; }

    /// <summary>What an earlier, broken-off run had left and this one put right, or set aside; one sentence each. What was left alone is a note of its database's result.</summary>
    public IReadOnlyList<string> Healed { get; init; } = [];

    /// <summary>Whether the run was cancelled.</summary>
    public bool Cancelled => Results.Any(result => result.Code == ErrorCode.Cancelled);
}
