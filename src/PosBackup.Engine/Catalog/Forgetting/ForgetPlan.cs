namespace PosBackup.Engine.Catalog.Forgetting;

/// <summary>What the catalog would no longer expect, as a disk is gone for good, and what that means.</summary>
public sealed record ForgetPlan
{
    /// <summary>The media files that are gone, as recorded, by path.</summary>
    public required IReadOnlyList<Manifest> Media { get; init; }

    /// <summary>Media files below the same paths that are there: they stay expected, by path.</summary>
    public required IReadOnlyList<string> There { get; init; }

    /// <summary>The sets on the media that nothing else is known to have whole, here or as a proven copy on a target: oldest first.</summary>
    public required IReadOnlyList<BackupSet> Lost { get; init; }

    /// <summary>Sets that lie elsewhere, and can be restored no more without those that are lost: oldest first.</summary>
    public IReadOnlyList<BackupSet> Stranded { get; init; } = [];

    /// <summary>Targets that have the only copies left of other sets on the media, by name: nobody asks them now.</summary>
    public IReadOnlyList<OnlyCopies> OnlyCopies { get; init; } = [];
}

/// <summary>What nothing but copies on one target is known of.</summary>
/// <param name="Target">Name of the target, as it was when they were proven.</param>
/// <param name="Sets">How many sets.</param>
/// <param name="ProvenAt">When the copy was last proven whose proof is the oldest.</param>
public sealed record OnlyCopies(string Target, int Sets, DateTimeOffset ProvenAt);
