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
            return ChainSearch.Found(WithHearsay(PathBuilder.ToEnd(scope, moment, [], tip, StateLabel(tip)), tip));

        // Where the log stood still, several sets end at the same LSN: the quickest is as good as the newest.
        return _graph.EndOf(tip.Set) is { } end
            ? ChainSearch.Found(WithHearsay(PathBuilder.ToEnd(scope, moment, _graph.PathTo(end.Node, scope.Sets), tip, StateLabel(tip)), tip))
            : ChainSearch.Broken(new GapFinder(scope, moment).To(tip, scope.StateTime(tip)));
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
        if (_graph.Reaches(index) && scope.Options.Start?.Lsn != known.Set.LastLsn)
            return ChainSearch.Found(PathBuilder.ToEnd(scope, moment, _graph.PathTo(index, scope.Sets), known, StateLabel(known)));

        if (_graph.EndOf(known.Set) is not { } end)
            return ChainSearch.Broken(new GapFinder(scope, moment).To(known, scope.StateTime(known)));

        ChainPath path = PathBuilder.ToEnd(scope, moment, _graph.PathTo(end.Node, scope.Sets), known, StateLabel(known));
        return ChainSearch.Found(path with { Notes = [.. path.Notes, $"{known} ends where these sets end: it adds nothing"] });
    }

    private static ServerTime StateLabel(KnownSet known) => known.Set.Kind == BackupKind.Log ? known.Set.StartedAt : known.Set.FinishedAt ?? known.Set.StartedAt;
}
