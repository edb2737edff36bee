using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Drills.Evidence;
using PosBackup.Engine.Restores;

namespace PosBackup.Engine.Drills;

/// <summary>What a run of drills proved, database by database.</summary>
public sealed record DrillReport
{
    /// <summary>Name of the restoring instance.</summary>
    public required string Instance { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>One for each database that was asked for and due, whatever became of it.</summary>
    public required IReadOnlyList<DrillResult> Results { get; init; }

    /// <summary>How many databases were found that are in another share of the rotation.</summary>
    public int NotDue { get; init; }

    /// <summary>How many databases that are due were not approved.</summary>
    public int NotApproved { get; init; }

    /// <summary>Scratch databases of killed drills that this one removed.</summary>
    public IReadOnlyList<string> LeftOversRemoved { get; init; } = [];

    /// <summary>What to know besides: left-overs that stay, files that could not be read.</summary>
    public IReadOnlyList<RestoreNote> Notes { get; init; } = [];
}

/// <summary>What the drill of one database proved.</summary>
public sealed record DrillResult
{
    /// <summary>Everything that is known of it.</summary>
    public required DrillEvidence Evidence { get; init; }

    /// <summary>Where the evidence lies; null when it could not be written, which fails the drill.</summary>
    public EvidenceFiles? Files { get; init; }

    /// <summary>Why the moment cannot be reached; null unless <see cref="DrillOutcome.NotRecoverable"/>.</summary>
    public ChainGap? Gap { get; init; }

    /// <summary>What to know besides.</summary>
    public IReadOnlyList<RestoreNote> Notes { get; init; } = [];

    /// <summary>How it ended.</summary>
    public DrillOutcome Outcome => Evidence.Outcome;
}
