using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Catalog;

/// <summary>
/// A copy of a media file on a target, as it was last proven. It speaks of exactly the content whose SHA-256 it names; whether the target still has it, only
/// a look there tells.
/// </summary>
public sealed record BackupCopy
{
    /// <summary>Name of the target.</summary>
    public required string Target { get; init; }

    /// <summary>Which of several media of the target (the serial of a USB drive); empty where there is only one.</summary>
    public string Medium { get; init; } = "";

    /// <summary>Where the target led when the copy was proven: under one name it may lead elsewhere later, and nothing is proven there.</summary>
    public required string Address { get; init; }

    /// <summary>Full path of the media file here that it was made from.</summary>
    public required string Source { get; init; }

    /// <summary>Path on the target.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 of the content, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Length of the content in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Media set that the file belongs to.</summary>
    public required Guid MediaSetId { get; init; }

    /// <summary>Number of the stripe.</summary>
    public int Stripe { get; init; } = 1;

    /// <summary>The sets in it, by position: what tells one content from another where nobody has hashed the file here.</summary>
    public IReadOnlyList<Guid> SetGuids { get; init; } = [];

    /// <summary>
    /// The sets themselves, without their lists of files: what is kept elsewhere may need them, also while nobody can look at the target. Empty in records of versions that did not keep them.
    /// </summary>
    public IReadOnlyList<BackupSet> Sets { get; init; } = [];

    /// <summary>When the last byte was sent.</summary>
    public required DateTimeOffset ShippedAt { get; init; }

    /// <summary>When the copy was last proven; 1970 (<see cref="DateTimeOffset.UnixEpoch"/>) when the last look found it gone or rotten, and only its hash is kept.</summary>
    public required DateTimeOffset ProvenAt { get; init; }

    /// <summary>When it was first not listed, in a folder that showed nothing else either; null while it is listed. What was shipped there since says nothing of it.</summary>
    public DateTimeOffset? MissedSince { get; init; }

    /// <summary>How deep that was.</summary>
    public required VerificationDepth Depth { get; init; }

    /// <summary>When every byte was last read back; null when it never was.</summary>
    public DateTimeOffset? WholeAt { get; init; }

    /// <summary>What the random blocks of the last sample were drawn by, so that it can be repeated; null when no sample was taken.</summary>
    public long? Seed { get; init; }

    /// <summary>Version of PosBackup that proved it.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>Whether it lies on that medium, of a target that leads where it led when the copy was proven.</summary>
    internal bool LiesAt(string medium, string address) => string.Equals(Medium, medium, StringComparison.Ordinal) && string.Equals(Address, address, StringComparison.Ordinal);

    /// <summary>Whether it counts as a copy: the last look did not find it gone or rotten.</summary>
    internal bool IsProven => ProvenAt > DateTimeOffset.UnixEpoch;

    /// <summary>Whether it is likely to be there still: it counts, and the last run of shipping did not miss it.</summary>
    internal bool IsListed => IsProven && MissedSince is null;

    /// <summary>The record of a copy that was found gone or rotten, kept for its hash: what takes its place has to have that.</summary>
    internal BackupCopy WithoutProof() => this with { ProvenAt = DateTimeOffset.UnixEpoch, WholeAt = null };
}

/// <summary>A target, or one of the media that take turns at it, as it was last seen.</summary>
/// <param name="Target">Name of the target.</param>
/// <param name="Medium">Which of its media; empty where there is only one.</param>
/// <param name="MediumName">What people call that medium; null where there is only one.</param>
/// <param name="SeenAt">When it was last reached.</param>
/// <param name="BytesPerSecond">Speed of the last upload that was large enough to tell; null when none was.</param>
public sealed record TargetSighting(string Target, string Medium, string? MediumName, DateTimeOffset SeenAt, double? BytesPerSecond);
