namespace PosBackup.Engine.Catalog.Chains;

/// <summary>
/// The way to a point in time.
/// <code>
/// data sets   |=F=|      |=D=|          |=F=|      usable when they finish before T
/// logs     |-----|-----|-----|--T--|-----|         those that begin before T lie on the way; the first that begins at T or later
///                                   ^              holds T for certain: a log ends at the moment at which it is begun
/// </code>
/// A log that was being taken at T may hold T or not: it gets the stop too, and may finish the restore. Media tells whole seconds, so a set
/// that finished in the second of T counts as finished behind it.
/// </summary>
/// <param name="scope">The sets.</param>
/// <param name="moment">What was asked for.</param>
/// <param name="at">The same as a moment.</param>
/// <param name="local">The same as the clock of the instance showed it, where the asker gave it so; null: to be found out.</param>
internal sealed class TimeSearch(ChainScope scope, RestoreMoment moment, DateTimeOffset at, DateTime? local = null)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ServerClock _clock = new(scope.Sets, scope.Options);

    public ChainSearch Run()
    {
        var graph = ChainGraph.Walk(scope.Sets, scope.Options, IsBefore);
        KnownSet[] holding = [.. scope.Sets.Where(known => known.Set.Kind == BackupKind.Log && scope.Holds(known) && scope.Started(known) >= at).OrderBy(scope.Started).ThenBy(known => known.Set.LastLsn)];
        ChainGap? refused = null;
        foreach (KnownSet log in holding.Where(log => log.IsUsable))
        {
            if (graph.Before(log.Set) is not { } from)
                continue;

            IReadOnlyList<KnownSet> way = from.Node >= 0 ? graph.PathTo(from.Node) : [];
            refused = Refusal(log, way);
            if (refused is null)
                return ChainSearch.Found(Path(log, way));

            break;
        }

        return AtAnEnd() ?? ChainSearch.Broken(refused ?? Gap(holding));
    }

    private bool IsBefore(KnownSet known) => known.Set.Kind == BackupKind.Log ? scope.Started(known) < at : scope.Finished(known) + Second <= at;

    /// <summary>The offset that the clock of the instance had; null when nobody knows.</summary>
    private TimeSpan? Offset() => local is { } shown ? TimeSpan.FromTicks(shown.Ticks - at.UtcTicks) : _clock.OffsetAt(at);

    private ChainPath Path(KnownSet log, IReadOnlyList<KnownSet> way)
    {
        DateTime shown = local ?? at.ToOffset(Offset()!.Value).DateTime;
        return PathBuilder.ToStop(scope, moment, [.. way, log], new LogStop.Time(shown), new ServerTime(shown, Offset()), known => scope.Finished(known) + Second > at);
    }

    /// <summary>Why SQL Server cannot stop at that moment in this log.</summary>
    private ChainGap? Refusal(KnownSet log, IReadOnlyList<KnownSet> way)
    {
        var gaps = new GapFinder(scope, moment);
        if (log.Set.Flags.HasFlag(BackupFlags.BulkLogged))
            return gaps.Around(GapReason.BulkLogged, $"{log} holds bulk-logged work: SQL Server can restore its end, but no moment inside it", at, log);

        if (Offset() is not { } offset)
        {
            return gaps.Around(
                GapReason.AmbiguousTime, $"the clock of {log.Set.Instance} was changed about that time, and no backup tells whether before or after it", at, log);
        }

        // Going through the log, SQL Server stops at the first record behind the time of day: where the clock was set back, that is too early.
        if (way.Count > 0 && _clock.OffsetAt(scope.StateTime(way[^1])) is { } earlier && earlier > offset && at + offset - earlier >= scope.StateTime(way[^1]))
        {
            return gaps.Around(
                GapReason.AmbiguousTime,
                $"{log} holds {at.ToOffset(offset).DateTime:HH:mm:ss} twice, because the clock was set back; SQL Server would stop at the first",
                at,
                log);
        }

        return null;
    }

    /// <summary>A time that is exactly a set's end, as lists print it, means that end.</summary>
    private ChainSearch? AtAnEnd()
    {
        if (at.Ticks % TimeSpan.TicksPerSecond != 0)
            return null;

        var graph = ChainGraph.Walk(scope.Sets, scope.Options);
        int[] ending = [.. Enumerable.Range(0, scope.Sets.Count).Where(i => graph.Reaches(i) && scope.Holds(scope.Sets[i]) && scope.Finished(scope.Sets[i]) == at)];
        if (ending.Length == 0)
            return null;

        KnownSet last = scope.Sets[ending[^1]];
        ChainPath path = PathBuilder.ToEnd(scope, moment, graph.PathTo(ending[^1]), last, last.Set.FinishedAt!.Value);
        return ChainSearch.Found(path with { Notes = [.. path.Notes, $"that is when {last} was finished: its end is restored"] });
    }

    private ChainGap Gap(KnownSet[] holding)
    {
        var gaps = new GapFinder(scope, moment);
        if (holding.Length > 0)
        {
            // Dates order what was missed: the first log that holds the moment, whether it can be used or not.
            ChainGap gap = gaps.To(holding[0], at);
            return gap.Before is null && gap.Reason == GapReason.NoFull ? gap with { Reason = GapReason.TooEarly } : gap;
        }

        KnownSet? next = scope.Sets.Where(known => scope.Holds(known) && scope.StateTime(known) >= at).MinBy(scope.StateTime);
        KnownSet? last = scope.Sets.Where(scope.Holds).MaxBy(scope.StateTime);
        if (next is null)
            return gaps.Around(GapReason.TooLate, $"nothing was backed up after that moment: the newest is {last}", at);

        ChainGap around = gaps.Around(GapReason.LogMissing, $"no log backup holds that moment: the next is {next}", at, next.IsUsable ? null : next);
        return around.Before is null ? around with { Reason = GapReason.TooEarly, Message = $"the first backup is {next}, later than that moment" } : around;
    }
}
