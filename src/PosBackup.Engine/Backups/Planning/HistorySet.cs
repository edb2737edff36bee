using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups.Planning;

/// <summary>A backup set as msdb remembers it: of any tool, and no proof that the media still exists.</summary>
internal sealed record HistorySet
{
    public required Guid SetGuid { get; init; }

    public required BackupKind Kind { get; init; }

    public required string Database { get; init; }

    public string Name { get; init; } = "";

    public string Description { get; init; } = "";

    public string User { get; init; } = "";

    public string Machine { get; init; } = "";

    /// <summary>First file or device of the media set; empty when msdb has none.</summary>
    public string Path { get; init; } = "";

    public int Position { get; init; } = 1;

    public Lsn FirstLsn { get; init; }

    public Lsn LastLsn { get; init; }

    public ServerTime FinishedAt { get; init; }

    public bool IsSnapshot { get; init; }

    public bool IsCopyOnly { get; init; }

    /// <summary>The words for a result: who took it, with what, where to, when.</summary>
    public ForeignBackup ToForeign() => new()
    {
        SetGuid = SetGuid,
        Kind = Kind,
        User = User,
        Machine = Machine,
        Path = Path,
        FinishedAt = FinishedAt,
        Name = Name,
        IsSnapshot = IsSnapshot,
    };
}
