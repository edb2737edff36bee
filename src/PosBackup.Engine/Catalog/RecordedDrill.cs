using PosBackup.Engine.Media;

namespace PosBackup.Engine.Catalog;

/// <summary>What one drill of one database proved, kept in the catalog also when it proved nothing; the whole story is in the evidence.</summary>
public sealed record RecordedDrill
{
    /// <summary>The drill.</summary>
    public required Guid DrillId { get; init; }

    /// <summary>Instance that made the backup sets.</summary>
    public required string Instance { get; init; }

    /// <summary>Name of the database in the sets.</summary>
    public required string Database { get; init; }

    /// <summary>Database family, which survives renames; null when no set of it was found.</summary>
    public Guid? FamilyGuid { get; init; }

    /// <summary>Instance that restored them.</summary>
    public required string RestoredOn { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>How it ended.</summary>
    public required DrillOutcome Outcome { get; init; }

    /// <summary>How deep it went.</summary>
    public VerificationLevel Level { get; init; }

    /// <summary>Why it did not pass; <see cref="ErrorCode.None"/> when it did.</summary>
    public ErrorCode Code { get; init; }

    /// <summary>The same for a person; null when there is nothing to say.</summary>
    public string? Message { get; init; }

    /// <summary>The moment that the restored database stands at; null when none was reached.</summary>
    public DateTimeOffset? Moment { get; init; }

    /// <summary>Seconds from the start to a usable database; null when there was none.</summary>
    public double? RtoSeconds { get; init; }

    /// <summary>Seconds that were allowed for it; null without a target.</summary>
    public double? RtoTargetSeconds { get; init; }

    /// <summary>What the assertions found.</summary>
    public IReadOnlyList<RecordedAssertion> Assertions { get; init; } = [];

    /// <summary>Full path of the evidence (JSON); null when none was written.</summary>
    public string? EvidencePath { get; init; }
}

/// <summary>What one assertion of a drill found.</summary>
/// <param name="Name">Name of the assertion.</param>
/// <param name="Outcome">Whether it holds.</param>
/// <param name="Value">The value, for comparison with later drills; null for texts and where there was none.</param>
public sealed record RecordedAssertion(string Name, AssertionOutcome Outcome, AssertionValue? Value);

/// <summary>How a drill ended.</summary>
public enum DrillOutcome
{
    /// <summary>Something went wrong: the restore, DBCC CHECKDB, an assertion, or the drill itself.</summary>
    Failed = 0,

    /// <summary>Everything that it was to prove was proven.</summary>
    Passed,

    /// <summary>The backup sets do not lead to the moment that was asked for.</summary>
    NotRecoverable,

    /// <summary>Broken off by the user; proves nothing.</summary>
    Cancelled,
}

/// <summary>Whether an assertion holds.</summary>
public enum AssertionOutcome
{
    /// <summary>There was nothing to judge by, and the reason says why. No failure.</summary>
    NotEvaluated = 0,

    /// <summary>It holds.</summary>
    Passed,

    /// <summary>It does not hold, or its query failed.</summary>
    Failed,
}
