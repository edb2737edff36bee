using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups;

/// <summary>What a plan and a result have to say alike of one requested database. There is one for each, always.</summary>
public abstract record RequestedBackup
{
    /// <summary>Name of the database; the pattern itself when it matched none.</summary>
    public required string Database { get; init; }

    /// <summary>Succeeded: it was, or would be, backed up; else failed or skipped.</summary>
    public required RunOutcome Outcome { get; init; }

    /// <summary>Reason of a failure, skip or refusal; None after success.</summary>
    public ErrorCode Code { get; init; }

    /// <summary>The same for a person; empty after success.</summary>
    public string Message { get; init; } = "";

    /// <summary>What to do about it.</summary>
    public string? Hint { get; init; }

    /// <summary>Kind that was asked for.</summary>
    public required BackupKind RequestedKind { get; init; }

    /// <summary>Why another kind is taken, in order: after two steps (log to differential to full) both are here. Empty when the kinds do not differ.</summary>
    public IReadOnlyList<Promotion> Promotions { get; init; } = [];

    /// <summary>How the set comes to the media, as it was asked for.</summary>
    public BackupMode Mode { get; init; }

    /// <summary>Why append mode takes a new file; null when it does not.</summary>
    public RollOver? RollOver { get; init; }

    /// <summary>What to know besides.</summary>
    public IReadOnlyList<BackupNote> Notes { get; init; } = [];
}
