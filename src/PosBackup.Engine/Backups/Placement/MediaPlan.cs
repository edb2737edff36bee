namespace PosBackup.Engine.Backups.Placement;

/// <summary>Where a set goes.</summary>
internal sealed record MediaPlan
{
    /// <summary>Files by stripe as they will be called in the end.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Files that BACKUP writes: the same, but for a swap.</summary>
    public required IReadOnlyList<string> Written { get; init; }

    public required Placing Placing { get; init; }

    /// <summary>Why append mode took a new file.</summary>
    public RollOver? RollOver { get; init; }

    public IReadOnlyList<BackupNote> Notes { get; init; } = [];
}

/// <summary>The ways in which a set comes to its place.</summary>
internal enum Placing
{
    /// <summary>Into files that are not there yet.</summary>
    New = 0,

    /// <summary>Behind the sets of a media file (NOINIT).</summary>
    Append,

    /// <summary>Into a file beside, which takes the old one's name when it is verified.</summary>
    Swap,

    /// <summary>Over the old file (INIT), where this process cannot swap.</summary>
    Init,
}
