using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;

namespace PosBackup.Engine.Backups;

/// <summary>What became of one requested database. There is one for each, always.</summary>
public sealed record BackupResult
{
    /// <summary>Name of the database; the pattern itself when it matched none.</summary>
    public required string Database { get; init; }

    /// <summary>Succeeded, failed or skipped.</summary>
    public required RunOutcome Outcome { get; init; }

    /// <summary>Reason of a failure or skip; None after success.</summary>
    public ErrorCode Code { get; init; }

    /// <summary>What happened, for a person; empty after success.</summary>
    public string Message { get; init; } = "";

    /// <summary>What to do about it.</summary>
    public string? Hint { get; init; }

    /// <summary>Kind that was asked for.</summary>
    public required BackupKind RequestedKind { get; init; }

    /// <summary>Kind that was taken, or would have been; null when it did not come to a plan.</summary>
    public BackupKind? TakenKind { get; init; }

    /// <summary>Why the kinds differ; null when they do not. After two steps (log to differential to full) both are here, in order.</summary>
    public IReadOnlyList<Promotion> Promotions { get; init; } = [];

    /// <summary>How the set came to the media.</summary>
    public BackupMode Mode { get; init; }

    /// <summary>Whether the set stands behind others in its media file.</summary>
    public bool Appended { get; init; }

    /// <summary>Why append mode took a new file; null when it did not.</summary>
    public RollOver? RollOver { get; init; }

    /// <summary>The set that this run made, read back from the media; null without success.</summary>
    public BackupSet? Set { get; init; }

    /// <summary>Files of the media set, by stripe.</summary>
    public IReadOnlyList<BackupResultFile> Files { get; init; } = [];

    /// <summary>Whether SQL Server compressed the set.</summary>
    public bool Compressed { get; init; }

    /// <summary>What our own reading of the media found; null when it was not done.</summary>
    public VerificationReport? Verification { get; init; }

    /// <summary>Whether RESTORE VERIFYONLY passed; null when it was not run.</summary>
    public bool? VerifiedOnInstance { get; init; }

    /// <summary>When work on this database began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When work on this database was over.</summary>
    public DateTimeOffset FinishedAt { get; init; }

    /// <summary>Time of the BACKUP statement.</summary>
    public TimeSpan BackupDuration { get; init; }

    /// <summary>Time of reading back and verifying.</summary>
    public TimeSpan VerifyDuration { get; init; }

    /// <summary>Bytes of the set as stored, over all stripes.</summary>
    public long Bytes { get; init; }

    /// <summary>Stored bytes a second during BACKUP; null when it was too short to tell.</summary>
    public double? BytesPerSecond { get; init; }

    /// <summary>What to know besides.</summary>
    public IReadOnlyList<BackupNote> Notes { get; init; } = [];

    /// <summary>What the instance said during BACKUP, progress left out.</summary>
    public IReadOnlyList<ServerMessage> Messages { get; init; } = [];

    /// <summary>Time in all.</summary>
    public TimeSpan Duration => FinishedAt - StartedAt;
}

/// <summary>One file of a media set after the backup.</summary>
/// <param name="Path">Path as the instance sees it.</param>
/// <param name="Length">Length in bytes; null when this machine cannot see the file.</param>
/// <param name="Sha256">Lower-case hexadecimal; null when it was not read.</param>
public sealed record BackupResultFile(string Path, long? Length, string? Sha256);
