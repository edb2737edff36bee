namespace PosBackup.Engine.Catalog.Chains;

/// <summary>
/// The way to a place in the log. A set that ends at an LSN holds the records before it, not the one at it.
/// </summary>
internal sealed class LsnSearch(ChainScope scope, RestoreMoment.AtLsn moment)
{
    private readonly Lsn _lsn = moment.Lsn;

    public ChainSearch Run()
    {
        var graph = ChainGraph.Walk(scope.Sets, scope.Options, known => known.Set.LastLsn <= _lsn);
        Guid? fork = scope.Tip()?.Set.RecoveryForkGuid;
        if (moment.IsBefore && Standing(graph, fork) is { } there)
            return there;

        KnownSet[] holding =
        [
            .. scope.Sets
                .Where(known => known.Set.Kind == BackupKind.Log && scope.Holds(known) && known.Set.FirstLsn <= _lsn && (known.Set.LastLsn > _lsn || (moment.IsBefore && known.Set.LastLsn == _lsn)))
                .OrderByDescending(known => known.Set.RecoveryForkGuid == fork).ThenByDescending(scope.Started),
        ];
        foreach (KnownSet log in holding.Where(log => log.IsUsable))
        {
            if (graph.Before(log.Set, _lsn) is not { } from)
                continue;

            if (log.Set.Flags.HasFlag(BackupFlags.BulkLogged))
                return ChainSearch.Broken(new GapFinder(scope, moment).Around(GapReason.BulkLogged, $"{log} holds bulk-logged work: SQL Server can restore its end, but no place inside it", scope.Started(log), log));

            IReadOnlyList<KnownSet> way = from.Node >= 0 ? graph.PathTo(from.Node) : [];
            return ChainSearch.Found(PathBuilder.ToStop(scope, moment, [.. way, log], new LogStop.AtLsn(_lsn, moment.IsBefore), log.Set.StartedAt, static _ => false));
        }

        return ChainSearch.Broken(Gap(holding));
    }

    private ChainSearch? Standing(ChainGraph graph, Guid? fork)
    {
        int index = Enumerable.Range(0, scope.Sets.Count)
            .Where(i => graph.Reaches(i) && scope.Holds(scope.Sets[i]) && scope.Sets[i].Set.LastLsn == _lsn)
            .OrderByDescending(i => scope.Sets[i].Set.RecoveryForkGuid == fork).ThenBy(graph.Cost)
            .FirstOrDefault(-1);
        return index < 0 ? null : ChainSearch.Found(PathBuilder.ToEnd(scope, moment, graph.PathTo(index), scope.Sets[index], scope.Sets[index].Set.StartedAt));
    }

    private ChainGap Gap(KnownSet[] holding)
    {
        var gaps = new GapFinder(scope, moment);
        if (holding.Length > 0)
            return gaps.To(holding[0], scope.Started(holding[0]));

        KnownSet[] mine = [.. scope.Sets.Where(scope.Holds)];
        KnownSet? before = mine.LastOrDefault(known => known.Set.LastLsn <= _lsn);
        KnownSet? after = mine.FirstOrDefault(known => known.Set.LastLsn > _lsn);
        return after is null ? gaps.Around(GapReason.TooLate, $"LSN {_lsn} lies behind everything that was backed up: the newest is {before}", before is null ? null : scope.StateTime(before))
            : before is null ? gaps.Around(GapReason.TooEarly, $"LSN {_lsn} lies before everything that was backed up: the first is {after}", scope.StateTime(after))
            : gaps.Around(GapReason.LogMissing, $"no log backup holds LSN {_lsn}: it lies between {before} and {after}", scope.StateTime(before), culprit: null, before.Set.LastLsn, after.Set.FirstLsn > before.Set.LastLsn ? after.Set.FirstLsn : null);
    }
}
