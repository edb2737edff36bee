using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Records;

/// <summary>What became of a restore, or what it would do.</summary>
public sealed class RestoreReport : Record
{
    /// <summary>The same for all calls that carry one restore on.</summary>
    public Guid RestoreId { get; internal set; }

    /// <summary>The instance that restores.</summary>
    public string Instance { get; internal set; } = "";

    /// <summary>The database, by the name that it had when it was backed up.</summary>
    public string Database { get; internal set; } = "";

    /// <summary>Name of the restored database.</summary>
    [JsonMember("target")]
    public string RestoredAs { get; internal set; } = "";

    /// <summary>State of the database that had that name, as it was found; null when none had, and where the instance was not asked.</summary>
    public DatabaseState? TargetState { get; internal set; }

    /// <summary>The moment that was asked for.</summary>
    public RestoreMoment? Moment { get; internal set; }

    /// <summary>Whether only the plan was asked for.</summary>
    [JsonMember("dryRun")]
    public bool IsPlan { get; internal set; }

    /// <summary>What became of it.</summary>
    public RestoreOutcome Outcome { get; internal set; }

    /// <summary>None, or a stable code of what went wrong.</summary>
    [JsonWord]
    public string Code { get; internal set; } = "";

    /// <summary>What happened.</summary>
    public string Message { get; internal set; } = "";

    /// <summary>What to do about it.</summary>
    public string? Hint { get; internal set; }

    /// <summary>When the state that came back was; null when none did.</summary>
    public DateTimeOffset? Reached { get; internal set; }

    /// <summary>L2 when the database can be opened.</summary>
    public VerificationLevel? Level { get; internal set; }

    /// <summary>What the restored database is like.</summary>
    public RestoredDatabase? Restored { get; internal set; }

    /// <summary>The statements; null when there are none, or when the files are not fetched yet.</summary>
    public RestorePlan? Plan { get; internal set; }

    /// <summary>Why the backups do not lead there.</summary>
    public ChainGap? Gap { get; internal set; }

    /// <summary>The steps that were begun.</summary>
    public IReadOnlyList<RestoreStepResult> Steps { get; internal set; } = [];

    /// <summary>What else there is to know.</summary>
    public IReadOnlyList<Note> Notes { get; internal set; } = [];

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; internal set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset FinishedAt { get; internal set; }

    /// <summary>How long it took.</summary>
    [JsonMember("seconds")]
    public TimeSpan Duration { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Database}: {Outcome}");
}
