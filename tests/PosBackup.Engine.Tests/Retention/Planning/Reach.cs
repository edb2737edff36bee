using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Media;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Tests.Catalog.Chains;

namespace PosBackup.Engine.Tests.Retention.Planning;

/// <summary>What media can restore, by what RESTORE accepts and by the finder; the planner of retention has no part in it.</summary>
internal sealed class Reach
{
    private readonly Dictionary<Guid, KnownSet> _sets = [];

    /// <param name="media">Media of one place, or of all together.</param>
    /// <param name="isIntactOnly">Whether only media count that verification found intact.</param>
    public Reach(IEnumerable<HeldMedia> media, bool isIntactOnly = false)
    {
        Families = ChainBuilder.Build(media.Where(one => !isIntactOnly || (one is { Verdict: Verdict.Intact } && (one.Place.IsHere || one.ProvenAt is not null))).SelectMany(Sightings));
        foreach (SetFamily family in Families)
        {
            foreach (KnownSet known in family.Sets)
                _sets[known.Set.SetGuid] = known;
            Ends.UnionWith(Explore(family));
        }
    }

    public IReadOnlyList<SetFamily> Families { get; }

    /// <summary>All sets.</summary>
    public IReadOnlyDictionary<Guid, KnownSet> Sets => _sets;

    /// <summary>The sets whose end some sequence of RESTORE reaches.</summary>
    public HashSet<Guid> Ends { get; } = [];

    /// <summary>The databases: what was taken under one name on one instance.</summary>
    public IEnumerable<(string Instance, string Name, KnownSet[] Sets)> Databases =>
        from family in Families
        from database in family.Sets.GroupBy(known => (known.Set.Instance, known.Set.Database))
        select (database.Key.Instance, database.Key.Database, database.ToArray());

    /// <summary>The newest set of a database whose end is reached.</summary>
    public KnownSet? Newest(IEnumerable<KnownSet> database) => database.Where(known => Ends.Contains(known.Set.SetGuid)).MaxBy(Time);

    public ChainSearch Find(RestoreMoment moment, string? database = null, string? instance = null) => ChainFinder.Find(
        Families,
        moment,
        new ChainOptions { Database = database, Instance = instance, Zone = RandomRetention.Zone, AssumedOffset = RandomRetention.Zone.BaseUtcOffset });

    public static DateTimeOffset Time(KnownSet known) => ChainGraph.StateTime(known.Set, RandomRetention.Zone.BaseUtcOffset);

    private static IEnumerable<SetSighting> Sightings(HeldMedia media) =>
        from file in media.Files
        from set in media.Sets
        select new SetSighting
        {
            Set = set,
            Source = SetSource.Manifest,
            MediaSetId = media.MediaSetId,
            Stripes = media.Stripes,
            File = new SetFile { Path = file.Path, Stripe = file.Stripe, Length = file.Length, Sha256 = file.Sha256, Verdict = media.Verdict == Verdict.Damaged && media.Sets.Count > 1 ? Verdict.Suspect : media.Verdict },
        };

    private static HashSet<Guid> Explore(SetFamily family)
    {
        KnownSet[] usable = [.. family.Sets.Where(known => known.IsUsable)];
        HashSet<Guid> ends = [];
        HashSet<Standing> states = [];
        List<Standing?> fresh = [null];
        while (fresh.Count > 0)
        {
            Standing?[] now = [.. fresh];
            fresh.Clear();
            foreach (Standing? from in now)
            {
                foreach (KnownSet known in usable)
                {
                    if (RestoreModel.Apply(from, known.Set) is not { } to)
                        continue;

                    ends.Add(known.Set.SetGuid);
                    if (states.Add(to))
                        fresh.Add(to);
                }
            }
        }

        return ends;
    }
}
