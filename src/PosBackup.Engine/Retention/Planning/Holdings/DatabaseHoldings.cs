using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Retention.Planning.Holdings;

/// <summary>
/// The sets of one database in one place: those that were taken of it under one name on one instance, whatever recovery forks it was on. Restored copies, and tills that were
/// set up from one template, share the family and are databases of their own: the newest backup of one stands for nothing of another.
/// <code>
/// TILL1 Shop     A ────r── B ────      one database, though it was restored to r; its sets on B build on those on A
/// TILL1 Copy           └── C ────      another
/// TILL2 Shop           └── D ────      another
/// </code>
/// A database that was renamed is an abandoned one and a new one: a name belongs to the set, and does not change when other sets go.
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

    /// <summary>Its sets by their moments, the newest first.</summary>
    public int[] NewestFirst { get; }

    /// <summary>The newest set to which a way leads; -1 when none does.</summary>
    public int Newest { get; }

    /// <summary>When the oldest moment was that the policy promises; null while it promises none.</summary>
    public DateTimeOffset? PromisedSince { get; set; }

    /// <summary>The databases of a family.</summary>
    public static IReadOnlyList<DatabaseHoldings> Of(FamilyHoldings family)
    {
        BackupSet first = family.Sets[0];
        if (Array.TrueForAll(family.Sets, set => SetFamily.IsOf(set, first.Database, first.Instance)))
            return [new DatabaseHoldings(family, first.Database, [.. Enumerable.Range(0, family.Sets.Length)])];

        var names = new Dictionary<(string Instance, string Database), List<int>>(DatabaseNameComparer.Instance);
        for (int i = 0; i < family.Sets.Length; i++)
        {
            (string, string) name = (family.Sets[i].Instance, family.Sets[i].Database);
            if (!names.TryGetValue(name, out List<int>? sets))
                names.Add(name, sets = []);
            sets.Add(i);
        }

        return [.. names.Select(name => new DatabaseHoldings(family, name.Key.Database, [.. name.Value]))];
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
}
