using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Retention.Planning;

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
internal sealed class FamilyRules
{
    private static readonly KeepReason InWindow = new(KeepRule.Window);
    private static readonly KeepReason BeforeWindow = new(KeepRule.WindowBase);
    private static readonly KeepReason OfNewestChains = new(KeepRule.MinimumChains);
    private static readonly KeepReason OnlyCopy = new(KeepRule.CopyOnly);
    private static readonly KeepReason OthersTool = new(KeepRule.Foreign);
    private static readonly KeepReason TooYoung = new(KeepRule.Young);

    private readonly PlaceHoldings _place;
    private readonly FamilyHoldings _family;
    private readonly RetentionPolicy _policy;
    private readonly DateTimeOffset _now;
    private readonly bool _isAbandoned;
    private readonly DateTimeOffset? _oldestAllowed;

    /// <param name="place">Where the sets lie.</param>
    /// <param name="family">The sets.</param>
    /// <param name="policy">What is asked for.</param>
    /// <param name="now">The clock.</param>
    public FamilyRules(PlaceHoldings place, FamilyHoldings family, RetentionPolicy policy, DateTimeOffset now)
    {
        (_place, _family, _policy, _now) = (place, family, policy, now);
        Reference = family.Newest >= 0 && family.Times[family.Newest] < now ? family.Times[family.Newest] : now;
        _isAbandoned = family.Newest >= 0 && now - Reference > policy.DroppedGrace;
        _oldestAllowed = policy.MaximumAge is { } age ? Before(now, age) : null;
    }

    /// <summary>The moment from which everything is measured: the newest recovery point.</summary>
    public DateTimeOffset Reference { get; }

    /// <summary>What the policy promises.</summary>
    public List<RecoveryPoint> Points { get; } = [];

    /// <summary>Marks all that the policy asks for.</summary>
    /// <returns>The moment before which what leads nowhere may go.</returns>
    public DateTimeOffset Apply()
    {
        DateTimeOffset cutoff = KeepNewestChains();
        if (!_isAbandoned)
        {
            if (_policy.Window is { } window && KeepWindow(window) is var begin && begin < cutoff)
                cutoff = begin;
            KeepPoints();
        }

        KeepTreated();
        for (int i = 0; i < _family.Sets.Length; i++)
        {
            if (!_family.Graph.Reaches(i) && _family.Times[i] >= cutoff && !IsLeftOver(i))
                _place.Keep(_family, i, TooYoung);
        }

        return cutoff;
    }

    /// <summary>The newest chains stay whatever else is asked for.</summary>
    private DateTimeOffset KeepNewestChains()
    {
        int oldest = -1;
        int left = _policy.MinimumChains;
        foreach (int index in _family.NewestFirst)
        {
            if (left > 0 && _family.Sets[index].Set.Kind == BackupKind.Full && _family.Graph.Reaches(index))
            {
                oldest = index;
                left--;
            }
        }

        if (oldest < 0)
            return DateTimeOffset.MinValue;

        DateTimeOffset since = _family.Times[oldest];
        Lsn lsn = _family.Sets[oldest].Set.LastLsn;
        for (int i = 0; i < _family.Sets.Length; i++)
        {
            if ((_family.Times[i] >= since || _family.Sets[i].Set.LastLsn >= lsn) && _family.Graph.Reaches(i))
                _place.Keep(_family, i, OfNewestChains);
        }

        Promise(_family.Newest, OfNewestChains);
        return since;
    }

    /// <summary>Every moment of the window that can be reached stays so: all sets that end in it, and before it the way into each log that crosses its beginning.</summary>
    private DateTimeOffset KeepWindow(TimeSpan window)
    {
        DateTimeOffset begin = Before(Reference, window);
        var crossing = new List<int>();
        for (int i = 0; i < _family.Sets.Length; i++)
        {
            if (_family.Times[i] < begin || !_family.Graph.Reaches(i))
                continue;

            _place.Keep(_family, i, InWindow);
            if (_family.Sets[i].Set.Kind == BackupKind.Log)
                crossing.Add(i);
        }

        if (_family.Newest < 0)
            return begin;

        int first = crossing.Count > 0 ? KeepBeginning(begin, crossing) : -1;
        DateTimeOffset from = first >= 0 ? begin : _family.NewestFirst.Where(i => _family.Times[i] >= begin && _family.Graph.Reaches(i)).Select(i => _family.Times[i]).DefaultIfEmpty(Reference).Min();
        Points.Add(new RecoveryPoint(_family.FamilyGuid, _family.Database, _family.Sets[_family.Newest].Set.SetGuid, from, Reference, InWindow));
        return begin;
    }

    /// <summary>
    /// The states before the window that a log in it goes on from, with their fulls and all that was taken since those: where one set between turns out to be damaged, the
    /// others still reach.
    /// </summary>
    private int KeepBeginning(DateTimeOffset begin, List<int> crossing)
    {
        if (_family.Times[_family.NewestFirst[^1]] >= begin)
            return -1;

        ChainGraph before = _family.Walk(known => SetTime.Of(known.Set, _policy.Zone) < begin);
        var seen = new HashSet<int>();
        foreach (int log in crossing)
        {
            if (before.Before(_family.Sets[log].Set) is not ({ Node: >= 0 } and var from) || !seen.Add(from.Node))
                continue;

            HashSet<Guid> forks = [];
            int full = from.Node;
            for (int node = from.Node; node >= 0; node = before.Previous(node))
            {
                _place.Keep(_family, node, BeforeWindow);
                forks.Add(_family.Sets[node].Set.RecoveryForkGuid);
                full = node;
                seen.Add(node);
            }

            for (int i = full; i < _family.Sets.Length && i <= log; i++)
            {
                if (_family.Times[i] < begin && forks.Contains(_family.Sets[i].Set.RecoveryForkGuid) && _family.Graph.Reaches(i))
                    _place.Keep(_family, i, BeforeWindow);
            }
        }

        return seen.Count > 0 ? seen.Min() : -1;
    }

    private void KeepPoints()
    {
        foreach ((int index, KeepReason reason) in new PointSelection(_family, _policy, _oldestAllowed).Run())
        {
            _place.Keep(_family, index, reason);
            Promise(index, reason);
        }
    }

    private void KeepTreated()
    {
        for (int i = 0; i < _family.Sets.Length; i++)
        {
            if (_policy.CopyOnly == SetTreatment.Keep && _family.Sets[i].Set.IsCopyOnly)
                _place.Keep(_family, i, OnlyCopy);
            if (_policy.Foreign == SetTreatment.Keep && !SetMark.IsOurs(_family.Sets[i].Set))
                _place.Keep(_family, i, OthersTool);
        }
    }

    private void Promise(int index, KeepReason reason)
    {
        if (index >= 0)
            Points.Add(new RecoveryPoint(_family.FamilyGuid, _family.Database, _family.Sets[index].Set.SetGuid, _family.Times[index], _family.Times[index], reason));
    }

    /// <summary>Media of which a broken-off removal took a part already.</summary>
    private bool IsLeftOver(int index) => Array.TrueForAll(_family.Media[index], media => _place.Media[media] is { IsBeingRemoved: true, IsWhole: false });

    private static DateTimeOffset Before(DateTimeOffset moment, TimeSpan span) => moment - DateTimeOffset.MinValue > span ? moment - span : DateTimeOffset.MinValue;
}
