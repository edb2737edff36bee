using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention.Planning.Holdings;
using PosBackup.Engine.Retention.Planning.Lives;
using PosBackup.Engine.Retention.Planning.Times;

namespace PosBackup.Engine.Retention.Planning.Points;

/// <summary>
/// What a policy asks for of one database in one place.
/// <code>
/// time      ─────────|──────────────────────────────────────|────────►
///               window begins                        newest point    now
/// logs      ── ── ── ── ── ── ── ── ── ── ── ── ── ── ── ── ──
/// fulls     F1            F2                 F3
///                │└ the window begins in a log that builds on F1: F1 and everything since stay
///                └ minimum of chains = 2: F2 and everything since stay
/// </code>
/// </summary>
internal sealed class DatabaseRules
{
    private static readonly KeepReason InWindow = new(KeepRule.Window);
    private static readonly KeepReason BeforeWindow = new(KeepRule.WindowBase);
    private static readonly KeepReason OfNewestChains = new(KeepRule.MinimumChains);
    private static readonly KeepReason OnlyCopy = new(KeepRule.CopyOnly);
    private static readonly KeepReason OthersTool = new(KeepRule.Foreign);

    private readonly PlaceHoldings _place;
    private readonly DatabaseHoldings _database;
    private readonly FamilyHoldings _family;
    private readonly RetentionPolicy _policy;
    private readonly StoreTime _time;
    private readonly DatabaseLives _lives;
    private readonly DateTimeOffset _reference;
    private readonly HashSet<int> _points = [];
    private PointSelection? _selection;
    private bool _lacksChains;

    /// <param name="place">Where the sets lie.</param>
    /// <param name="database">The sets.</param>
    /// <param name="policy">What is asked for.</param>
    /// <param name="time">What time it is.</param>
    /// <param name="lives">Whether databases are still backed up.</param>
    public DatabaseRules(PlaceHoldings place, DatabaseHoldings database, RetentionPolicy policy, StoreTime time, DatabaseLives lives)
    {
        (_place, _database, _family, _policy, _time, _lives) = (place, database, database.Family, policy, time, lives);
        _reference = database.Newest >= 0 && _family.Times[database.Newest] < time.Clock ? _family.Times[database.Newest] : time.Clock;
    }

    /// <summary>Whose sets they are.</summary>
    public DatabaseHoldings Database => _database;

    /// <summary>Whether the database is still backed up.</summary>
    public DatabaseLife Life { get; private set; }

    /// <summary>What goes at once when the database counts as backed up no more, in the last third of its grace; null before, and where it counts so already.</summary>
    public ComingEnd? ComingEnd { get; private set; }

    /// <summary>When the window begins; null without one.</summary>
    public DateTimeOffset? WindowBegin { get; private set; }

    /// <summary>What the policy promises.</summary>
    public List<RecoveryPoint> Points { get; } = [];

    /// <summary>Marks all that the policy asks for.</summary>
    public void Apply()
    {
        DateTimeOffset cutoff = KeepNewestChains();
        Life = FindLife();
        WindowBegin = BeginOfWindow();
        if (WindowBegin is { } begin)
            KeepWindow(begin);
        cutoff = WindowBegin < cutoff ? WindowBegin.Value : cutoff;
        KeepPoints();
        ComingEnd = FindEnd();

        foreach (int index in _database.Sets)
        {
            BackupSet set = _family.Sets[index];
            if (_policy.CopyOnly == SetTreatment.Keep && set.IsCopyOnly)
                _place.Keep(_family, index, OnlyCopy);
            if (_policy.Foreign == SetTreatment.Keep && !SetMark.IsOurs(set))
                _place.Keep(_family, index, OthersTool);
        }

        new UnseenChains(_place, _database, _policy, _time.Now).Keep(cutoff, Lacking);
    }

    /// <summary>While there is something new, or what was granted is not over, nobody needs to ask.</summary>
    private DatabaseLife FindLife() => _database.Newest < 0 || _time.BackedUp - _reference <= _policy.DroppedGrace
        ? DatabaseLife.BackedUp
        : _lives.Of(_family.Sets[_database.Newest], _policy.DroppedGrace);

    private ComingEnd? FindEnd()
    {
        if (Life != DatabaseLife.BackedUp || _database.Newest < 0 || _time.BackedUp - _reference <= _policy.DroppedGrace * 2 / 3 || _lives.EndsAt(_family.Sets[_database.Newest], _policy.DroppedGrace) is not { } end)
            return null;

        HashSet<int> still = [.. PointsFrom(end, end).Run().Select(point => point.Index)];
        int[] points = [.. _points.Where(index => !_family.Keeps(index).Any(keep => keep.Rule == KeepRule.MinimumChains))];
        return WindowBegin is null && points.Length == 0
            ? null
            : new ComingEnd(end, WindowBegin is not null && SetTime.Before(end, _policy.Window!.Value) > _reference, points.Length, points.Count(index => !still.Contains(index)));
    }

    /// <summary>What goes by the calendar has no newest point that it would be measured from.</summary>
    private DateTimeOffset? BeginOfWindow()
    {
        if (_policy.Window is not { } window || _database.Newest < 0)
            return null;

        DateTimeOffset begin = SetTime.Before(CountedFrom ?? _reference, window);
        return begin <= _reference ? begin : null;
    }

    /// <summary>The moment that all is counted back from where nothing new comes; null where it is measured from the newest point.</summary>
    private DateTimeOffset? CountedFrom => Life is DatabaseLife.UnderAnotherName or DatabaseLife.Dropped ? _time.Now : null;

