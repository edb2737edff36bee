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

    /// <summary>Where a damaged catalog was put; null when there was none.</summary>
    public string? SetAside { get; init; }
}

/// <summary>What a rebuild does with media that the catalog expects in a folder that is gone or empty.</summary>
public enum UnseenMedia
{
    /// <summary>They stay expected, and that is told: a disk may not be mounted.</summary>
    Kept = 0,

    /// <summary>They are no longer expected.</summary>
    Forgotten,
}

/// <summary>Something a rebuild could not use.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Error">Why.</param>
/// <param name="IsUnread">Whether nothing in it could be used, and what the catalog knew of it stays; false when the file was taken all the same.</param>
public sealed record RebuildProblem(string Path, PosBackupException Error, bool IsUnread);
