using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Transfers;

namespace PosBackup.Engine.Repositories;

/// <summary>A media file on a target.</summary>
internal sealed record RepositoryMedia
{
    /// <summary>Where it lies.</summary>
    public required TargetPath Path { get; init; }

    /// <summary>Name of the store; the text of its folder where that is cut.</summary>
    public required string Store { get; init; }

    /// <summary>Its length: as listed, or as far as its manifest tells of it.</summary>
    public required long Length { get; init; }

    /// <summary>Bytes that lie behind that: an append is under way, or somebody wrote to the file.</summary>
    public long Surplus { get; init; }

    /// <summary>Its time stamp, by the target's clock; null when the target tells none.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>What it is, of that length; null when no manifest tells.</summary>
    public Manifest? Manifest { get; init; }
}

/// <summary>What was found on a target.</summary>
/// <param name="Media">The media files, by path.</param>
/// <param name="Problems">What is of no use, and why: a backup may be in it.</param>
internal sealed record RepositoryContents(IReadOnlyList<RepositoryMedia> Media, IReadOnlyList<SyncNote> Problems)
{
    /// <summary>Files whose names we never give, by path: nobody looked into them.</summary>
    public IReadOnlyList<TargetPath> LeftOut { get; init; } = [];

    /// <summary>Whether something tells of every file what is in it.</summary>
    public bool IsWhole => LeftOut.Count == 0 && Media.All(media => media.Manifest is not null);
}
