namespace PosBackup.Engine.Retention;

/// <summary>All that a plan of retention is made of.</summary>
public sealed record RetentionFacts
{
    /// <summary>The clock.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The places whose media are judged. What lies elsewhere (a drive that is not in) counts as copies only.</summary>
    public required IReadOnlyList<PlaceFacts> Places { get; init; }

    /// <summary>The media, in any order; also those in places that are not judged.</summary>
    public required IReadOnlyList<HeldMedia> Media { get; init; }

    /// <summary>All media that are known, also of databases that are not judged: by when the newest of all were taken it is told whether the clock is right. Null: those that are judged.</summary>
    internal IReadOnlyList<HeldMedia>? Known { get; init; }

    /// <summary>Sets that are gone: expired ones tell how usual a pause is as well. Of each database one of each kind for each day is enough.</summary>
    internal IReadOnlyCollection<RememberedSet> BackedUp { get; init; } = [];

    /// <summary>The policy of all places together: what no place can restore by itself, but all can together, is kept by it.</summary>
    public required RetentionPolicy Policy { get; init; }

    /// <summary>Whether targets are defined: also where none of them was reached, a file here then asks for a copy.</summary>
    public bool HasTargets { get; init; }

    /// <summary>Holds, ended ones too.</summary>
    public IReadOnlyList<RetentionHold> Holds { get; init; } = [];

    /// <summary>What somebody has looked into and found right.</summary>
    public IReadOnlyList<Acknowledgement> Acknowledged { get; init; } = [];

    /// <summary>What was refused before as too much at once, and was not let go since.</summary>
    internal IReadOnlyList<RefusedRemoval> Refused { get; init; } = [];
}

/// <summary>One place that is judged.</summary>
public sealed record PlaceFacts
{
    /// <summary>The place.</summary>
    public required RetentionPlace Place { get; init; }

    /// <summary>What it is to keep.</summary>
    public required RetentionPolicy Policy { get; init; }

    /// <summary>Whether this account may only add there: its media are judged, and left to whoever may remove them.</summary>
    public bool IsAppendOnly { get; init; }

    /// <summary>Whether the catalog has shipped there: what it knows nothing of there is another machine's.</summary>
    public bool IsShippedTo { get; init; }

    /// <summary>What another clock showed at <see cref="RetentionFacts.Now"/>: of those that were asked the one that is the farthest from ours. Null when none tells.</summary>
    public DateTimeOffset? Clock { get; init; }

    /// <summary>Name of the target whose clock that is; null: the place's own.</summary>
    public string? ClockOf { get; init; }

    /// <summary>Why a look at the place may not have seen all that lies there; then nothing there is removed. Null when it has.</summary>
    public string? Doubt { get; init; }

    /// <summary>Free bytes; null when nobody knows.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>Bytes that are to be free; less is an alarm, and loosens no rule. Null: none asked for.</summary>
    public long? WantedFreeBytes { get; init; }
}
