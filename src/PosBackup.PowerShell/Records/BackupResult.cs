using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Records;

/// <summary>What became of the backup of one database.</summary>
public sealed class BackupResult : Record
{
    /// <summary>The database; a pattern that matched none stands for itself.</summary>
    public string Database { get; internal set; } = "";

    /// <summary>What became of it.</summary>
    public RunOutcome Outcome { get; internal set; }

    /// <summary>None, or a stable code of what went wrong.</summary>
    [JsonWord]
    public string Code { get; internal set; } = "";

    /// <summary>What happened.</summary>
    public string Message { get; internal set; } = "";

    /// <summary>What to do about it.</summary>
    public string? Hint { get; internal set; }

    /// <summary>The kind that was asked for.</summary>
    public BackupKind RequestedKind { get; internal set; }

    /// <summary>The kind that was taken.</summary>
    public BackupKind? TakenKind { get; internal set; }

    /// <summary>Why it is a fuller one.</summary>
    public IReadOnlyList<Promotion> Promotions { get; internal set; } = [];

    /// <summary>Which file it was to go to.</summary>
    public BackupMode Mode { get; internal set; }

    /// <summary>Whether it stands behind other sets.</summary>
    public bool Appended { get; internal set; }

    /// <summary>Why it got a new file all the same.</summary>
    public RollOver? RollOver { get; internal set; }

    /// <summary>The set; null when there is none.</summary>
    public BackupSet? Set { get; internal set; }

    /// <summary>Its files.</summary>
    public IReadOnlyList<BackupFile> Files { get; internal set; } = [];

    /// <summary>Whether it is compressed.</summary>
    public bool Compressed { get; internal set; }

    /// <summary>What reading it back found; null when it was not read back.</summary>
    public Verification? Verification { get; internal set; }

    /// <summary>What RESTORE VERIFYONLY said; null when it was not run.</summary>
    public bool? VerifiedOnInstance { get; internal set; }

    /// <summary>When work on the database began.</summary>
    public DateTimeOffset StartedAt { get; internal set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset FinishedAt { get; internal set; }

    /// <summary>How long SQL Server took.</summary>
    [JsonMember("backupSeconds")]
    public TimeSpan BackupDuration { get; internal set; }

    /// <summary>How long the verification took.</summary>
    [JsonMember("verifySeconds")]
    public TimeSpan VerifyDuration { get; internal set; }

    /// <summary>Bytes that were written.</summary>
    public long Bytes { get; internal set; }

    /// <summary>How fast.</summary>
    public double? BytesPerSecond { get; internal set; }

    /// <summary>What else there is to know.</summary>
    public IReadOnlyList<Note> Notes { get; internal set; } = [];

    /// <summary>What the instance said.</summary>
    public IReadOnlyList<ServerMessage> Messages { get; internal set; } = [];

    /// <summary>The instance, as it names itself; the name that was given where it was not reached.</summary>
    public string Instance { get; internal set; } = "";

    /// <summary>Identity of the set; null when there is none.</summary>
    public Guid? SetGuid => Set?.SetGuid;

    /// <summary>Paths of its files: what <c>Test-PosBackup</c> and <c>Sync-PosBackupRemote</c> take from the pipeline.</summary>
    public string[] Path => [.. Files.Select(file => file.File)];

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Database}: {Outcome}");
}
