namespace PosBackup.Engine.Backups.Placement;

/// <summary>Where a set goes.</summary>
internal sealed record MediaPlan
{
    /// <summary>Files by stripe as they will be called in the end.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Files that BACKUP writes: the same, but for a swap.</summary>
    public required IReadOnlyList<string> Written { get; init; }

    public required Placing Placing { get; init; }

    /// <summary>Whether a file is there that the set takes the place of.</summary>
    public bool Replaces { get; init; }

    /// <summary>Why append mode took a new file.</summary>
    public RollOver? RollOver { get; init; }

    public IReadOnlyList<BackupNote> Notes { get; init; } = [];
}
