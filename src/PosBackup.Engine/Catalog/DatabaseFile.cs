namespace PosBackup.Engine.Catalog;

/// <summary>One file of the database as the backup set describes it (a row of RESTORE FILELISTONLY).</summary>
public sealed record DatabaseFile
{
    /// <summary>Logical name.</summary>
    public required string LogicalName { get; init; }

    /// <summary>Path on the instance that made the set.</summary>
    public required string PhysicalName { get; init; }

    /// <summary>Whether this is a log file.</summary>
    public bool IsLog { get; init; }

    /// <summary>Number in the database.</summary>
    public int FileId { get; init; }

    /// <summary>Filegroup number; 0 for log files.</summary>
    public int FileGroupId { get; init; }

    /// <summary>Filegroup name; null for log files.</summary>
    public string? FileGroupName { get; init; }

    /// <summary>Size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Greatest size in bytes.</summary>
    public long MaxSize { get; init; }

    /// <summary>Growth step: bytes, or percent when below 101.</summary>
    public long Growth { get; init; }

    /// <summary>Bytes of this file in the set.</summary>
    public long BackupSize { get; init; }

    /// <summary>GUID of the file.</summary>
    public Guid UniqueId { get; init; }

    /// <summary>LSN at which the file was created.</summary>
    public Lsn CreateLsn { get; init; }

    /// <summary>Differential base of the file after this backup.</summary>
    public Lsn DifferentialBaseLsn { get; init; }

    /// <summary>GUID of the file's differential base after this backup.</summary>
    public Guid DifferentialBaseGuid { get; init; }

    /// <summary>Sector size of the disk the file lay on.</summary>
    public int SourceBlockSize { get; init; }
}
