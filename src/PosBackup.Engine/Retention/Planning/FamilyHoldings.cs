using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Media;

namespace PosBackup.Engine.Retention.Planning;

/// <summary>
/// The sets of one database family in one place, in the order of the log, with the ways that lead to them from what lies in that place alone. Of several ways the one with the
/// newest full is the set's way, and of those the one with the fewest sets: so the oldest are needed least.
/// </summary>
internal sealed class FamilyHoldings
{
    /// <summary>A full costs more than any number of other sets, and an older full more than a newer one.</summary>
    private const int FullShift = 22;

    private readonly Dictionary<Guid, int> _index;
    private readonly List<KeepReason>?[] _keeps;

    /// <param name="sets">The sets, each once, by <see cref="SetOrder"/>.</param>
    /// <param name="media">For each set the media that it lies on: indices in the place.</param>
    /// <param name="zone">Zone of clocks that media tell no offset of.</param>
    public FamilyHoldings(KnownSet[] sets, int[][] media, TimeZoneInfo zone)
    {
        (Sets, Media) = (sets, media);
        Times = Array.ConvertAll(sets, known => SetTime.Of(known.Set, zone));
        _index = new Dictionary<Guid, int>(sets.Length);
        for (int i = 0; i < sets.Length; i++)
            _index[sets[i].Set.SetGuid] = i;
        _keeps = new List<KeepReason>?[sets.Length];
        Graph = Walk(include: null);
        NewestFirst = ByTime();
        int newest = Array.FindIndex(NewestFirst, Graph.Reaches);
        Newest = newest < 0 ? -1 : NewestFirst[newest];
    }

    /// <summary>The sets, in the order of the log.</summary>
    public KnownSet[] Sets { get; }

    /// <summary>For each set the media that it lies on.</summary>
    public int[][] Media { get; }

    /// <summary>For each set the moment that its end is.</summary>
    public DateTimeOffset[] Times { get; }

    /// <summary>The ways.</summary>
    public ChainGraph Graph { get; }

    /// <summary>The sets by their moments, the newest first.</summary>
    public int[] NewestFirst { get; }

    /// <summary>The family.</summary>
    public Guid FamilyGuid => Sets[0].Set.FamilyGuid;

    /// <summary>The newest name of the database.</summary>
    public string Database => Sets[NewestFirst[0]].Set.Database;

    /// <summary>The newest set to which a way leads; -1 when none does.</summary>
    public int Newest { get; }

    /// <summary>The way to each set, over such sets only.</summary>
    public ChainGraph Walk(Func<KnownSet, bool>? include) => ChainGraph.Walk(Sets, new ChainOptions(), include, Cost);

    /// <summary>The index of a set; null when it is not here.</summary>
    public int? IndexOf(Guid set) => _index.TryGetValue(set, out int index) ? index : null;

    /// <summary>Why a set is kept; empty when it is not.</summary>
    public IReadOnlyList<KeepReason> Keeps(int index) => _keeps[index] ?? (IReadOnlyList<KeepReason>)[];

    /// <summary>Whether anything keeps a set.</summary>
    public bool IsKept(int index) => _keeps[index] is not null;

    /// <summary>Adds a reason; the first of each rule counts.</summary>
    /// <returns>Whether the set was not kept before.</returns>
    public bool Keep(int index, KeepReason reason)
    {
        if (_keeps[index] is not { } reasons)
        {
            _keeps[index] = [reason];
            return true;
        }

        if (!reasons.Exists(one => one.Rule == reason.Rule))
            reasons.Add(reason);
        return false;
    }

    private long Cost(KnownSet known)
    {
        if (known.Best?.Verdict == Verdict.Suspect)
            return long.MaxValue;

        return known.Set.Kind == BackupKind.Full ? (long)(Sets.Length - _index[known.Set.SetGuid] + 1) << FullShift : 1;
    }

    private int[] ByTime()
    {
        int[] order = new int[Sets.Length];
        bool isInOrder = true;
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = order.Length - 1 - i;
            isInOrder &= i == 0 || Times[i] >= Times[i - 1];
        }

        if (!isInOrder)
            Array.Sort(order, (one, other) => Times[other].CompareTo(Times[one]) is not 0 and var byTime ? byTime : other.CompareTo(one));
        return order;
    }
}
