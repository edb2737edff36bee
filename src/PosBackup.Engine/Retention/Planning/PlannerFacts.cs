using PosBackup.Engine.Retention.Planning.AcrossPlaces;
using PosBackup.Engine.Retention.Planning.Holdings;
using PosBackup.Engine.Retention.Planning.Holds;
using PosBackup.Engine.Retention.Planning.Times;

namespace PosBackup.Engine.Retention.Planning;

/// <summary>The facts, and what of them is the same for all databases: read once.</summary>
internal sealed class PlannerFacts
{
    private readonly Dictionary<RetentionPlace, int> _numbers = [];
    private readonly Lazy<HashSet<string>> _instancesHere;
    private readonly Lazy<ILookup<(string, string), RememberedSet>> _gone;

    /// <param name="facts">The facts.</param>
    public PlannerFacts(RetentionFacts facts)
    {
        Facts = facts;
        Media = facts.Media as HeldMedia[] ?? [.. facts.Media];
        Judged = [.. facts.Places.OrderBy(place => !place.Place.IsHere)];
        for (int i = 0; i < Judged.Length; i++)
            _numbers.TryAdd(Judged[i].Place, i);
        Acknowledged = new Acknowledged(facts.Acknowledged, facts.Now);
        Time = StoreTime.Of(facts);

        // Few databases look as if they were not backed up any more, and only for those it is asked.
        _instancesHere = new(() => (facts.Known ?? facts.Media).Where(media => media.Place.IsHere).SelectMany(media => media.Sets).Select(set => set.Instance).ToHashSet(StringComparer.OrdinalIgnoreCase));
        _gone = new(() => facts.BackedUp.Where(set => set.Instance is not null).ToLookup(set => (set.Instance!, set.Database), DatabaseNameComparer.Instance));
        Holds = new HoldRule(facts, Time.Now);
        Copies = CopyTerms.Of(facts);
    }

    /// <summary>The facts.</summary>
    public RetentionFacts Facts { get; }

    /// <summary>What somebody has looked into.</summary>
    public Acknowledged Acknowledged { get; }

    /// <summary>What time it is.</summary>
    public StoreTime Time { get; }

    /// <summary>All media.</summary>
    public HeldMedia[] Media { get; }

    /// <summary>The places that are judged, here first: what stays here decides which copies must stay.</summary>
    public PlaceFacts[] Judged { get; }

    /// <summary>What somebody holds.</summary>
    public HoldRule Holds { get; }

    /// <summary>What is asked of the copies of a file here.</summary>
    public CopyTerms Copies { get; }

    /// <summary>Whether anything is known of what an instance has here: of a store headquarters knows only what was shipped, also where it backs up databases of its own.</summary>
    public bool IsKnownHere(string instance) => _instancesHere.Value.Contains(instance);

    /// <summary>The sets of a database that are gone, as far as anybody knows.</summary>
    public IEnumerable<RememberedSet> Gone(string instance, string database) => _gone.Value[(instance, database)];

    /// <summary>Which of the judged places it is; below 0 when it is none of them.</summary>
    public int NumberOf(RetentionPlace place)
    {
        // Whoever looked at a place mostly has one object for it.
        for (int i = 0; i < Judged.Length; i++)
        {
            if (ReferenceEquals(Judged[i].Place, place))
                return i;
        }

        return _numbers.GetValueOrDefault(place, -1);
    }
}
