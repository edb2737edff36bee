using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups;

/// <summary>
/// What a run would do for one requested database, as everything is now. What it cannot foresee: that the instance refuses the kind, or cannot write to the folder, and what a run puts
/// right first that an earlier one left broken off.
/// </summary>
public sealed record PlannedBackup : RequestedBackup
{
    /// <summary>Kind that would be taken; null when it did not come to a plan.</summary>
    public BackupKind? PlannedKind { get; init; }

    /// <summary>How it would come there; null when it did not come to a plan.</summary>
    public Placing? Placing { get; init; }

    /// <summary>Whether the set would stand behind others in their media file.</summary>
    public bool Appended => Placing == Backups.Placing.Append;

    /// <summary>Whether it would take the place of a file that is there.</summary>
    public bool Replaces { get; init; }

    /// <summary>Files that would be written, appended to or replaced, by stripe.</summary>
    public IReadOnlyList<PlannedBackupFile> Files { get; init; } = [];

    /// <summary>Whether SQL Server would compress the set; null when only trying can tell.</summary>
    public bool? Compressed { get; init; }

    /// <summary>Whether SQL Server would encrypt the set.</summary>
    public bool Encrypted { get; init; }

    /// <summary>Bytes that it would take; null when that is not known before.</summary>
    public long? EstimatedBytes { get; init; }

    /// <summary>Whether it may well take less than <see cref="EstimatedBytes"/>.</summary>
    public bool IsCeiling { get; init; }

}

/// <summary>A file that a set would go to.</summary>
/// <param name="Path">Path as the instance sees it, with a <c>*</c> for the time and the digits that the name of a new file gets only when it is made.</param>
/// <param name="IsPattern">Whether it has that <c>*</c>.</param>
public sealed record PlannedBackupFile(string Path, bool IsPattern);
