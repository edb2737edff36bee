namespace PosBackup.Engine.Catalog.Chains;

/// <summary>
/// Says why the sets do not lead somewhere.
/// <code>
/// reached        p                      goal
/// ═══════════════╡    ?     ├──log──┤├──log──┤
///                p ........ q                   missing: LSN p to q; a set that is known to lie there is the culprit
/// </code>
/// </summary>
/// <param name="scope">The sets.</param>
/// <param name="moment">What was asked for.</param>
/// <param name="way">Ways by those sets alone that may lie before the moment; null: by all.</param>
internal sealed class GapFinder(ChainScope scope, RestoreMoment moment, ChainGraph? way = null)
{
    private readonly ChainGraph _graph = ChainGraph.Walk(scope.Sets, scope.Options);

    /// <summary>A gap with the nearest moments around a time.</summary>
    public ChainGap Around(GapReason reason, string message, DateTimeOffset? at, KnownSet? culprit = null, Lsn? from = null, Lsn? to = null) => new()
    {
        Reason = reason,
        Message = message,
        Moment = moment,
        Culprit = culprit,
        MissingFrom = from,
        MissingTo = to,
        Before = at is { } time ? Nearest(time, before: true) : null,
        After = at is { } same ? Nearest(same, before: false) : null,
    };

    /// <summary>That the restore that was begun is too far already.</summary>
    public ChainGap Passed(DateTimeOffset? at) =>
        Around(GapReason.AlreadyPassed, $"the database that is being restored stands at LSN {scope.Options.Start?.Lsn}, beyond {moment}: begin anew with a full backup", at);

    /// <summary>Why a set cannot be reached, or cannot be used.</summary>
    /// <param name="goal">The set.</param>
    /// <param name="at">The moment around which to look for others.</param>
    public ChainGap To(KnownSet goal, DateTimeOffset at)
    {
        if (scope.Options.Start is { } start && goal.Set.Kind != BackupKind.Log && goal.IsUsable)
            return Behind(start, goal.Set, at);

        if (goal.Set.Kind == BackupKind.Differential && BaseOf(goal) is var known && (known is null || !known.IsUsable))
        {
            return known is null
                ? Around(GapReason.BaseMissing, $"{goal} builds on the full backup {goal.Set.DifferentialBaseGuid}, which nobody knows", at)
                : Around(GapReason.BaseMissing, $"{goal} builds on {known}, which {SetWords.Obstacle(known)}", at, known);
        }

        if (goal.Set.Kind == BackupKind.Log && Break(goal.Set, at) is { } gap)
            return gap;

        return goal.Obstacle is { } obstacle
            ? Around(ReasonOf(obstacle), $"{goal} {SetWords.Obstacle(goal)}", at, goal, goal.Set.Kind == BackupKind.Log ? goal.Set.FirstLsn : null, goal.Set.Kind == BackupKind.Log ? goal.Set.LastLsn : null)
            : Around(GapReason.NoFull, $"nothing leads to {goal}", at, goal);
    }

    /// <summary>Where the way to a log breaks; null when its beginning is reached.</summary>
    private ChainGap? Break(BackupSet log, DateTimeOffset at)
    {
        ChainGraph ways = way ?? _graph;
        if (ways.Before(log) is not null)
            return null;

        if (scope.Options.Start is { } start)
            return Behind(start, log, at);

        IReadOnlyDictionary<Guid, Lsn> lineage = scope.Forks.Lineage(log.RecoveryForkGuid);
        int last = Enumerable.Range(0, scope.Sets.Count)
            .Where(i => ways.Reaches(i) && scope.Sets[i].Set.LastLsn < log.FirstLsn && IsOnTheWay(scope.Sets[i].Set, lineage))
            .Append(-1).Max();
        return last >= 0 ? Missing(scope.Sets[last].Set.LastLsn, log, lineage, at) : NoFull(log, lineage, at);
    }

    /// <summary>Why a restore that was begun does not go on to a set.</summary>
    private ChainGap Behind(RestorePosition start, BackupSet goal, DateTimeOffset at)
    {
        if (scope.StartIsBehind(goal.RecoveryForkGuid, goal.LastLsn))
            return Passed(at);

        IReadOnlyDictionary<Guid, Lsn> lineage = scope.Forks.Lineage(goal.RecoveryForkGuid);
        return lineage.TryGetValue(start.ForkGuid, out Lsn shared) && start.Lsn <= shared
            ? Missing(start.Lsn, goal, lineage, at)
            : Around(
                GapReason.OtherFork,
                $"the database that is being restored is on recovery fork {start.ForkGuid} at LSN {start.Lsn}, the backups are on {goal.RecoveryForkGuid}, which does not go on from there",
                at);
    }

