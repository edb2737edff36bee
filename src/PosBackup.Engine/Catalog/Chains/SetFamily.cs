namespace PosBackup.Engine.Catalog.Chains;

/// <summary>
/// All known sets of one database family: the database across renames, and its restored copies, which share the family and differ by
/// recovery fork. A database that was dropped and made anew under the same name is another family.
/// </summary>
public sealed record SetFamily
{
    /// <summary>The family; all zero when the media does not tell (then the name and the instance make the group).</summary>
    public required Guid FamilyGuid { get; init; }

    /// <summary>Its sets in the order of the log they end at.</summary>
    public required IReadOnlyList<KnownSet> Sets { get; init; }

    /// <summary>The names that the database had in these sets, the newest first.</summary>
    public IReadOnlyList<string> Names =>
        [.. Sets.OrderByDescending(known => known.Set.StartedAt.AsUtc()).Select(known => known.Set.Database).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>When the newest set was taken.</summary>
    public DateTimeOffset NewestAt => Sets.Max(known => known.Set.StartedAt.AsUtc());

    /// <summary>Whether a set of this name, and of this instance if one is given, is among them.</summary>
    public bool Has(string database, string? instance = null) => Sets.Any(known => IsOf(known.Set, database, instance));

    /// <summary>What the sets of a family have in common: its GUID; where media are too old to tell one, instance and name.</summary>
    internal static (Guid Family, string Name) KeyOf(BackupSet set) =>
        set.FamilyGuid != Guid.Empty ? (set.FamilyGuid, "") : (Guid.Empty, $"{set.Instance}\0{set.Database}".ToUpperInvariant());

    internal static bool IsOf(BackupSet set, string? database, string? instance) =>
        (database is null || string.Equals(set.Database, database, StringComparison.OrdinalIgnoreCase))
        && (instance is null || string.Equals(set.Instance, instance, StringComparison.OrdinalIgnoreCase));
}
