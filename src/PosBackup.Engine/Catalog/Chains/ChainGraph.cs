namespace PosBackup.Engine.Catalog.Chains;

/// <summary>
/// Which sets can be restored, and the quickest way to the end of each.
/// <code>
/// a state is (recovery fork, LSN): where the database stands after a set
///
/// full F            nothing           ─► (fork of F, end of F)
/// differential D    end of its base   ─► (fork of D, end of D)          by the base's GUID, whatever forks lie between
/// log L             (fork of L, s)    ─► (fork of L, end of L)          when  first of L ≤ s ≤ end of L
/// log L, A → B at q (A, s ≤ q), (B, s)─► (B, end of L)                  a log that holds the moment of a restore
/// </code>
/// Sets are walked in the order of their ends, so each state is final when it is asked for; the cheapest state in a stretch of LSNs comes
/// out of a <see cref="RangeMinimum"/>. n sets take n·log n.
/// </summary>
internal sealed class ChainGraph
{
    /// <summary>The node of a restore that was begun.</summary>
    public const int StartNode = -1;

    private const int NoNode = -2;
    private const long Unreachable = long.MaxValue;

    /// <summary>A way over suspect media is taken only where there is no other, however long that one is.</summary>
    private const long SuspectCost = 1L << 44;

    private readonly BackupSet[] _sets;
    private readonly ChainOptions _options;
    private readonly long[] _costs;
    private readonly int[] _previous;
    private readonly DateTimeOffset[]? _since;
    private readonly Dictionary<Guid, Fork> _forks = [];
    private Fork? _latest;

    private ChainGraph(BackupSet[] sets, ChainOptions options, bool isTimed)
    {
        _sets = sets;
        _options = options;
        _costs = new long[sets.Length];
        _previous = new int[sets.Length];
        _since = isTimed ? new DateTimeOffset[sets.Length] : null;
    }

    /// <summary>What a set costs that may not be used.</summary>
    public static long Unusable => 0;

    /// <summary>Walks the sets.</summary>
    /// <param name="sets">Sets of one family, by the LSN that they end at.</param>
    /// <param name="options">Where to begin and what time costs.</param>
    /// <param name="include">Which of them may be used beside what their obstacle says; null: all.</param>
    /// <param name="cost">What a set costs, at least 1; null: the time that it takes, in ticks.</param>
    public static ChainGraph Walk(IReadOnlyList<KnownSet> sets, ChainOptions options, Func<KnownSet, bool>? include = null, Func<KnownSet, long>? cost = null) =>
        Walk(sets, options, include, cost ?? (known => Time(known, options.Rates)), isTimed: false);

    /// <summary>Walks the sets so that <see cref="Since"/> can be asked.</summary>
    public static ChainGraph WalkTimed(IReadOnlyList<KnownSet> sets, ChainOptions options) =>
        Walk(sets, options, include: null, known => Time(known, options.Rates), isTimed: true);

    /// <summary>Walks sets, each of which costs what the caller says.</summary>
    /// <param name="sets">Sets of one family, by the LSN that they end at.</param>
    /// <param name="costs">What each costs, at least 1, or <see cref="Unusable"/>.</param>
    public static ChainGraph Walk(BackupSet[] sets, ReadOnlySpan<long> costs)
    {
        var graph = new ChainGraph(sets, new ChainOptions(), isTimed: false);
        graph.Walk(costs);
        return graph;
    }

    /// <summary>The farthest LSN that is reached on any fork.</summary>
    public Lsn Highest { get; private set; }

    /// <summary>Whether the end of a set can be reached.</summary>
    public bool Reaches(int index) => _costs[index] != Unreachable;

    /// <summary>What the way to the end of a set costs.</summary>
    public long Cost(int index) => _costs[index];

    /// <summary>What it costs to restore a set from a state that cost so much, where time is what costs.</summary>
    public long Cost(long before, KnownSet known) => Sum(before, Time(known, _options.Rates));

    /// <summary>The earliest moment that a point in time inside this log can have.</summary>
    public DateTimeOffset Since(int index) => _since![index];

    /// <summary>The set before one on the quickest way to its end; below 0 when it is the first.</summary>
    public int Previous(int index) => _previous[index];

    /// <summary>The sets on the quickest way to the end of one, of those that were walked.</summary>
    public IReadOnlyList<KnownSet> PathTo(int index, IReadOnlyList<KnownSet> sets)
    {
        var path = new List<KnownSet>();
        for (int node = index; node >= 0; node = _previous[node])
            path.Add(sets[node]);

        path.Reverse();
        return path;
    }

    /// <summary>The quickest state from which a log goes on; null when there is none. The log need not be among those that were walked.</summary>
    public (int Node, long Cost)? Before(BackupSet log) => Before(log, log.LastLsn);

