using System.Text.Json.Serialization;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Media;

/// <summary>What verification of one media set found (one file, or all stripes together).</summary>
public sealed record VerificationReport
{
    /// <summary>The files read, with their sets as far as they could be listed.</summary>
    public required IReadOnlyList<MediaFile> Media { get; init; }

    /// <summary>How deep the check went.</summary>
    public required VerificationLevel Level { get; init; }

    /// <summary>The outcome.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Everything found, in the order of severity, file and offset.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>SHA-256 of each file, lower-case hexadecimal, in the order of <see cref="Media"/>; empty when not asked for.</summary>
    public IReadOnlyList<string> Sha256 { get; init; } = [];

    /// <summary>What was counted on the way.</summary>
    public VerificationCounts Counts { get; init; } = new();
}

/// <summary>How deep verification went. A report always names it.</summary>
public enum VerificationLevel
{
    /// <summary>Nothing could be checked.</summary>
    None = 0,

    /// <summary>L0: the bytes are those that were written.</summary>
    [JsonStringEnumMemberName("L0")]
    L0,

    /// <summary>L1: the media is whole, checked without a server.</summary>
    [JsonStringEnumMemberName("L1")]
    L1,

    /// <summary>L2: restored to a scratch database.</summary>
    [JsonStringEnumMemberName("L2")]
    L2,

    /// <summary>L3: restored, CHECKDB clean, and the business assertions hold.</summary>
    [JsonStringEnumMemberName("L3")]
    L3,
}

/// <summary>Outcome of a verification. There is no "OK".</summary>
public enum Verdict
{
    /// <summary>Could not be checked: encrypted, or in a form that we have never seen.</summary>
    [JsonStringEnumMemberName("not checked")]
    NotChecked = 0,

    /// <summary>Everything that can be checked at this level was checked and is whole.</summary>
    Intact,

    /// <summary>Probably damaged.</summary>
    Suspect,

    /// <summary>Damaged or incomplete.</summary>
    Damaged,
}

/// <summary>What a verification counted.</summary>
public sealed record VerificationCounts
{
    /// <summary>Bytes read.</summary>
    public long Bytes { get; init; }

    /// <summary>Pages seen.</summary>
    public long Pages { get; init; }

    /// <summary>Pages whose checksum or torn bits were compared.</summary>
    public long PagesChecked { get; init; }

    /// <summary>Allocated data pages that carry neither checksum nor torn bits: only their place was checked.</summary>
    public long PagesUnprotected { get; init; }

    /// <summary>Log blocks whose checksum was compared.</summary>
    public long LogBlocksChecked { get; init; }

    /// <summary>Compressed chunks whose checksum was compared.</summary>
    public long ChunksChecked { get; init; }

    /// <summary>Backup checksums (WITH CHECKSUM) compared.</summary>
    public long BackupChecksumsChecked { get; init; }
}
