namespace PosBackup.Engine.Sql.Statements;

/// <summary>One RESTORE statement, fully decided.</summary>
internal sealed record RestoreCommand
{
    /// <summary>The database that is made, replaced or rolled forward.</summary>
    public required string Database { get; init; }

    /// <summary>RESTORE LOG; otherwise RESTORE DATABASE, of a full or a differential.</summary>
    public bool IsLog { get; init; }

    /// <summary>Files by stripe, as the instance sees them.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Which set on the media, from 1.</summary>
    public int Position { get; init; } = 1;

    /// <summary>Where files of the database go; those that are not named go where they lay.</summary>
    public IReadOnlyList<FileMove> Moves { get; init; } = [];

    /// <summary>REPLACE: overwrites a database of another family, files in the way, and a log that is in no backup.</summary>
    public bool Replace { get; init; }

    /// <summary>CHECKSUM: refused (3187) for a set that was made without. Without it the instance checks what checksums there are.</summary>
    public bool Checksum { get; init; } = true;

    public required RestoreEnding Ending { get; init; }

    /// <summary>Where rolling forward ends; null for the end of the set.</summary>
    public RestoreStop? Stop { get; init; }

    public int? BlockSize { get; init; }

    public int? BufferCount { get; init; }

    public int? MaxTransferSize { get; init; }
}

/// <summary>Where one file of the database goes.</summary>
/// <param name="LogicalName">Its logical name in the set.</param>
/// <param name="Path">Its new path, as the instance sees it.</param>
internal sealed record FileMove(string LogicalName, string Path);