    /// <summary>The same among states up to an LSN.</summary>
    public (int Node, long Cost)? Before(BackupSet log, Lsn upTo)
    {
        (int Node, long Cost)? own = OnOwnFork(log, upTo);
        (int Node, long Cost)? old = OnFormerFork(log, upTo);
        return old is null || (own is { } a && a.Cost <= old.Value.Cost) ? own : old;
    }

    /// <summary>The same among states on the fork that the log ends on.</summary>
    public (int Node, long Cost)? OnOwnFork(BackupSet log, Lsn upTo) => Cheapest(log.RecoveryForkGuid, log.FirstLsn, upTo);

    /// <summary>The same among states on the fork that the log leaves; null when it leaves none.</summary>
    public (int Node, long Cost)? OnFormerFork(BackupSet log, Lsn upTo)
    {
        Guid first = FirstFork(log);
        return first == log.RecoveryForkGuid ? null : Cheapest(first, log.FirstLsn, LeavingAt(log, upTo));
    }

    /// <summary>The cheapest way to where a set ends, be it by another set that ends there too; null when there is none.</summary>
    public (int Node, long Cost)? EndOf(BackupSet set) => Cheapest(set.RecoveryForkGuid, set.LastLsn, set.LastLsn);

    /// <summary>All states from which a log goes on, on the fork that it ends on and on the one that it leaves.</summary>
    public IEnumerable<int> StatesBefore(BackupSet log)
    {
        IEnumerable<int> own = States(log.RecoveryForkGuid, log.FirstLsn, log.LastLsn);
        return Leaves(log) ? own.Concat(States(FirstFork(log), log.FirstLsn, LeavingAt(log, log.LastLsn))) : own;
    }

    /// <summary>All states on a fork from one LSN to another, both included, the lowest first.</summary>
    public IEnumerable<int> States(Guid fork, Lsn from, Lsn to)
    {
        if (On(fork) is not { } states)
            yield break;

        (int first, int last) = states.Costs.Range(from, to);
        for (int i = first; i <= last; i++)
            yield return states.Nodes[i];
    }

    /// <summary>When the earliest of all states was from which a log goes on; null when there is none.</summary>
    /// <param name="log">The log.</param>
    /// <param name="times">For each set that was walked when the state at its end was.</param>
    public DateTimeOffset? EarliestBefore(BackupSet log, DateTimeOffset[] times)
    {
        long own = EarliestOn(log.RecoveryForkGuid, log.FirstLsn, log.LastLsn, times);
        long former = Leaves(log) ? EarliestOn(FirstFork(log), log.FirstLsn, LeavingAt(log, log.LastLsn), times) : long.MaxValue;
        return Math.Min(own, former) is < long.MaxValue and var earliest ? new DateTimeOffset(earliest, TimeSpan.Zero) : null;
    }

    /// <summary>The fork that a set begins on: the media tells one only where it differs from the one that the set ends on.</summary>
    public static Guid FirstFork(BackupSet set) => set.FirstRecoveryForkGuid == Guid.Empty ? set.RecoveryForkGuid : set.FirstRecoveryForkGuid;

    /// <summary>Whether a set ends on another fork than it begins on.</summary>
    public static bool Leaves(BackupSet set) => FirstFork(set) != set.RecoveryForkGuid;

    /// <summary>How far a log can be put on the fork that it leaves.</summary>
    public static Lsn LeavingAt(BackupSet log, Lsn upTo) => log.ForkPointLsn is { } fork && fork < upTo ? fork : log.LastLsn < upTo ? log.LastLsn : upTo;

    /// <summary>When the state after a set was: a log ends at the moment at which it was begun, a data set when it is finished.</summary>
    public static DateTimeOffset StateTime(BackupSet set, TimeSpan assumedOffset) =>
        (set.Kind == BackupKind.Log ? set.StartedAt : set.FinishedAt ?? set.StartedAt).AsUtc(assumedOffset);

    private static ChainGraph Walk(IReadOnlyList<KnownSet> sets, ChainOptions options, Func<KnownSet, bool>? include, Func<KnownSet, long> cost, bool isTimed)
    {
        var walked = new BackupSet[sets.Count];
        long[] costs = new long[walked.Length];
        for (int i = 0; i < walked.Length; i++)
        {
            walked[i] = sets[i].Set;
            costs[i] = sets[i].IsUsable && include?.Invoke(sets[i]) != false ? Math.Max(1, cost(sets[i])) : Unusable;
        }

        var graph = new ChainGraph(walked, options, isTimed);
        graph.Walk(costs);
        return graph;
    }

    private static long Time(KnownSet known, RestoreRates rates) =>
        known.Best?.Verdict == Media.Verdict.Suspect ? SuspectCost : Math.Min(rates.Estimate(known).Ticks, SuspectCost / 2);

