namespace PosBackup.Engine.Catalog.Chains;

/// <summary>
/// The way to a marked transaction. Headers do not tell which log holds it, so the restore begins before the time that was given, or as
/// early as it can, and looks for the mark in each log.
/// </summary>
internal sealed class MarkSearch(ChainScope scope, RestoreMoment.AtMark moment)
{
    public ChainSearch Run()
    {
        if (scope.Tip() is not { } tip)
            return ChainSearch.Broken(new GapFinder(scope, moment).Around(GapReason.NoSets, "no backup was found", at: null));

        DateTimeOffset? after = moment.After is { } local ? new ServerClock(scope.Sets, scope.Options).MomentsOf(local).Cast<DateTimeOffset?>().FirstOrDefault() : null;
        var ranks = new Dictionary<Guid, int>(scope.Sets.Count);
        foreach ((int index, KnownSet known) in scope.Sets.Index())
            ranks.TryAdd(known.Set.SetGuid, index);

        // The later a full lies, the more it costs: without a time the earliest that reaches the end is the right one.
        ChainGraph graph = after is { } time
            ? ChainGraph.Walk(scope.Sets, scope.Options, known => known.Set.Kind == BackupKind.Log || scope.Finished(known) < time)
            : ChainGraph.Walk(scope.Sets, scope.Options, known => known.Set.Kind != BackupKind.Differential, known => known.Set.Kind == BackupKind.Full ? (ranks[known.Set.SetGuid] + 1) * (scope.Sets.Count + 1L) : 1);
        int last = Enumerable.Range(0, scope.Sets.Count)
            .LastOrDefault(i => graph.Reaches(i) && scope.Sets[i].Set.Kind == BackupKind.Log && scope.Sets[i].Set.RecoveryForkGuid == tip.Set.RecoveryForkGuid, -1);
        if (last < 0)
            return ChainSearch.Broken(new GapFinder(scope, moment).Around(GapReason.LogMissing, $"there is no log backup in which to look for {moment}", after));

        return ChainSearch.Found(PathBuilder.ToStop(
            scope,
            moment,
            graph.PathTo(last, scope.Sets),
            new LogStop.Mark(moment.Name, moment.After, moment.IsBefore),
            scope.Sets[last].Set.StartedAt,
            known => after is null || scope.Finished(known) >= after));
    }
}
