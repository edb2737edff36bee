namespace PosBackup.Engine.Catalog.Chains;

/// <summary>
/// The way to a place in the log. A set that ends at an LSN holds the records before it, not the one at it.
/// </summary>
internal sealed class LsnSearch(ChainScope scope, RestoreMoment.AtLsn moment)
{
    private readonly Lsn _lsn = moment.Lsn;

    public ChainSearch Run()
    {
        Guid fork = scope.Tip()?.Set.RecoveryForkGuid ?? scope.Options.Start?.ForkGuid ?? Guid.Empty;
        IReadOnlyDictionary<Guid, Lsn> lineage = scope.Forks.Lineage(fork);
        if (scope.Options.Start is { } start && start.Lsn > _lsn)
            return ChainSearch.Broken(new GapFinder(scope, moment).Passed(scope.StartTime()));

        var graph = ChainGraph.Walk(scope.Sets, scope.Options, known => known.Set.LastLsn <= _lsn);
        if (moment.IsBefore && Standing(graph, lineage) is { } there)
            return there;

        // An LSN may stand on several forks: that of the database as it is goes before what it left behind.
        KnownSet[] holding = [.. scope.Sets.Where(known => known.Set.Kind == BackupKind.Log && scope.Holds(known) && known.Set.FirstLsn <= _lsn && known.Set.LastLsn > _lsn)];
        KnownSet[] ours = [.. holding.Where(known => Shares(lineage, known.Set))];
        var ways = (ours.Length > 0 ? ours : holding)
            .Where(log => log.IsUsable)
            .Select(log => (Log: log, From: graph.Before(log.Set, _lsn)))
            .Where(way => way.From is not null)
            .OrderBy(way => way.Log.Set.Flags.HasFlag(BackupFlags.BulkLogged)).ThenBy(way => graph.Cost(way.From!.Value.Cost, way.Log))
            .Take(1)
            .ToArray();
        if (ways is not [var best])
            return ChainSearch.Broken(Gap(ours.Length > 0 ? ours : holding, graph));

        if (best.Log.Set.Flags.HasFlag(BackupFlags.BulkLogged))
        {
            return ChainSearch.Broken(new GapFinder(scope, moment).Around(
                GapReason.BulkLogged, $"{best.Log} holds bulk-logged work: SQL Server can restore its end, but no place inside it", scope.Started(best.Log), best.Log));
        }

        IReadOnlyList<KnownSet> sets = [.. graph.PathTo(best.From!.Value.Node, scope.Sets), best.Log];
        ChainPath path = PathBuilder.ToStop(scope, moment, sets, new LogStop.AtLsn(_lsn, moment.IsBefore), best.Log.Set.StartedAt, static _ => false);
        return ChainSearch.Found(ours.Length > 0 ? path : path with { Notes = [.. path.Notes, $"LSN {_lsn} lies on recovery fork {best.Log.Set.RecoveryForkGuid}, which the database left when it was restored"] });
    }

    /// <summary>Whether a log holds the LSN on one of the forks that the database came from.</summary>
    private bool Shares(IReadOnlyDictionary<Guid, Lsn> lineage, BackupSet log) =>
        lineage.TryGetValue(log.RecoveryForkGuid, out Lsn shared)
            ? _lsn < shared
            : lineage.TryGetValue(ChainGraph.FirstFork(log), out Lsn former) && _lsn < former && _lsn < (log.ForkPointLsn ?? log.LastLsn);

    private ChainSearch? Standing(ChainGraph graph, IReadOnlyDictionary<Guid, Lsn> lineage)
    {
        KnownSet[] ending = [.. scope.Sets.Where(known => scope.Holds(known) && known.Set.LastLsn == _lsn && graph.EndOf(known.Set) is not null)];
        KnownSet? known = ending.FirstOrDefault(one => lineage.TryGetValue(one.Set.RecoveryForkGuid, out Lsn shared) && _lsn <= shared);
        return known is null ? null : ChainSearch.Found(PathBuilder.ToEnd(scope, moment, graph.PathTo(graph.EndOf(known.Set)!.Value.Node, scope.Sets), known, known.Set.StartedAt));
    }

    private ChainGap Gap(KnownSet[] holding, ChainGraph graph)
    {
        var gaps = new GapFinder(scope, moment, graph);
        if (holding.Length > 0)
            return gaps.To(holding[0], scope.Started(holding[0]));

        KnownSet[] mine = [.. scope.Sets.Where(scope.Holds)];
        KnownSet? before = mine.LastOrDefault(known => known.Set.LastLsn <= _lsn);
        KnownSet? after = mine.FirstOrDefault(known => known.Set.LastLsn > _lsn);
        if (after is null)
            return gaps.Around(GapReason.TooLate, $"LSN {_lsn} lies behind everything that was backed up: the newest is {before}", before is null ? null : scope.StateTime(before)) with { After = null };

        ChainGap gap = gaps.Around(GapReason.TooEarly, $"LSN {_lsn} lies before everything that was backed up: the first is {after}", scope.StateTime(after)) with { Before = null };
        if (before is null)
            return gap;

        Lsn? to = after.Set.FirstLsn > before.Set.LastLsn ? after.Set.FirstLsn : null;
        return gaps.Around(GapReason.LogMissing, $"no log backup holds LSN {_lsn}: it lies between {before} and {after}", scope.StateTime(before), culprit: null, before.Set.LastLsn, to) with { After = gap.After };
    }
}
