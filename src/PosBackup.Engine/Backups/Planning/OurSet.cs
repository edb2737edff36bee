using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups.Planning;

/// <summary>A backup set of ours, as catalog, manifests or its own header tell.</summary>
/// <param name="Set">The set.</param>
/// <param name="Files">Its media files, by stripe.</param>
internal sealed record OurSet(BackupSet Set, IReadOnlyList<string> Files)
{
    /// <summary>Whether the media is still there; null when nobody looked or could.</summary>
    public bool? IsPresent { get; init; }

    /// <summary>Whether its last verification found damage.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>Whether a restore may be built on it, as far as known.</summary>
    public bool IsUsable => IsPresent != false && !IsDamaged;
}
