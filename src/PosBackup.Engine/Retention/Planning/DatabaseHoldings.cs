using System.Runtime.InteropServices;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Retention.Planning;

/// <summary>
/// The sets of one database in one place: all on the recovery forks that it was on under one name. Restored copies, and tills that were set up from one template, share the
/// family and are databases of their own: the newest backup of one stands for nothing of another.
/// <code>
/// TILL1 Shop     A ────r── B ────      forks A and B: one database, though it was restored to r
/// TILL1 Copy           └── C ────      fork C
/// TILL2 Shop           └── D ────      fork D
/// </code>
/// </summary>
internal sealed class DatabaseHoldings
{
    /// <param name="family">The family.</param>
    /// <param name="name">Name of the database.</param>
    /// <param name="sets">Its sets: indices in the family, in the order of the log.</param>
    public DatabaseHoldings(FamilyHoldings family, string name, int[] sets)
    {
        (Family, Name, Sets) = (family, name, sets);
        NewestFirst = ByTime();
        int newest = Array.FindIndex(NewestFirst, family.Graph.Reaches);
        Newest = newest < 0 ? -1 : NewestFirst[newest];
    }

    /// <summary>The family.</summary>
    public FamilyHoldings Family { get; }

    /// <summary>Name of the database.</summary>
    public string Name { get; }

    /// <summary>Its sets, in the order of the log.</summary>
    public int[] Sets { get; }

    /// <summary>The recovery forks that it was on.</summary>
    public IEnumerable<Guid> Forks => Sets.Select(index => Family.Sets[index].Set.RecoveryForkGuid).Distinct();

    /// <summary>Its sets by their moments, the newest first.</summary>
    public int[] NewestFirst { get; }

    /// <summary>The newest set to which a way leads; -1 when none does.</summary>
    public int Newest { get; }

    /// <summary>The databases of a family. A fork may belong to several, where a database was renamed while another took its name.</summary>
    public static IReadOnlyList<DatabaseHoldings> Of(FamilyHoldings family)
    {
        BackupSet first = family.Sets[0].Set;
        if (Array.TrueForAll(family.Sets, known => SetFamily.IsOf(known.Set, first.Database, first.Instance)))
            return [new DatabaseHoldings(family, first.Database, [.. Enumerable.Range(0, family.Sets.Length)])];

        var forks = new Dictionary<Guid, List<int>>();
        var names = new Dictionary<(string Instance, string Database), HashSet<Guid>>(NameComparer.Instance);
        for (int i = 0; i < family.Sets.Length; i++)
        {
            BackupSet set = family.Sets[i].Set;
            (CollectionsMarshal.GetValueRefOrAddDefault(forks, set.RecoveryForkGuid, out _) ??= []).Add(i);
            (CollectionsMarshal.GetValueRefOrAddDefault(names, (set.Instance, set.Database), out _) ??= []).Add(set.RecoveryForkGuid);
        }

        return
        [
            .. names
                .DistinctBy(name => name.Value, HashSet<Guid>.CreateSetComparer())
                .Select(name => new DatabaseHoldings(family, name.Key.Database, [.. name.Value.SelectMany(fork => forks[fork]).Order()])),
        ];
    }

    private int[] ByTime()
    {
        DateTimeOffset[] times = Family.Times;
        int[] order = [.. Sets];
        Array.Reverse(order);
        for (int i = 1; i < order.Length; i++)
        {
            if (times[order[i]] <= times[order[i - 1]])
                continue;

            Array.Sort(order, (one, other) => times[other].CompareTo(times[one]) is not 0 and var byTime ? byTime : other.CompareTo(one));
            break;
        }

        return order;
    }

    private sealed class NameComparer : IEqualityComparer<(string Instance, string Database)>
    {
        public static NameComparer Instance { get; } = new();

        public bool Equals((string Instance, string Database) x, (string Instance, string Database) y) =>
            StringComparer.OrdinalIgnoreCase.Equals(x.Instance, y.Instance) && StringComparer.OrdinalIgnoreCase.Equals(x.Database, y.Database);

        public int GetHashCode((string Instance, string Database) name) =>
            HashCode.Combine(StringComparer.OrdinalIgnoreCase.GetHashCode(name.Instance), StringComparer.OrdinalIgnoreCase.GetHashCode(name.Database));
    }
}
