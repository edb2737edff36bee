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
    private readonly KeepReason[]?[] _keeps;
    private readonly DatabaseHoldings[] _databaseOf;

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
        _keeps = new KeepReason[]?[sets.Length];
        Graph = ChainGraph.Walk(Sets, new ChainOptions(), include: null, Cost);
        Oldest = new DateTimeOffset[sets.Length];
        for (int i = 0; i < sets.Length; i++)
            Oldest[i] = Before(i) is >= 0 and var before && Oldest[before] < Times[i] ? Oldest[before] : Times[i];
        Databases = DatabaseHoldings.Of(this);
        _databaseOf = new DatabaseHoldings[sets.Length];
        foreach (DatabaseHoldings database in Databases)
        {
            foreach (int index in database.Sets)
                _databaseOf[index] = database;
        }
    }

    /// <summary>The sets, in the order of the log.</summary>
    public KnownSet[] Sets { get; }

    /// <summary>For each set the media that it lies on.</summary>
    public int[][] Media { get; }

    /// <summary>For each set the moment that its end is.</summary>
    public DateTimeOffset[] Times { get; }

    /// <summary>For each set the oldest of these moments on its way.</summary>
    public DateTimeOffset[] Oldest { get; }

    /// <summary>The ways.</summary>
    public ChainGraph Graph { get; }

    /// <summary>The databases in it.</summary>
    public IReadOnlyList<DatabaseHoldings> Databases { get; }

    /// <summary>The family.</summary>
    public Guid FamilyGuid => Sets[0].Set.FamilyGuid;

    /// <summary>The database that a set was taken of.</summary>
    public DatabaseHoldings DatabaseOf(int index) => _databaseOf[index];

    /// <summary>The index of a set; null when it is not here.</summary>
    public int? IndexOf(Guid set) => _index.TryGetValue(set, out int index) ? index : null;

    /// <summary>The set before one on its way; below 0 when it is the first, or no way leads to it.</summary>
    public int Before(int index) => Graph.Reaches(index) ? Graph.Previous(index) : -1;

    /// <summary>The full that the way to a set begins with.</summary>
    public int First(int index)
    {
        while (Before(index) is >= 0 and var before)
            index = before;
        return index;
    }

    /// <summary>
    /// What a set is restored on: the set before it on its way. A differential needs its base whether or not that can be used: somebody may mend it.
    /// </summary>
    public (int Before, int Base) Needs(int index)
    {
        int before = Before(index);
        int full = Sets[index].Set.DifferentialBaseGuid is { } guid && _index.TryGetValue(guid, out int found) && found != index && found != before ? found : -1;
        return (before, full);
    }

    /// <summary>Why a set is kept; empty when it is not.</summary>
    public IReadOnlyList<KeepReason> Keeps(int index) => _keeps[index] ?? [];

    /// <summary>Whether anything keeps a set.</summary>
    public bool IsKept(int index) => _keeps[index] is not null;

    /// <summary>Adds a reason; the first of each rule counts.</summary>
    /// <returns>Whether the set was not kept before.</returns>
    public bool Keep(int index, KeepReason reason)
    {
        KeepReason[]? reasons = _keeps[index];
        if (reasons is null || !Array.Exists(reasons, one => one.Rule == reason.Rule))
            _keeps[index] = [.. reasons ?? [], reason];
        return reasons is null;
    }

    private long Cost(KnownSet known)
    {
        if (known.Best?.Verdict == Verdict.Suspect)
            return long.MaxValue;

        return known.Set.Kind == BackupKind.Full ? (long)(Sets.Length - _index[known.Set.SetGuid] + 1) << FullShift : 1;
    }
}