    private ChainGap Missing(Lsn from, BackupSet goal, IReadOnlyDictionary<Guid, Lsn> lineage, DateTimeOffset at)
    {
        // The first log behind the gap bounds it; what is known to lie in it, and is of no use, is to blame.
        KnownSet[] behind = [.. scope.Sets.Where(known => known.Set.Kind == BackupKind.Log && known.Set.LastLsn > from && known.Set.LastLsn <= goal.LastLsn && IsOnTheWay(known.Set, lineage))];
        Lsn to = behind.Where(known => known.IsUsable && known.Set.FirstLsn > from).Select(known => known.Set.FirstLsn).DefaultIfEmpty(goal.Kind == BackupKind.Log && goal.FirstLsn > from ? goal.FirstLsn : goal.LastLsn).Min();
        KnownSet[] useless = [.. behind.Where(known => !known.IsUsable && known.Set.FirstLsn < to)];
        if (useless.FirstOrDefault(known => known.Set.FirstLsn <= from) is { } culprit)
        {
            string more = useless.Length > 1 ? $"; {useless.Length - 1} more up to LSN {to} are of no use either" : "";
            return Around(ReasonOf(culprit.Obstacle!.Value), $"the log from LSN {from} on is in {culprit}, which {SetWords.Obstacle(culprit)}{more}", at, culprit, from, to);
        }

        string why = useless.Length > 0 ? $" Of it, {useless[0]} {SetWords.Obstacle(useless[0])}."
            : scope.Sets.Any(known => known.Set.RecoveryModel == RecoveryModel.Simple && known.Set.LastLsn >= from && known.Set.LastLsn <= to && IsOnTheWay(known.Set, lineage))
            ? " The recovery model was SIMPLE in between, which keeps no log."
            : " Another tool may have taken that log backup, or its file was deleted.";
        return Around(GapReason.LogMissing, $"the log from LSN {from} to {to} is in none of the backups.{why}", at, useless.FirstOrDefault(), from, to);
    }

    private ChainGap NoFull(BackupSet log, IReadOnlyDictionary<Guid, Lsn> lineage, DateTimeOffset at)
    {
        KnownSet? full = scope.Sets.LastOrDefault(known => known.Set.Kind == BackupKind.Full && !known.IsUsable && known.Set.LastLsn <= log.LastLsn && IsOnTheWay(known.Set, lineage));
        return full is null
            ? Around(GapReason.NoFull, "there is no full backup from before that moment", at)
            : Around(GapReason.NoFull, $"there is no full backup that can be used from before that moment: {full} {SetWords.Obstacle(full)}", at, full);
    }

    private KnownSet? BaseOf(KnownSet differential) =>
        scope.Sets.FirstOrDefault(known => known.Set.SetGuid == differential.Set.DifferentialBaseGuid && known.Set.Kind == BackupKind.Full);

    private static bool IsOnTheWay(BackupSet set, IReadOnlyDictionary<Guid, Lsn> lineage) =>
        lineage.TryGetValue(set.RecoveryForkGuid, out Lsn shared) && set.LastLsn <= shared;

    private static GapReason ReasonOf(SetObstacle obstacle) => obstacle switch
    {
        SetObstacle.StripesMissing => GapReason.StripesMissing,
        SetObstacle.Damaged or SetObstacle.Unfinished => GapReason.SetDamaged,
        _ => GapReason.SetMissing,
    };

    private ReachableMoment? Nearest(DateTimeOffset at, bool before)
    {
        ReachableMoment? nearest = null;
        for (int i = 0; i < scope.Sets.Count; i++)
        {
            if (!_graph.Reaches(i) || !scope.Holds(scope.Sets[i]))
                continue;

            DateTimeOffset time = scope.StateTime(scope.Sets[i]);
            bool isNearer = before ? time <= at && (nearest is null || time >= nearest.At) : time >= at && (nearest is null || time < nearest.At);
            if (isNearer)
                nearest = new ReachableMoment(time, scope.Sets[i].Set.SetGuid);
        }

        return nearest;
    }
}
