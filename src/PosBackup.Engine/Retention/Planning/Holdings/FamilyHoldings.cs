using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Media;
using PosBackup.Engine.Retention.Planning.Times;

namespace PosBackup.Engine.Retention.Planning.Holdings;

/// <summary>
/// The sets of one database family in one place, in the order of the log, with the ways that lead to them from what lies in that place alone. Of several ways the one with the
/// newest full is the set's way, and of those the one with the fewest sets: so the oldest are needed least.
/// </summary>
internal sealed class FamilyHoldings
{
    /// <summary>A full costs more than any number of other sets, and an older full more than a newer one.</summary>
    private const int FullShift = 22;

    private readonly IReadOnlyList<HeldMedia> _held;
    private readonly Dictionary<Guid, int> _numbers;
    private readonly int[] _indices;
    private readonly ListsOf<int> _media;
    private readonly SetObstacle?[] _obstacles;
    private readonly Verdict?[] _verdicts;
    private readonly KeepReason[]?[] _keeps;
    private readonly DatabaseHoldings[]? _databaseOf;
    private KeepReason[] _alone = [];
    private int[]? _first;
    private DateTimeOffset[]? _oldest;
    private bool[]? _restsOnSuspect;

    /// <param name="found">The sets, and where they lie.</param>
    /// <param name="media">The media in the place.</param>
    /// <param name="zone">Zone of clocks that media tell no offset of.</param>
    public FamilyHoldings(FoundSets found, IReadOnlyList<HeldMedia> media, TimeZoneInfo zone)
    {
        (_held, _numbers, Appearance) = (media, found.Numbers, found.Appearance);
        int[] order = SetOrder.Of(found.Sets);
        Sets = Array.ConvertAll(order, number => found.Sets[number]);
        Times = Array.ConvertAll(Sets, set => SetTime.Of(set, zone));
        _indices = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
            _indices[order[i]] = i;
        _media = ListsOf<int>.Dealt(order.Length, found.Findings.Count, i => _indices[found.Findings[i].Number], i => found.Findings[i].Media);
        _keeps = new KeepReason[]?[Sets.Length];
        (_obstacles, _verdicts) = (new SetObstacle?[Sets.Length], new Verdict?[Sets.Length]);
        long[] costs = new long[Sets.Length];
        for (int i = 0; i < Sets.Length; i++)
        {
            HeldMedia best = BestOf(i);
            _verdicts[i] = VerdictOn(best);
            _obstacles[i] = ChainBuilder.Obstacle(Sets[i], best.IsWhole, _verdicts[i]);
            costs[i] = Cost(i);
        }

        foreach ((_, int at) in found.Findings)
        {
            if (FirstInDoubt is null && (media[at].Doubt is not null || media[at].IsAbsent))
                FirstInDoubt = media[at];
        }

        Graph = ChainGraph.Walk(Sets, costs);
        Databases = DatabaseHoldings.Of(this);
        if (Databases.Count == 1)
            return;

        _databaseOf = new DatabaseHoldings[Sets.Length];
        foreach (DatabaseHoldings database in Databases)
        {
            foreach (int index in database.Sets)
                _databaseOf[index] = database;
        }
    }

    /// <summary>Where in the place its first set was found: which media, and how many sets lie before it there.</summary>
    public (int Media, int Before) Appearance { get; }

    /// <summary>The sets, in the order of the log.</summary>
    public BackupSet[] Sets { get; }

    /// <summary>For each set the moment that its end is.</summary>
    public DateTimeOffset[] Times { get; }

    /// <summary>The first of its media of which it cannot be told what they are, or whether they are there; null when there is none.</summary>
    public HeldMedia? FirstInDoubt { get; }

    /// <summary>The ways.</summary>
    public ChainGraph Graph { get; }

    /// <summary>The databases in it.</summary>
    public IReadOnlyList<DatabaseHoldings> Databases { get; }

    /// <summary>The family.</summary>
    public Guid FamilyGuid => Sets[0].FamilyGuid;

    /// <summary>The media that a set lies on: indices in the place.</summary>
    public ReadOnlySpan<int> MediaOf(int index) => _media[index];

    /// <summary>Why no restore can use a set; null when one can.</summary>
    public SetObstacle? Obstacle(int index) => _obstacles[index];

    /// <summary>What verification said of the copy that a restore takes.</summary>
    public Verdict? VerdictOf(int index) => _verdicts[index];

    /// <summary>The database that a set was taken of.</summary>
    public DatabaseHoldings DatabaseOf(int index) => _databaseOf is null ? Databases[0] : _databaseOf[index];

    /// <summary>The index of a set; null when it is not here.</summary>
    public int? IndexOf(Guid set) => _numbers.TryGetValue(set, out int number) ? _indices[number] : null;

    /// <summary>The set before one on its way; below 0 when it is the first, or no way leads to it.</summary>
    public int Before(int index) => Graph.Reaches(index) ? Graph.Previous(index) : -1;

    /// <summary>The full that the way to a set begins with; the set itself when no way leads to it.</summary>
    public int First(int index)
    {
        if (_first is null)
        {
            _first = new int[Sets.Length];
            for (int i = 0; i < _first.Length; i++)
                _first[i] = Before(i) is >= 0 and var before ? _first[before] : i;
        }

        return _first[index];
    }

