using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups.Placement;

/// <summary>What is to be placed.</summary>
internal sealed record MediaRequest
{
    public required BackupMode Mode { get; init; }

    public required string Database { get; init; }

    /// <summary>Null when the login may not see it.</summary>
    public required Guid? Family { get; init; }

    public required BackupKind Kind { get; init; }

    public required string Folder { get; init; }

    public string? MediaFile { get; init; }

    public int Stripes { get; init; } = 1;

    public bool Compress { get; init; }

    public bool Encrypt { get; init; }

    public int? BlockSize { get; init; }

    public MediaCaps Caps { get; init; } = new();

    /// <summary>Whether this process sees the files that the instance writes.</summary>
    public bool Visible { get; init; } = true;

    /// <summary>Mark of the set: names what is new.</summary>
    public required Guid Mark { get; init; }

    public required DateTimeOffset Now { get; init; }
}