    private static long Sum(long before, long cost) => Math.Min(before, Unreachable - 1 - SuspectCost) + Math.Clamp(cost, 1, SuspectCost);

    private void Walk(ReadOnlySpan<long> costs)
    {
        var fulls = new Dictionary<Guid, int>();
        RestorePosition? start = _options.Start;
        for (int i = 0; i < _sets.Length; i++)
        {
            BackupSet set = _sets[i];
            if (start is not null && set.LastLsn >= start.Lsn)
            {
                Add(start.ForkGuid, start.Lsn, cost: 0, StartNode, DateTimeOffset.MinValue);
                start = null;
            }

            _costs[i] = Unreachable;
            _previous[i] = NoNode;
            if (set.Kind == BackupKind.Full)
                fulls.TryAdd(set.SetGuid, i);

            if (costs[i] == Unusable || Arrive(set, fulls) is not { } from)
                continue;

            _costs[i] = Sum(from.Cost, costs[i]);
            _previous[i] = from.Node;
            DateTimeOffset at = default;
            if (_since is not null)
            {
                at = StateTime(set, _options.AssumedOffset);
                _since[i] = set.Kind == BackupKind.Log ? Earliest(set, at) : at;
            }

            Add(set.RecoveryForkGuid, set.LastLsn, _costs[i], i, at);
        }

        if (start is not null)
            Add(start.ForkGuid, start.Lsn, cost: 0, StartNode, DateTimeOffset.MinValue);
    }

    /// <summary>The state that a set is put on; null when none fits.</summary>
    private (int Node, long Cost)? Arrive(BackupSet set, Dictionary<Guid, int> fulls)
    {
        switch (set.Kind)
        {
            case BackupKind.Full:
                return _options.Start is null ? (NoNode, 0) : null;

            case BackupKind.Differential when set.DifferentialBaseGuid is { } baseGuid:
                if (_options.Start is { } start)
                    return start.DifferentialBaseGuid == baseGuid && set.LastLsn >= start.Lsn ? (StartNode, 0) : null;

                return fulls.TryGetValue(baseGuid, out int full) && Reaches(full)
                    && (set.DifferentialBaseLsn is null || set.DifferentialBaseLsn == _sets[full].CheckpointLsn)
                    ? (full, _costs[full])
                    : null;

            case BackupKind.Log:
                return Before(set);

            default:
                return null;
        }
    }

    private void Add(Guid fork, Lsn lsn, long cost, int node, DateTimeOffset at)
    {
        if (On(fork) is not { } states)
        {
            // Most databases have one fork.
            states = new Fork(fork, _forks.Count == 0 ? _sets.Length : 0, _since is not null);
            _forks.Add(fork, states);
        }

        states.Costs.Add(lsn, cost);
        states.Times?.Add(lsn, at.UtcTicks);
        if (lsn > Highest)
            Highest = lsn;

        states.Nodes.Add(node);
    }

    private Fork? On(Guid fork)
    {
        if (_latest?.Guid != fork)
            _latest = _forks.GetValueOrDefault(fork);
        return _latest;
    }

    private (int Node, long Cost)? Cheapest(Guid fork, Lsn from, Lsn to) =>
        On(fork) is { } states && states.Costs.IndexOfMinimum(from, to) is >= 0 and int index ? (states.Nodes[index], states.Costs.ValueAt(index)) : null;

    /// <summary>When the earliest state was from which this log can go on.</summary>
    private DateTimeOffset Earliest(BackupSet log, DateTimeOffset end)
    {
        Guid first = FirstFork(log);
        long ticks = Math.Min(EarliestOn(log.RecoveryForkGuid, log.FirstLsn, log.LastLsn), EarliestOn(first, log.FirstLsn, log.ForkPointLsn ?? log.LastLsn));
        return ticks == long.MaxValue ? end : new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    private long EarliestOn(Guid fork, Lsn from, Lsn to, DateTimeOffset[]? times = null)
    {
        if (On(fork) is not { } states)
            return long.MaxValue;

        states.Times ??= Timed(states, times!);
        return states.Times.IndexOfMinimum(from, to) is >= 0 and int index ? states.Times.ValueAt(index) : long.MaxValue;
    }

    private RangeMinimum Timed(Fork states, DateTimeOffset[] times)
    {
        var timed = new RangeMinimum(states.Nodes.Count);
        foreach (int node in states.Nodes)
            timed.Add(_sets[node].LastLsn, times[node].UtcTicks);
        return timed;
    }

    /// <summary>The states on one recovery fork, in the order of their LSNs.</summary>
    private sealed class Fork(Guid guid, int capacity, bool isTimed)
    {
        public Guid Guid => guid;

        public RangeMinimum Costs { get; } = new(capacity);

        public RangeMinimum? Times { get; set; } = isTimed ? new(capacity) : null;

        public List<int> Nodes { get; } = new(capacity);
    }
}
