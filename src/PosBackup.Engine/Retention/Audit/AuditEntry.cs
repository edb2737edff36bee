using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Retention.Audit;

/// <summary>What is to be written down; the log adds number, moment, version and the links of the chain.</summary>
public sealed record AuditEntry
{
    /// <summary>What happened.</summary>
    public required AuditKind Kind { get; init; }

    /// <summary>What was acknowledged; null when nothing was, or the line is of a version that did not tell.</summary>
    public Suspicion? Acknowledged { get; init; }

    /// <summary>Where; null when it is of no place.</summary>
    public RetentionPlace? Place { get; init; }

    /// <summary>Where the target led then; null where it is of none. Under one name it may lead elsewhere later, and nothing was begun there.</summary>
    public string? Address { get; init; }

    /// <summary>The media set; null when it is of none.</summary>
    public Guid? MediaSetId { get; init; }

    /// <summary>Its files.</summary>
    public IReadOnlyList<AuditedFile> Files { get; init; } = [];

    /// <summary>The backup sets on them, each with why it may go.</summary>
    public IReadOnlyList<AuditedSet> Sets { get; init; } = [];

    /// <summary>Why, in words for a person.</summary>
    public required string Reason { get; init; }

    /// <summary>By whom.</summary>
    public required AuditActor Actor { get; init; }

    /// <summary>Bytes of all files.</summary>
    public long Bytes => Files.Sum(file => file.Length);
}

/// <summary>A media file, as it was judged.</summary>
/// <param name="Path">Full path here, or path on the target.</param>
/// <param name="Stripe">Number of the stripe, from 1.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="Sha256">SHA-256, lower-case hexadecimal; null when nobody hashed it.</param>
public sealed record AuditedFile(string Path, int Stripe, long Length, string? Sha256);

/// <summary>A backup set, and why it may go.</summary>
/// <param name="SetGuid">The set.</param>
/// <param name="Database">Its database.</param>
/// <param name="FinishedAt">When it ended; null when nobody knows.</param>
/// <param name="Reason">Why it may go, in words for a person.</param>
public sealed record AuditedSet(Guid SetGuid, string Database, DateTimeOffset? FinishedAt, string Reason)
{
    /// <summary>The instance that took it; null in lines of versions that did not tell.</summary>
    public string? Instance { get; init; }

    /// <summary>What it holds; null in lines of versions that did not tell.</summary>
    public BackupKind? Kind { get; init; }

    /// <summary>The sizes that were acknowledged; null where none were.</summary>
    public SetSizes? Sizes { get; init; }

    /// <summary>What is written down of a set.</summary>
    internal static AuditedSet Of(BackupSet set, string reason) => new(set.SetGuid, set.Database, (set.FinishedAt ?? set.StartedAt).AsUtc(), reason) { Instance = set.Instance, Kind = set.Kind };
}

/// <summary>Who did something.</summary>
/// <param name="Account">The account, as the system names it.</param>
/// <param name="Machine">The machine that it ran on.</param>
public sealed record AuditActor(string Account, string Machine)
{
    /// <summary>The account and machine of this process.</summary>
    public static AuditActor Current { get; } = new(
        OperatingSystem.IsWindows() ? $@"{Environment.UserDomainName}\{Environment.UserName}" : Environment.UserName, Environment.MachineName);
}

/// <summary>What happened. Of what a plan refuses, only what passes with time is written down; all else is told by its run: nothing has happened to any file.</summary>
public enum AuditKind
{
    /// <summary>Written before the first deletion. Where none of the following comes after it, the removal was broken off in the middle.</summary>
    Removing = 0,

    /// <summary>All files of the media set are gone.</summary>
    Removed,

    /// <summary>The media were not what was judged: nothing was deleted.</summary>
    Left,

    /// <summary>The first deletion failed: nothing was deleted.</summary>
    Failed,

    /// <summary>Something was, or may have been, deleted, and the rest could not be: the next run goes on.</summary>
    Interrupted,

    /// <summary>A person looked into something suspicious and found it right.</summary>
    Acknowledged,

    /// <summary>The media are no longer expected here: somebody said that what they lay on is gone for good.</summary>
    Forgotten,

    /// <summary>The end of a line that a power cut left was taken off; the reason tells its length and hash.</summary>
    Mended,

    /// <summary>A person has looked into breaks of the chain, and it begins anew: the one file of the line is the log as far as it stood before, with length and hash.</summary>
    Begun,

    /// <summary>More would have gone at once than the policy allows: nothing was deleted. Of each database one set is named that would have gone.</summary>
    Refused,
}
