namespace PosBackup.Engine.Media;

/// <summary>One thing that verification has to say about a media file.</summary>
public sealed record Finding
{
    /// <summary>How bad it is.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>Stable, machine-readable kind.</summary>
    public required FindingCode Code { get; init; }

    /// <summary>One sentence for a person.</summary>
    public required string Message { get; init; }

    /// <summary>The file it was found in.</summary>
    public string? Path { get; init; }

    /// <summary>Position of the backup set; null when it concerns the media as a whole.</summary>
    public int? Position { get; init; }

    /// <summary>Byte offset in the file; null when there is no one place.</summary>
    public long? Offset { get; init; }
}

/// <summary>How bad a finding is.</summary>
public enum FindingSeverity
{
    /// <summary>Nothing wrong, but worth knowing: what was not checked, and why.</summary>
    Note,

    /// <summary>Probably damage, but a healthy backup can look like this too.</summary>
    Suspect,

    /// <summary>Damage.</summary>
    Error,
}
