namespace PosBackup.Engine.Catalog.Chains;

/// <summary>Why a moment cannot be reached, what is missing, and which moments can be reached instead.</summary>
public sealed record ChainGap
{
    /// <summary>The plain reason.</summary>
    public required GapReason Reason { get; init; }

    /// <summary>One sentence: what is missing, with its LSNs and, where history knows, who took it.</summary>
    public required string Message { get; init; }

    /// <summary>What was asked for.</summary>
    public required RestoreMoment Moment { get; init; }

    /// <summary>Where the log that is missing begins; null when no log is.</summary>
    public Lsn? MissingFrom { get; init; }

    /// <summary>Where the log that is missing ends; null when nobody knows.</summary>
    public Lsn? MissingTo { get; init; }

    /// <summary>The set that is missing or of no use, if it is known.</summary>
    public KnownSet? Culprit { get; init; }

    /// <summary>The nearest moment before the asked one that can be reached; null when there is none.</summary>
    public ReachableMoment? Before { get; init; }

    /// <summary>The nearest moment after it that can be reached; null when there is none.</summary>
    public ReachableMoment? After { get; init; }

    /// <summary>The same gap with the moments around it that lie nearest, be they of another family.</summary>
    internal ChainGap Nearer(ChainGap? other) => this with
    {
        Before = other?.Before is { } before && !(Before?.At >= before.At) ? before : Before,
        After = other?.After is { } after && !(After?.At <= after.At) ? after : After,
    };
}

/// <summary>A moment that can be reached.</summary>
/// <param name="At">When.</param>
/// <param name="EndOfSet">The set whose end it is; null for a point in time inside a log.</param>
public sealed record ReachableMoment(DateTimeOffset At, Guid? EndOfSet);

/// <summary>Reasons why a moment cannot be reached.</summary>
public enum GapReason
{
    /// <summary>No set of that database is known.</summary>
    NoSets,

    /// <summary>No full backup that can be used leads there.</summary>
    NoFull,

    /// <summary>The asked set is not known.</summary>
    SetNotFound,

    /// <summary>Log between two sets is missing.</summary>
    LogMissing,

    /// <summary>A set on the way is not where it was looked for.</summary>
    SetMissing,

    /// <summary>A set on the way lacks stripes.</summary>
    StripesMissing,

    /// <summary>A set on the way is damaged or was cut off.</summary>
    SetDamaged,

    /// <summary>A differential's full is not known, or of no use.</summary>
    BaseMissing,

    /// <summary>The moment lies before everything that can be restored.</summary>
    TooEarly,

    /// <summary>The moment lies behind everything that was backed up.</summary>
    TooLate,

    /// <summary>The log of that moment holds bulk-logged work: only its end can be reached.</summary>
    BulkLogged,

    /// <summary>The wall clock showed that time twice, or never, or nobody knows its offset.</summary>
    AmbiguousTime,

    /// <summary>The sets that are there lie on another recovery fork than the database that is being restored.</summary>
    OtherFork,

    /// <summary>The database that is being restored is beyond the moment already.</summary>
    AlreadyPassed,
}
