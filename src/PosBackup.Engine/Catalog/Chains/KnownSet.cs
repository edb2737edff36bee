namespace PosBackup.Engine.Catalog.Chains;

/// <summary>One backup set with everything that is known of where it lies.</summary>
public sealed record KnownSet
{
    /// <summary>The set, by the source that knows it best.</summary>
    public required BackupSet Set { get; init; }

    /// <summary>The source that knows it best.</summary>
    public SetSource Source { get; init; } = SetSource.Media;

    /// <summary>Where it lies, the best place first; empty when it was found nowhere.</summary>
    public IReadOnlyList<SetCopy> Copies { get; init; } = [];

    /// <summary>Files or devices that it went to, for a person: where to look for what is missing.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];

    /// <summary>Why no restore can use the set; null when one can.</summary>
    public SetObstacle? Obstacle { get; init; }

    /// <summary>Whether a restore can use it.</summary>
    public bool IsUsable => Obstacle is null;

    /// <summary>The copy that a restore takes.</summary>
    public SetCopy? Best => Copies.Count > 0 ? Copies[0] : null;

    /// <summary>Whether only the history of an instance knows it: another tool's set, or one that was removed on purpose.</summary>
    public bool IsHearsay => Source == SetSource.History && Copies.Count == 0;

    /// <summary>Bytes that a restore of the set reads.</summary>
    public long Bytes => Set.CompressedSize > 0 ? Set.CompressedSize : Math.Max(0, Set.BackupSize);

    /// <summary>The set in a sentence: <c>the log backup of 2026-03-01T12:00:00+08:00 (set 3 of D:\a.bak)</c>.</summary>
    public override string ToString() => SetWords.Of(this);
}

/// <summary>Why a set is of no use to a restore.</summary>
public enum SetObstacle
{
    /// <summary>Its media was not found anywhere that was looked at.</summary>
    NotFound,

    /// <summary>Some of its stripes were not found.</summary>
    StripesMissing,

    /// <summary>Verification found its media damaged, or it was taken of a damaged database.</summary>
    Damaged,

    /// <summary>It was cut off before its end.</summary>
    Unfinished,

    /// <summary>A snapshot (VSS): its data is not in the media.</summary>
    Snapshot,

    /// <summary>Of files or filegroups only, or of a kind that we do not know.</summary>
    UnsupportedKind,
}
