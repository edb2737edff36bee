using PosBackup.Engine.Catalog;
using PosBackup.Engine.Drills.Assertions;
using PosBackup.Engine.Media;

namespace PosBackup.Engine.Drills.Evidence;

/// <summary>What one drill did and proved: who, what, from which bytes, to which moment, how fast, with which outcome.</summary>
public sealed record DrillEvidence
{
    /// <summary>The schema that this version writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of the layout.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The drill.</summary>
    public required Guid DrillId { get; init; }

    /// <summary>Version of PosBackup.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>Account that ran the drill.</summary>
    public required string User { get; init; }

    /// <summary>Machine that ran it.</summary>
    public required string Machine { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>How it ended.</summary>
    public required DrillOutcome Outcome { get; init; }

    /// <summary>How deep it went: <see cref="VerificationLevel.L2"/> restored, <see cref="VerificationLevel.L3"/> checked as well.</summary>
    public required VerificationLevel Level { get; init; }

    /// <summary>Why it did not pass; <see cref="ErrorCode.None"/> when it did.</summary>
    public ErrorCode Code { get; init; }

    /// <summary>The same for a person; null when it passed.</summary>
    public string? Message { get; init; }

    /// <summary>What to do about it; null when there is nothing better than the message.</summary>
    public string? Hint { get; init; }

    /// <summary>The database that was to be proven.</summary>
    public required DrilledDatabase Database { get; init; }

    /// <summary>The instance that restored it.</summary>
    public required DrillInstance RestoredOn { get; init; }

    /// <summary>Folders and files that the sets were looked for in; where they were fetched, the targets and the store instead: <c>target hq, store 0042</c>.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The sets that were restored, in this order.</summary>
    public IReadOnlyList<DrilledSet> Sets { get; init; } = [];

    /// <summary>Which moment was asked for and reached.</summary>
    public required DrilledMoment Moment { get; init; }

    /// <summary>The parts of the drill, in order, as far as it came.</summary>
    public IReadOnlyList<DrillPhaseTime> Phases { get; init; } = [];

    /// <summary>How fast the database was usable again.</summary>
    public RtoMeasurement Rto { get; init; } = new();

    /// <summary>Bytes of the restored sets as stored.</summary>
    public long Bytes { get; init; }

    /// <summary>What DBCC CHECKDB said.</summary>
    public CheckDbResult CheckDb { get; init; } = new();

    /// <summary>The file with the assertions; null when none was given.</summary>
    public DrilledFile? AssertionFile { get; init; }

    /// <summary>The assertions.</summary>
    public IReadOnlyList<AssertionResult> Assertions { get; init; } = [];

    /// <summary>What became of the scratch database.</summary>
    public CleanUpResult CleanUp { get; init; } = new();
}
