using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Targets;

namespace PosBackup.Engine.Transfers;

/// <summary>Which files a restore to a moment needs, and where they are; or why no files lead there.</summary>
public sealed record FetchPlan
{
    /// <summary>Store that the files are of, as the targets name it; null when nothing was found.</summary>
    public string? Store { get; init; }

    /// <summary>The files, in the order of the restore, each once; empty with a gap.</summary>
    public IReadOnlyList<FetchItem> Items { get; init; } = [];

    /// <summary>The moment that they lead to; null with a gap.</summary>
    public ServerTime? Reached { get; init; }

    /// <summary>Why the moment cannot be reached; null when it can.</summary>
    public ChainGap? Gap { get; init; }

    /// <summary>What a person should know: targets that could not be reached, files of no use, what was passed over.</summary>
    public IReadOnlyList<SyncNote> Notes { get; init; } = [];

    /// <summary>Bytes of the files.</summary>
    public long Bytes => Items.Aggregate(0L, (sum, item) => sum + Math.Min(item.Length, long.MaxValue - sum));
}

/// <summary>One media file to fetch.</summary>
public sealed record FetchItem
{
    /// <summary>What it is; null when no manifest tells, and only its content will.</summary>
    public required Manifest? Manifest { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Where it goes.</summary>
    public required string File { get; init; }

    /// <summary>Where it is, in the order of the targets.</summary>
    public required IReadOnlyList<FetchSource> Sources { get; init; }
}

/// <summary>One place where a media file is.</summary>
/// <param name="Target">Name of the target.</param>
/// <param name="Path">Path on it.</param>
/// <param name="ModifiedAt">Time stamp there; null when the target tells none.</param>
public sealed record FetchSource(string Target, TargetPath Path, DateTimeOffset? ModifiedAt);
