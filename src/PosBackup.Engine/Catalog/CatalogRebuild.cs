namespace PosBackup.Engine.Catalog;

/// <summary>What a rebuild of the catalog found.</summary>
public sealed record CatalogRebuild
{
    /// <summary>Media files now in the catalog from these folders.</summary>
    public required int Media { get; init; }

    /// <summary>Backup sets on them.</summary>
    public required int Sets { get; init; }

    /// <summary>Of the media files, those whose manifest told; the others were read from their headers.</summary>
    public required int FromManifests { get; init; }

    /// <summary>Media files of these folders that the catalog no longer expects, because they are gone.</summary>
    public required IReadOnlyList<string> Dropped { get; init; }

    /// <summary>What could not be read, is no whole backup or is damaged, and manifests that were of no use.</summary>
    public required IReadOnlyList<RebuildProblem> Problems { get; init; }

    /// <summary>Media files of these folders that stay expected although nothing was seen where they lay, which may be a disk that is not mounted; a problem tells of each folder.</summary>
    public IReadOnlyList<string> Unseen { get; init; } = [];

    /// <summary>Where a damaged catalog was put; null when there was none.</summary>
    public string? SetAside { get; init; }
}

/// <summary>Something a rebuild could not use.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Error">Why.</param>
/// <param name="IsUnread">Whether nothing in it could be used, and what the catalog knew of it stays; false when the file was taken all the same.</param>
public sealed record RebuildProblem(string Path, PosBackupException Error, bool IsUnread)
{
    /// <summary>Whether nothing is there at all: a folder that is gone, or is empty where media are expected.</summary>
    public bool IsUnseen { get; init; }
}
