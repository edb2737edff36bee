namespace PosBackup.Engine.Catalog.Chains;

/// <summary>
/// What of a family is meant by a database's name: the recovery forks that it was on. Renames do not fork; restored copies do, so a copy
/// of another name is left out, and what it shares with the database is not.
/// </summary>
internal sealed class ChainScope
{
    private readonly HashSet<Guid> _forks;

    public ChainScope(SetFamily family, ChainOptions options)
    {
        Sets = family.Sets;
        Options = options;
        _forks = [.. family.Sets.Where(known => SetFamily.IsOf(known.Set, options.Database, options.Instance)).Select(known => known.Set.RecoveryForkGuid)];
    }

    /// <summary>All sets of the family, by the LSN that they end at.</summary>
    public IReadOnlyList<KnownSet> Sets { get; }

    public ChainOptions Options { get; }

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

        Guid fork = newest.Set.RecoveryForkGuid;
        ILookup<Guid, Guid> children = Sets
            .Where(known => Counts(known) && ChainGraph.FirstFork(known.Set) != known.Set.RecoveryForkGuid)
            .ToLookup(known => ChainGraph.FirstFork(known.Set), known => known.Set.RecoveryForkGuid);
        HashSet<Guid> seen = [fork];
        while (children[fork].FirstOrDefault(child => !seen.Contains(child)) is var child && child != Guid.Empty && seen.Add(child))
            fork = child;

        return Sets.Where(known => Counts(known) && known.Set.RecoveryForkGuid == fork).MaxBy(known => (known.Set.LastLsn, Started(known)));
    }

    /// <summary>Every moment that can be reached, the earliest first; adjoining spans of one fork are one.</summary>
    public IReadOnlyList<ReachableSpan> Spans()
    {
        var graph = ChainGraph.Walk(Sets, Options);
        IEnumerable<ReachableSpan> single = Enumerable.Range(0, Sets.Count).Where(i => graph.Reaches(i) && Holds(Sets[i])).Select(i => Span(graph, i));
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

    private ReachableSpan Span(ChainGraph graph, int index)
    {
        KnownSet known = Sets[index];
        DateTimeOffset end = StateTime(known);
        DateTimeOffset from = known.Set.Kind == BackupKind.Log && !known.Set.Flags.HasFlag(BackupFlags.BulkLogged) && graph.Since(index) < end ? graph.Since(index) : end;
        return new ReachableSpan(from, end, known.Set.RecoveryForkGuid);
    }
}
