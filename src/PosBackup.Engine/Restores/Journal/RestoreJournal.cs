using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Restores.Journal;

/// <summary>
/// A restore under way. It is written before the first statement and removed after the last, so that a call that finds the database half
/// restored knows it for its own, and may begin anew what broke off before anything could be carried on.
/// </summary>
internal sealed record RestoreJournal
{
    /// <summary>The schema that this version writes.</summary>
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    public required Guid RestoreId { get; init; }

    /// <summary>Name that the instance gives itself.</summary>
    public required string Instance { get; init; }

    public required string Target { get; init; }

    public required string Database { get; init; }

    public required Guid FamilyGuid { get; init; }

    /// <summary>What was asked for, for a person.</summary>
    public required string Moment { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Recovery fork of the database that is overwritten; null when there was none, or it could not be seen.</summary>
    public Guid? ForkGuid { get; init; }

    /// <summary>The sets behind which the restore may be over.</summary>
    public IReadOnlyList<Guid> FinalSets { get; init; } = [];

    /// <summary>When the state that is brought back was.</summary>
    public ServerTime? Reached { get; init; }

    /// <summary>Whether the database that is overwritten was given up already: its log is safe or let go, and RESTORE was begun.</summary>
    public bool HasGivenUp { get; init; }

    /// <summary>The tail-log backup that was taken; null when none was.</summary>
    public string? TailLogFile { get; init; }

    /// <summary>The last set that was restored; null before the first.</summary>
    public Guid? LastSet { get; init; }

    public Lsn? LastLsn { get; init; }

    public required string ToolVersion { get; init; }
}
