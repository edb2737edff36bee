using System.Text.Json.Serialization;

namespace PosBackup.Engine.Catalog;

/// <summary>One file of a media set (one stripe) with the backup sets on it, as its own headers tell.</summary>
public sealed record MediaFile
{
    /// <summary>Path as given.</summary>
    [JsonPropertyName("file")]
    public required string Path { get; init; }

    /// <summary>Length in bytes.</summary>
    public long Length { get; init; }

    /// <summary>How the file is built.</summary>
    public MediaContainer Container { get; init; }

    /// <summary>Whether the sets are compressed by SQL Server.</summary>
    public bool IsCompressed { get; init; }

    /// <summary>Whether the sets are encrypted by SQL Server: nothing but the container can be read.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>Media set: the same in all stripes.</summary>
    public Guid MediaSetId { get; init; }

    /// <summary>Media family: this file's number in the set's catalog.</summary>
    public uint MediaFamilyId { get; init; }

    /// <summary>Number of this stripe, from 1.</summary>
    public int Stripe { get; init; } = 1;

    /// <summary>Number of stripes of the media set.</summary>
    public int Stripes { get; init; } = 1;

    /// <summary>MEDIANAME.</summary>
    public string MediaName { get; init; } = "";

    /// <summary>MEDIADESCRIPTION.</summary>
    public string MediaDescription { get; init; } = "";

    /// <summary>Program that formatted the media: Microsoft SQL Server.</summary>
    public string SoftwareName { get; init; } = "";

    /// <summary>When the media was formatted.</summary>
    public ServerTime? MediaDate { get; init; }

    /// <summary>Whether a MEDIAPASSWORD was set.</summary>
    public bool HasPassword { get; init; }

    /// <summary>Physical block size in bytes.</summary>
    public int BlockSize { get; init; }

    /// <summary>Backup sets by position.</summary>
    public IReadOnlyList<BackupSet> Sets { get; init; } = [];
}

/// <summary>How a media file is built.</summary>
public enum MediaContainer
{
    /// <summary>Not a SQL Server backup file.</summary>
    Unknown = 0,

    /// <summary>Microsoft Tape Format, plain (<c>TAPE…</c>).</summary>
    [JsonStringEnumMemberName("MTF")]
    Mtf,

    /// <summary>Chunks of MTF, compressed or encrypted (<c>MSSQLBAK</c>).</summary>
    [JsonStringEnumMemberName("MSSQLBAK")]
    MssqlBak,
}
