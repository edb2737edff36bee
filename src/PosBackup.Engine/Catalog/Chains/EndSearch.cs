namespace PosBackup.Engine.Catalog.Chains;

/// <summary>The way to the end of a set.</summary>
internal sealed class EndSearch(ChainScope scope, RestoreMoment moment)
{
    private readonly ChainGraph _graph = ChainGraph.Walk(scope.Sets, scope.Options);

    /// <summary>To the end of the newest set of the database.</summary>
    public ChainSearch Latest()
    {
        if (scope.Tip() is not { } tip)
            return ChainSearch.Broken(new GapFinder(scope, moment).Around(GapReason.NoSets, "no backup was found", at: null));

        if (scope.Options.Start is { } start && start.ForkGuid == tip.Set.RecoveryForkGuid && start.Lsn >= tip.Set.LastLsn)
            return ChainSearch.Found(PathBuilder.ToEnd(scope, moment, [], tip, tip.Set.StartedAt));

        // Where the log stood still, several sets end at the same LSN: the quickest is as good as the newest.
        int best = Enumerable.Range(0, scope.Sets.Count)
            .Where(i => _graph.Reaches(i) && scope.Sets[i].Set.LastLsn == tip.Set.LastLsn && scope.Sets[i].Set.RecoveryForkGuid == tip.Set.RecoveryForkGuid)
            .DefaultIfEmpty(-1)
            .MinBy(i => i < 0 ? long.MaxValue : _graph.Cost(i));
        return best >= 0
            ? ChainSearch.Found(WithHearsay(PathBuilder.ToEnd(scope, moment, _graph.PathTo(best), tip, StateLabel(tip)), tip))
            : ChainSearch.Broken(new GapFinder(scope, moment).To(tip, scope.Finished(tip)));
    }

    /// <summary>Newer sets that only history knows: whoever restores should know that there was more.</summary>
    private ChainPath WithHearsay(ChainPath path, KnownSet tip)
    {
        KnownSet? newer = scope.Sets.LastOrDefault(known => known.IsHearsay && scope.Holds(known) && known.Set.LastLsn > tip.Set.LastLsn && known.Set.Kind == BackupKind.Log);
        return newer is null ? path : path with { Notes = [.. path.Notes, $"there was a newer one: {newer} {SetWords.Obstacle(newer)}"] };
    }

    /// <summary>To the end of one set.</summary>
    public ChainSearch OfSet(Guid setGuid)
    {
        int index = Enumerable.Range(0, scope.Sets.Count).FirstOrDefault(i => scope.Sets[i].Set.SetGuid == setGuid, -1);
        if (index < 0)
            return ChainSearch.Broken(new GapFinder(scope, moment).Around(GapReason.SetNotFound, $"no backup set {setGuid} was found", at: null));

        KnownSet known = scope.Sets[index];
        return _graph.Reaches(index)
            ? ChainSearch.Found(PathBuilder.ToEnd(scope, moment, _graph.PathTo(index), known, StateLabel(known)))
            : ChainSearch.Broken(new GapFinder(scope, moment).To(known, scope.Finished(known)));
    }

    private static ServerTime StateLabel(KnownSet known) => known.Set.Kind == BackupKind.Log ? known.Set.StartedAt : known.Set.FinishedAt ?? known.Set.StartedAt;
}