    /// <summary>The newest chains stay whatever else is asked for.</summary>
    /// <returns>When the oldest of them begins: what leads nowhere and is older may go.</returns>
    private DateTimeOffset KeepNewestChains()
    {
        (int oldest, int ordinary) = OldestOfNewestFulls();

        // The only full may be on the fork of the database that this one was restored from.
        if (oldest < 0 && _database.Newest < 0)
            return DateTimeOffset.MinValue;

        oldest = oldest < 0 ? _family.First(_database.Newest) : oldest;
        _place.Keep(_family, oldest, OfNewestChains);
        KeepAll(index => _family.IsSince(index, oldest), OfNewestChains);
        Promise(_database.Newest, OfNewestChains);
        if (ordinary < 0 || _family.Times[ordinary] >= _family.Times[oldest])
            return _family.Times[oldest];

        KeepOrdinaryChains(_family.Times[ordinary]);
        return _family.Times[ordinary];
    }

    /// <summary>
    /// The oldest of the newest fulls, and of the newest that were not taken aside: the next differentials build on those, and whoever took a copy may take it away. Of both there are to be so many
    /// as are asked for, whatever is known of them, and so many that are proven: a rotten one is no chain.
    /// <code>
    /// F ── D ── D ── C ──►      C, copy-only, is the newest full; tonight's differential needs F
    /// </code>
    /// </summary>
    private (int Oldest, int Ordinary) OldestOfNewestFulls()
    {
        (int oldest, int oldestOrdinary) = (-1, -1);
        var left = new CountedRule(_policy.MinimumChains);
        var ordinary = new CountedRule(_policy.MinimumChains);
        foreach (int index in _database.NewestFirst)
        {
            if (left.IsFilled && ordinary.IsFilled)
                break;
            if (_family.Sets[index].Kind != BackupKind.Full || !_family.Graph.Reaches(index))
                continue;

            bool isProven = _family.RestsOnProven(index);
            if (left.Takes(isProven))
                oldest = index;
            if (!_family.Sets[index].IsCopyOnly && ordinary.Takes(isProven))
                oldestOrdinary = index;
        }

        _lacksChains = !left.IsFilled || !ordinary.IsFilled;
        return (oldest, oldestOrdinary);
    }

    /// <summary>Of older chains what builds on a full that was not taken aside: copies that were taken since stand for none, and are judged by the other rules.</summary>
    private void KeepOrdinaryChains(DateTimeOffset since)
    {
        bool[] isOrdinary = new bool[_family.Sets.Length];
        for (int i = 0; i < isOrdinary.Length; i++)
            isOrdinary[i] = _family.Before(i) is >= 0 and var before ? isOrdinary[before] : _family.Graph.Reaches(i) && !_family.Sets[i].IsCopyOnly;
        foreach (int index in _database.Sets)
        {
            if (isOrdinary[index] && _family.Times[index] >= since)
                _place.Keep(_family, index, OfNewestChains);
        }
    }

    /// <summary>
    /// Every moment of the window that can be reached stays so: all sets that end in it, and before it the way into each log that crosses its beginning, with all that was taken
    /// since the full of that way: where one set between turns out to be damaged, the others still reach.
    /// </summary>
    private void KeepWindow(DateTimeOffset begin)
    {
        var ways = new WindowBeginning(_family, begin);
        DateTimeOffset first = _reference;
        foreach (int index in _database.Sets)
        {
            if (!_family.Graph.Reaches(index) || SetTime.Ended(_family.Sets[index], _policy.Zone) < begin)
                continue;

            _place.Keep(_family, index, InWindow);
            first = _family.Times[index] < first ? _family.Times[index] : first;
            ways.Cross(index);
        }

        foreach (int node in ways.Nodes)
            _place.Keep(_family, node, BeforeWindow);
        KeepAll(index => _family.Times[index] < begin && ways.MayHold(index), BeforeWindow);

        Points.Add(new RecoveryPoint(_family.FamilyGuid, _database.Name, _family.Sets[_database.Newest].SetGuid, ways.Nodes.Count == 0 && first > begin ? first : begin, _reference, InWindow));
    }

    /// <summary>Keeps what is asked for, where a way leads to it.</summary>
    private void KeepAll(Func<int, bool> isAskedFor, KeepReason reason)
    {
        foreach (int index in _database.Sets)
        {
            if (isAskedFor(index) && _family.Graph.Reaches(index))
                _place.Keep(_family, index, reason);
        }
    }

    private void KeepPoints()
    {
        _selection = PointsFrom(_time.Now, CountedFrom);
        foreach ((int index, KeepReason reason) in _selection.Run())
        {
            _place.Keep(_family, index, reason);
            Promise(index, reason);
            _points.Add(index);
        }
    }

    private PointSelection PointsFrom(DateTimeOffset now, DateTimeOffset? countedFrom) =>
        new(_database, _policy, _policy.MaximumAge is { } age ? SetTime.Before(now, age) : null, countedFrom);

    /// <summary>What is not seen may be the chains that are lacking, or the points.</summary>
    private KeepRule? Lacking(DateTimeOffset at) => _lacksChains ? KeepRule.MinimumChains : _selection?.Lacking(at);

    private void Promise(int index, KeepReason reason) =>
        Points.Add(new RecoveryPoint(_family.FamilyGuid, _database.Name, _family.Sets[index].SetGuid, _family.Times[index], _family.Times[index], reason));
}
