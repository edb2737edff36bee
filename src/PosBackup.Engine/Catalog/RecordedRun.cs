namespace PosBackup.Engine.Catalog;

/// <summary>What one run of a backup did for one database, kept in the catalog also when it failed.</summary>
public sealed record RecordedRun
{
    /// <summary>The run: the same for all databases of one call.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The instance.</summary>
    public required string Instance { get; init; }

    /// <summary>The database, or the pattern that matched none.</summary>
    public required string Database { get; init; }

    /// <summary>The kind that was asked for.</summary>
    public required BackupKind RequestedKind { get; init; }

    /// <summary>The kind that was made; null when none was.</summary>
    public BackupKind? Kind { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>How it ended.</summary>
    public required RunOutcome Outcome { get; init; }

    /// <summary>Why it failed or was skipped; <see cref="ErrorCode.None"/> when it succeeded.</summary>
    public ErrorCode Code { get; init; }

    /// <summary>The same for a person; null when there is nothing to say.</summary>
    public string? Message { get; init; }

    /// <summary>The set that was made; null when none was.</summary>
    public Guid? SetGuid { get; init; }

    /// <summary>Bytes of the set as stored, over all stripes; null when none was made.</summary>
    public long? Bytes { get; init; }
}

/// <summary>How a run ended for one database.</summary>
public enum RunOutcome
{
    /// <summary>The set was made, read back and found by its GUID.</summary>
    Succeeded,

    /// <summary>No usable set came out of it.</summary>
    Failed,

    /// <summary>Nothing was tried, and the reason says why.</summary>
    Skipped,
}
