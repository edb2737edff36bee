namespace PosBackup.PowerShell.Records;

/// <summary>A file of a database, as a backup set describes it.</summary>
public sealed class DatabaseFile : Record
{
    /// <summary>Name in the database.</summary>
    public string LogicalName { get; internal set; } = "";

    /// <summary>Where it was.</summary>
    public string PhysicalName { get; internal set; } = "";

    /// <summary>Pages or log.</summary>
    public DatabaseFileType Type { get; internal set; }

    /// <summary>Number in the database.</summary>
    public int FileId { get; internal set; }

    /// <summary>Name of its file group; null for the log.</summary>
    public string? FileGroup { get; internal set; }

    /// <summary>Bytes that it had.</summary>
    public long Size { get; internal set; }

    /// <summary>Bytes that it may have.</summary>
    public long MaxSize { get; internal set; }

    /// <summary>Bytes of it in the set.</summary>
    public long BackupSize { get; internal set; }

    /// <summary>Identity of the file.</summary>
    public Guid UniqueId { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{LogicalName}");
}
