namespace PosBackup.Engine.Retention.Audit;

/// <summary>A line of the log.</summary>
public sealed record AuditRecord
{
    /// <summary>Number of the line in the chain, from 1, without holes.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it was written, by this machine's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was written.</summary>
    public required AuditEntry Entry { get; init; }

    /// <summary>Version of PosBackup that wrote it.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>Hash of the line before; 64 zeros in the first.</summary>
    public required string Previous { get; init; }

    /// <summary>Hash of this line.</summary>
    public required string Hash { get; init; }

    /// <summary>What stands for the chain up to here.</summary>
    public AuditHead Head => new(Sequence, Hash);
}

/// <summary>What stands for a whole chain: whoever knows it knows whether anything before was changed.</summary>
/// <param name="Sequence">Number of the last line; 0 before the first.</param>
/// <param name="Hash">Its hash, lower-case hexadecimal.</param>
public sealed record AuditHead(long Sequence, string Hash)
{
    /// <summary>Before the first line.</summary>
    public static AuditHead None { get; } = new(0, new string('0', 64));
}

/// <summary>What an append did.</summary>
/// <param name="Head">The chain's end now; to be printed where it is kept elsewhere.</param>
/// <param name="Notes">What was found on the way: an end that was torn and mended, a chain that somebody has cut.</param>
public sealed record AuditAppend(AuditHead Head, IReadOnlyList<RetentionNote> Notes);
