using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Drills.Evidence;

/// <summary>A backup set that a drill restored.</summary>
public sealed record DrilledSet
{
    /// <summary>BackupSetGUID.</summary>
    public required Guid SetGuid { get; init; }

    /// <summary>What it holds.</summary>
    public required BackupKind Kind { get; init; }

    /// <summary>Whether it is copy-only.</summary>
    public bool IsCopyOnly { get; init; }

    /// <summary>Ordinal on its media, from 1.</summary>
    public required int Position { get; init; }

    /// <summary>First LSN.</summary>
    public Lsn FirstLsn { get; init; }

    /// <summary>Last LSN.</summary>
    public Lsn LastLsn { get; init; }

    /// <summary>When the backup finished; null when its media does not tell.</summary>
    public ServerTime? FinishedAt { get; init; }

    /// <summary>Its media files, one for each stripe.</summary>
    public required IReadOnlyList<DrilledFile> Files { get; init; }
}

/// <summary>A file that a drill read.</summary>
public sealed record DrilledFile
{
    /// <summary>Its full path.</summary>
    public required string Path { get; init; }

    /// <summary>Length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>SHA-256, lower-case hexadecimal; null when it was not read as a whole.</summary>
    public string? Sha256 { get; init; }
}
