namespace PosBackup.Engine.Retention.Audit;

/// <summary>What a look at the whole log found.</summary>
public sealed record AuditVerification
{
    /// <summary>The log.</summary>
    public required string Path { get; init; }

    /// <summary>Lines that fit, from the first on.</summary>
    public required long Lines { get; init; }

    /// <summary>The end of what fits.</summary>
    public required AuditHead Head { get; init; }

    /// <summary>The end that the catalog knows. Null: it knows none, and whole lines that are missing at the end cannot be seen.</summary>
    public AuditHead? Known { get; init; }

    /// <summary>The first line that does not fit; null when all do.</summary>
    public AuditProblem? Problem { get; init; }

    /// <summary>Bytes at the end of a line that was being written when the power failed. Nobody was told that it was written; the next append takes it off.</summary>
    public long TornBytes { get; init; }

    /// <summary>Whether the log is what was written.</summary>
    public bool IsIntact => Problem is null;
}

/// <summary>The first line that does not fit.</summary>
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
