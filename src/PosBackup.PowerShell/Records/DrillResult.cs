using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Records;

/// <summary>What a drill of one database says.</summary>
public sealed class DrillResult : Record
{
    /// <summary>The drill.</summary>
    public Guid DrillId { get; internal set; }

    /// <summary>The database, by the name that it had when it was backed up.</summary>
    public string Database { get; internal set; } = "";

    /// <summary>The instance that took the backups.</summary>
    public string? SourceInstance { get; internal set; }

    /// <summary>What it says.</summary>
    public DrillOutcome Outcome { get; internal set; }

    /// <summary>What it proved.</summary>
    public VerificationLevel Level { get; internal set; }

    /// <summary>None, or a stable code of what went wrong.</summary>
    [JsonWord]
    public string Code { get; internal set; } = "";

    /// <summary>What happened.</summary>
    public string? Message { get; internal set; }

    /// <summary>What to do about it.</summary>
    public string? Hint { get; internal set; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; internal set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset FinishedAt { get; internal set; }

    /// <summary>Which moment it reached.</summary>
    public DrillMomentReached? Moment { get; internal set; }

    /// <summary>How fast the database was usable.</summary>
    public RecoveryTime? Rto { get; internal set; }

    /// <summary>Its parts.</summary>
    public IReadOnlyList<DrillPhase> Phases { get; internal set; } = [];

    /// <summary>The sets that were restored.</summary>
    public IReadOnlyList<Guid> Sets { get; internal set; } = [];

    /// <summary>Their bytes.</summary>
    public long Bytes { get; internal set; }

    /// <summary>What DBCC CHECKDB said.</summary>
    public CheckDbOutcome CheckDb { get; internal set; }

    /// <summary>What the database was asked.</summary>
    public IReadOnlyList<DrillAssertion> Assertions { get; internal set; } = [];

    /// <summary>What became of the scratch database.</summary>
    public DrillCleanUp? CleanUp { get; internal set; }

    /// <summary>Why the backups do not lead to the moment.</summary>
    public ChainGap? Gap { get; internal set; }

    /// <summary>Where the evidence lies.</summary>
    public DrillEvidence? Evidence { get; internal set; }

    /// <summary>What else there is to know.</summary>
    public IReadOnlyList<Note> Notes { get; internal set; } = [];

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Database}: {Outcome}");
}
