using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;

namespace PosBackup.Engine.Backups;

/// <summary>What became of one requested database. There is one for each, always.</summary>
public sealed record BackupResult : RequestedBackup
{
    /// <summary>Kind that was taken, or would have been; null when it did not come to a plan.</summary>
    public BackupKind? TakenKind { get; init; }

    /// <summary>Whether the set stands behind others in its media file.</summary>
    public bool Appended { get; init; }

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
