namespace PosBackup.Engine.Backups.Placement;

/// <summary>What stands in a media file, or in all stripes of one, before a set goes there.</summary>
internal sealed record MediaState
{
    /// <summary>Files by stripe, as the instance sees them.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Whether the (first) file is there.</summary>
    public bool Exists { get; init; } = true;

    /// <summary>Why it cannot be used; null when it can be read.</summary>
    public string? Unreadable { get; init; }

    /// <summary>Whether every set on it carries our mark.</summary>
    public bool IsOurs { get; init; }

    /// <summary>Database families on it.</summary>
    public IReadOnlySet<Guid> Families { get; init; } = new HashSet<Guid>();

    /// <summary>Databases on it, by the names that they had.</summary>
    public IReadOnlyList<string> Databases { get; init; } = [];

    /// <summary>Sets on it by GUID.</summary>
    public IReadOnlySet<Guid> Sets { get; init; } = new HashSet<Guid>();

    public bool IsCompressed { get; init; }

    public bool IsEncrypted { get; init; }

    public int Stripes { get; init; } = 1;

    /// <summary>Bytes over all stripes; null when not known.</summary>
    public long? Bytes { get; init; }

    /// <summary>When its first set began; null when not known.</summary>
    public DateTimeOffset? OldestAt { get; init; }

    /// <summary>Physical block size; 0 when not known.</summary>
    public int BlockSize { get; init; }

    /// <summary>A path where nothing stands.</summary>
    public static MediaState Nothing(string file) => new() { Files = [file], Exists = false };
}
