using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>One BACKUP statement, fully decided.</summary>
internal sealed record BackupCommand
{
    public required string Database { get; init; }

    public required BackupKind Kind { get; init; }

    /// <summary>Files by stripe, as the instance sees them.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>INIT: what stands in the files is overwritten. Otherwise NOINIT, which on a new file is the same.</summary>
    public bool Overwrite { get; init; }

    public bool CopyOnly { get; init; }

    /// <summary>NORECOVERY, of a log: the tail. The database is left restoring, so that nothing can be written behind it.</summary>
    public bool NoRecovery { get; init; }

    /// <summary>NO_TRUNCATE, of a log: reads it though the data files are damaged or gone.</summary>
    public bool NoTruncate { get; init; }

    /// <summary>COMPRESSION or NO_COMPRESSION; null leaves it to the instance's setting.</summary>
    public bool? Compress { get; init; }

    public BackupEncryption? Encryption { get; init; }

    public bool Checksum { get; init; } = true;

    public required string Name { get; init; }

    public required string Description { get; init; }

    public int? RetainDays { get; init; }

    public int? BlockSize { get; init; }

    public int? BufferCount { get; init; }

    public int? MaxTransferSize { get; init; }
}