    /// <summary>
    /// Whether a set was taken since another: by the time, or, where a clock was set back, by the order of the log. Of another fork that order says nothing: a database that is set back to an old
    /// state begins its log anew from there.
    /// </summary>
    public bool IsSince(int index, int other) =>
        Times[index] >= Times[other] || (Sets[index].RecoveryForkGuid == Sets[other].RecoveryForkGuid && Sets[index].LastLsn >= Sets[other].LastLsn);

    /// <summary>The full whose chain a set is of; below 0 where no way leads to it, and it is none itself.</summary>
    public int ChainOf(int index) => Graph.Reaches(index) ? First(index) : Sets[index].Kind == BackupKind.Full ? index : -1;

    /// <summary>The oldest of the moments on the way to a set.</summary>
    public DateTimeOffset Oldest(int index)
    {
        if (_oldest is null)
        {
            _oldest = [.. Times];
            for (int i = 0; i < _oldest.Length; i++)
            {
                if (Before(i) is >= 0 and var before && _oldest[before] < _oldest[i])
                    _oldest[i] = _oldest[before];
            }
        }

        return _oldest[index];
    }

    /// <summary>Whether a copy is known to be good: verified, and at a target proven to have arrived.</summary>
    public bool IsVerified(int index)
    {
        foreach (int media in MediaOf(index))
        {
            if (_held[media] is { Verdict: Verdict.Intact, IsWhole: true, IsAbsent: false } held && (held.Place.IsHere || held.ProvenAt is not null))
                return true;
        }

        return false;
    }

    /// <summary>Whether a set, or one on the way to it, is suspect.</summary>
    public bool RestsOnSuspect(int index)
    {
        if (_restsOnSuspect is null)
        {
            _restsOnSuspect = Array.ConvertAll(_verdicts, verdict => verdict == Verdict.Suspect);
            for (int i = 0; i < _restsOnSuspect.Length; i++)
                _restsOnSuspect[i] |= Before(i) is >= 0 and var before && _restsOnSuspect[before];
        }

        return _restsOnSuspect[index];
    }

    /// <summary>Whether a set, and each on the way to it, is known to be good.</summary>
    public bool RestsOnProven(int index)
    {
        for (int i = index; i >= 0; i = Before(i))
        {
            if (!IsVerified(i))
                return false;
        }

        return true;
    }

    /// <summary>
    /// What a set is restored on: the set before it on its way. A differential needs its base whether or not that can be used: somebody may mend it.
    /// </summary>
    public (int Before, int Base) Needs(int index)
    {
        int before = Before(index);
        int full = Sets[index].DifferentialBaseGuid is { } guid && IndexOf(guid) is { } found && found != index && found != before ? found : -1;
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
        if (_keeps[index] is { } reasons)
        {
            if (!Array.Exists(reasons, one => one.Rule == reason.Rule))
                _keeps[index] = [.. reasons, reason];
            return false;
        }

        // A rule keeps many sets, one after the other.
        if (_alone is not [var last] || !ReferenceEquals(last, reason))
            _alone = [reason];
        _keeps[index] = _alone;
        return true;
    }

    /// <summary>A set with all its copies, the best first: for words about it.</summary>
    public KnownSet Known(int index)
    {
        BackupSet set = Sets[index];
        SetCopy[] copies = [.. MediaOf(index).ToArray().Select(media => Copy(set, _held[media])).OrderBy(ChainBuilder.Rank)];
        return new KnownSet { Set = set, Source = SetSource.Manifest, Copies = copies, Obstacle = _obstacles[index] };
    }

    private static SetCopy Copy(BackupSet set, HeldMedia media) => new()
    {
        MediaSetId = media.MediaSetId,
        Position = set.Position,
        Stripes = media.IsWhole ? media.Files.Count : Math.Max(media.Stripes, media.Files.Count + 1),
        Files = [.. media.Files.Select(file => new SetFile { Path = file.Path, Stripe = file.Stripe, Length = file.Length, Sha256 = file.Sha256, Verdict = VerdictOn(media) })],
        Source = SetSource.Manifest,
    };

    private HeldMedia BestOf(int index)
    {
        ReadOnlySpan<int> media = MediaOf(index);
        HeldMedia best = _held[media[0]];
        foreach (int other in media[1..])
        {
            if (Rank(_held[other]) < Rank(best))
                best = _held[other];
        }

        return best;
    }

    private static int Rank(HeldMedia media) => ChainBuilder.Rank(media.IsWhole, VerdictOn(media));

    /// <summary>A verification speaks of whole media. Of several sets on them one may be damaged and the others well: none is given up.</summary>
    private static Verdict? VerdictOn(HeldMedia media) =>
        media.Files.Count == 0 ? Verdict.Intact
        : media.Verdict == Verdict.Damaged && media.Sets.Count > 1 ? Verdict.Suspect
        : media.Verdict;

    private long Cost(int index) =>
        _obstacles[index] is not null ? ChainGraph.Unusable
        : _verdicts[index] == Verdict.Suspect ? long.MaxValue
        : Sets[index].Kind == BackupKind.Full ? (long)(Sets.Length - index + 1) << FullShift
        : 1;
}
