namespace PosBackup.Engine.Catalog.Chains;

/// <summary>Sets that, restored in this order, reach the asked moment.</summary>
public sealed record ChainPath
{
    /// <summary>What was asked for.</summary>
    public required RestoreMoment Moment { get; init; }

    /// <summary>The sets in order; empty when a restore that was begun is there already.</summary>
    public required IReadOnlyList<PathStep> Steps { get; init; }

    /// <summary>Where rolling forward stops; null rolls to the end of the last set.</summary>
    public LogStop? Stop { get; init; }

    /// <summary>When the state that is reached was: the asked moment, or the end of the last set.</summary>
    public required ServerTime Reached { get; init; }

    /// <summary>The family that the sets are of.</summary>
    public required Guid FamilyGuid { get; init; }

    /// <summary>What a person should know: what was passed over and why, which clock was meant.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Bytes that the restore reads.</summary>
    public long Bytes => Steps.Aggregate(0L, (sum, step) => sum + Math.Min(step.Known.Bytes, long.MaxValue - sum));

    /// <summary>How long the restore takes, by the rates that were given.</summary>
    public TimeSpan Estimate => Steps.Aggregate(TimeSpan.Zero, (sum, step) => sum + step.Estimate);
}

/// <summary>One set of a path.</summary>
public sealed record PathStep
{
    /// <summary>The set.</summary>
    public required KnownSet Known { get; init; }

    /// <summary>Why it is restored, in a few words.</summary>
    public required string Reason { get; init; }

    /// <summary>How long it takes, by the rates that were given.</summary>
    public required TimeSpan Estimate { get; init; }

    /// <summary>Whether the stop belongs into this step's statement.</summary>
    public bool HasStop { get; init; }

    /// <summary>
    /// Whether the moment may lie in this set already, or only in the next: the set was being taken at that moment, and its headers do
    /// not tell. The step recovers the database if it is there, and the rest is left out then.
    /// </summary>
    public bool MayFinish { get; init; }
}

/// <summary>Where rolling forward stops.</summary>
public abstract record LogStop
{
    private LogStop()
    {
    }

    /// <summary>STOPAT.</summary>
    /// <param name="Local">Wall clock of the instance that took the log.</param>
    public sealed record Time(DateTime Local) : LogStop;

    /// <summary>STOPATMARK or STOPBEFOREMARK with <c>lsn:</c>.</summary>
    /// <param name="Lsn">The LSN.</param>
    /// <param name="IsBefore">Whether the record itself is left out.</param>
    public sealed record AtLsn(Lsn Lsn, bool IsBefore) : LogStop;

    /// <summary>STOPATMARK or STOPBEFOREMARK with a name.</summary>
    /// <param name="Name">Name of the mark.</param>
    /// <param name="After">Only a mark at this time or later counts (wall clock of the instance); null takes the first.</param>
    /// <param name="IsBefore">Whether the marked transaction itself is left out.</param>
    public sealed record Mark(string Name, DateTime? After, bool IsBefore) : LogStop;
}
