using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Retention;

/// <summary>What is judged, and by what.</summary>
public sealed record RetentionOptions
{
    /// <summary>Name of this store on the targets.</summary>
    public required string Store { get; init; }

    /// <summary>All targets that are defined: what lies there counts as copies.</summary>
    public IReadOnlyList<TargetDefinition> Targets { get; init; } = [];

    /// <summary>Names of the places that are judged: targets, and <see cref="Here"/>. Empty: all.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>Names of databases; <c>*</c> and <c>?</c> are wildcards, letter case does not matter. Empty: all.</summary>
    public IReadOnlyList<string> Databases { get; init; } = [];

    /// <summary>What this machine keeps, and all places together.</summary>
    public required RetentionPolicy Policy { get; init; }

    /// <summary>What a target keeps, by its name; null, or what it does not name, is kept by <see cref="Policy"/>.</summary>
    public Func<string, RetentionPolicy>? PolicyOf { get; init; }

    /// <summary>Sets that are held beside those of <see cref="Policies.HoldStore"/>, which always are: the holds that stand in a file of retention.</summary>
    public IReadOnlyList<RetentionHold> Holds { get; init; } = [];

    /// <summary>Sets whose suspicious time or size was looked into and found right: of one that is suspicious by both its time, and its size when it is acknowledged again.</summary>
    public IReadOnlySet<Guid> Acknowledged { get; init; } = new HashSet<Guid>();

    /// <summary>Bytes that are to be free in each place; less is an alarm, and loosens no rule. Null: none; 0 or more.</summary>
    public long? WantedFreeBytes { get; init; }

    /// <summary>
    /// Media that a run may remove of those that its plan lets go, as a plan tells them. What is not in it stays, with all that its restore needs; removals that an earlier run began are
    /// ended. Null: all. A plan shows all.
    /// </summary>
    public IReadOnlySet<ApprovedRemoval>? Approved { get; init; }

    /// <summary>The name of this machine among <see cref="Places"/>.</summary>
    public static string Here => "here";

    internal bool Judges(RetentionPlace place) =>
        Places.Count == 0 || Places.Contains(place.IsHere ? Here : place.Target, TargetName.Comparer);

    internal RetentionPolicy For(RetentionPlace place) => place.IsHere ? Policy : PolicyOf?.Invoke(place.Target) ?? Policy;
}

/// <summary>Media that a person approved to be removed.</summary>
/// <param name="Place">Where they lie.</param>
/// <param name="MediaSetId">The media set.</param>
public sealed record ApprovedRemoval(RetentionPlace Place, Guid MediaSetId);
