namespace PosBackup.Engine.Retention.Audit;

/// <summary>What a look at the whole log found.</summary>
public sealed record AuditVerification
{
    /// <summary>The log.</summary>
    public required string Path { get; init; }

    /// <summary>Lines that fit, up to the first that does not and was not explained.</summary>
    public required long Lines { get; init; }

    /// <summary>The end of what fits.</summary>
    public required AuditHead Head { get; init; }

    /// <summary>The end that the catalog knows. Null: it knows none, and whole lines that are missing at the end cannot be seen.</summary>
    public AuditHead? Known { get; init; }

    /// <summary>All that does not fit and was not explained, in the order of the lines; empty when the log is what was written.</summary>
    public IReadOnlyList<AuditProblem> Problems { get; init; } = [];

    /// <summary>What did not fit and was explained by beginning the chain anew.</summary>
    public IReadOnlyList<AuditExplanation> Explained { get; init; } = [];

    /// <summary>The first line that does not fit; null when all do.</summary>
    public AuditProblem? Problem => Problems.Count > 0 ? Problems[0] : null;

    /// <summary>Bytes at the end of a line that was being written when the power failed. Nobody was told that it was written; the next append takes it off.</summary>
    public long TornBytes { get; init; }

    /// <summary>Whether the log is what was written, but for what was explained.</summary>
    public bool IsIntact => Problems.Count == 0;
}

/// <summary>A line that begins the chain anew, and what it explains. It names all that stands before it by length and hash, so that nothing of that can be changed any more either.</summary>
/// <param name="Line">Number of that line in the file, from 1.</param>
/// <param name="At">When it was written.</param>
/// <param name="Actor">By whom.</param>
/// <param name="Reason">What was found out, in words.</param>
/// <param name="Problems">What does not fit before it.</param>
public sealed record AuditExplanation(long Line, DateTimeOffset At, AuditActor Actor, string Reason, IReadOnlyList<AuditProblem> Problems);

/// <summary>A line that does not fit.</summary>
/// <param name="Kind">What is wrong with it.</param>
/// <param name="Line">Number of the line in the file, from 1.</param>
/// <param name="Message">The same for a person.</param>
public sealed record AuditProblem(AuditProblemKind Kind, long Line, string Message);

/// <summary>What can be wrong with a line.</summary>
public enum AuditProblemKind
{
    /// <summary>It is not as this log writes lines.</summary>
    Unreadable = 0,

    /// <summary>Its hash is not that of its text.</summary>
    Changed,

    /// <summary>Lines before it are missing.</summary>
    Removed,

    /// <summary>Its turn has passed: it was put there, or stands there twice.</summary>
    Inserted,

    /// <summary>The line that belongs here comes later.</summary>
    Reordered,

    /// <summary>It has its number and follows another line than the one before it.</summary>
    Unlinked,

    /// <summary>It is cut off in the middle, or does not end.</summary>
    CutOff,

    /// <summary>The catalog knows of lines after the last one.</summary>
    EndMissing,

    /// <summary>The catalog knows this number with another hash: the chain was written anew.</summary>
    Rewritten,
}
