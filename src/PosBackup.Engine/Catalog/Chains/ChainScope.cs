namespace PosBackup.Engine.Catalog.Chains;

/// <summary>
/// What of a family is meant by a database's name: the recovery forks that it was on. Renames do not fork; restored copies do, so a copy
/// of another name is left out, and what it shares with the database is not.
/// </summary>
internal sealed class ChainScope
{
    private readonly HashSet<Guid> _forks;
    private readonly Lazy<ForkTree> _tree;

    public ChainScope(SetFamily family, ChainOptions options)
    {
        Sets = family.Sets;
        Options = options;
        _tree = new Lazy<ForkTree>(() => new ForkTree(family.Sets));
        _forks = [.. family.Sets.Where(known => SetFamily.IsOf(known.Set, options.Database, options.Instance)).Select(known => known.Set.RecoveryForkGuid)];
    }

    /// <summary>All sets of the family, by the LSN that they end at.</summary>
    public IReadOnlyList<KnownSet> Sets { get; }

    public ChainOptions Options { get; }

    /// <summary>How the recovery forks hang together.</summary>
    public ForkTree Forks => _tree.Value;

    /// <summary>Whether a restore may end on the set.</summary>
    public bool Holds(KnownSet known) => _forks.Contains(known.Set.RecoveryForkGuid);

    /// <summary>When the state after a set was.</summary>
    public DateTimeOffset StateTime(KnownSet known) => ChainGraph.StateTime(known.Set, Options.AssumedOffset);

    /// <summary>When a set was begun.</summary>
    public DateTimeOffset Started(KnownSet known) => known.Set.StartedAt.AsUtc(Options.AssumedOffset);

    /// <summary>When a set was finished.</summary>
    public DateTimeOffset Finished(KnownSet known) => (known.Set.FinishedAt ?? known.Set.StartedAt).AsUtc(Options.AssumedOffset);

    /// <summary>
    /// The set that the database's backups end with. LSNs order the sets of one fork; of two forks the child is the later one, and where no
    /// set tells which is the child, dates decide. What only history knows, and what no RESTORE can read, is not among them: a tool that takes
    /// snapshots every night would leave no latest moment.
    /// </summary>
    public KnownSet? Tip()
    {
        KnownSet? newest = Sets.Where(Counts).MaxBy(Started);
        if (newest is null)
            return null;

        // A database cannot live on two forks under one name on one instance; a copy on another instance can outlive nothing here.
        Guid fork = newest.Set.RecoveryForkGuid;
        ILookup<Guid, Guid> children = Sets
            .Where(known => ChainGraph.Leaves(known.Set) && Counts(known) && SetFamily.IsOf(known.Set, newest.Set.Database, newest.Set.Instance))
            .OrderByDescending(Started)
            .ToLookup(known => ChainGraph.FirstFork(known.Set), known => known.Set.RecoveryForkGuid);
        HashSet<Guid> seen = [fork];
        while (children[fork].FirstOrDefault(child => !seen.Contains(child)) is var child && child != Guid.Empty && seen.Add(child))
            fork = child;

        KnownSet? tip = null;
        for (int i = Sets.Count - 1; i >= 0 && (tip is null || Sets[i].Set.LastLsn == tip.Set.LastLsn); i--)
        {
            if (Sets[i].Set.RecoveryForkGuid == fork && Counts(Sets[i]) && (tip is null || Started(Sets[i]) > Started(tip)))
                tip = Sets[i];
        }

        return tip;
    }

    /// <summary>Whether the restore that was begun is beyond a place in the log, on the way to a fork.</summary>
    public bool StartIsBehind(Guid fork, Lsn lsn) =>
        Options.Start is { } start && start.Lsn > lsn && Forks.Lineage(start.ForkGuid).TryGetValue(fork, out Lsn shared) && lsn <= shared;

    /// <summary>When the state was that the restore that was begun stands at, as far as sets tell; null without one, or when none tells.</summary>
    public DateTimeOffset? StartTime()
    {
        if (Options.Start is not { } start)
            return null;

        IReadOnlyDictionary<Guid, Lsn> lineage = Forks.Lineage(start.ForkGuid);
        KnownSet[] passed = [.. Sets.Where(known => known.Set.LastLsn <= start.Lsn && lineage.TryGetValue(known.Set.RecoveryForkGuid, out Lsn shared) && known.Set.LastLsn <= shared)];
        KnownSet[] there = [.. passed.Where(known => known.Set.LastLsn == start.Lsn)];
        return there.Length > 0 ? there.Min(StateTime) : passed.Length > 0 ? StateTime(passed[^1]) : null;
    }

    /// <summary>Every moment that can be reached, the earliest first; adjoining spans of one fork are one.</summary>
    public IReadOnlyList<ReachableSpan> Spans()
    {
        var graph = ChainGraph.WalkTimed(Sets, Options);
        var lives = new ForkLives(this);
        DateTimeOffset start = StartTime() ?? DateTimeOffset.MinValue;
        IEnumerable<ReachableSpan> single = Enumerable.Range(0, Sets.Count).Where(i => graph.Reaches(i) && Holds(Sets[i])).Select(i => Span(graph, i, start, lives));
        var joined = new List<ReachableSpan>();
        foreach (IGrouping<Guid, ReachableSpan> fork in single.GroupBy(span => span.ForkGuid))
        {
            ReachableSpan? open = null;
            foreach (ReachableSpan span in fork.OrderBy(span => span.From).ThenBy(span => span.To))
            {
                bool touches = open is not null && (open.IsContinuous || span.IsContinuous) && span.From <= open.To;
                if (open is not null && !touches)
                    joined.Add(open);

                open = touches && open is not null ? open with { To = open.To > span.To ? open.To : span.To } : span;
            }

            if (open is not null)
                joined.Add(open);
        }

        return [.. joined.OrderBy(span => span.From)];
    }

    private bool Counts(KnownSet known) =>
        Holds(known) && !known.IsHearsay && known.Obstacle is not (SetObstacle.Snapshot or SetObstacle.UnsupportedKind);

    private ReachableSpan Span(ChainGraph graph, int index, DateTimeOffset start, ForkLives lives)
    {
        KnownSet known = Sets[index];
        DateTimeOffset end = StateTime(known);
        DateTimeOffset since = graph.Since(index) > start ? graph.Since(index) : start;

        // What the database had on other forks before it came to this one is in their own logs only.
        if (lives.Birth(known.Set) is { } last && last > since)
            since = last;

        DateTimeOffset from = known.Set.Kind == BackupKind.Log && !known.Set.Flags.HasFlag(BackupFlags.BulkLogged) && since < end ? since : end;
        return new ReachableSpan(from, end, known.Set.RecoveryForkGuid) { StartSet = from == end ? known.Set.SetGuid : null };
    }
}
