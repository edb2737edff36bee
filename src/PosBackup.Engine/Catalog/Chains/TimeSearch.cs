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
    private readonly Lazy<ForkLives> _lives = new(() => new ForkLives(scope));
    private Lazy<DateTimeOffset?>? _lastBehind;

    public ChainSearch Run()
    {
        if (scope.StartTime() is { } start && start > at)
            return ChainSearch.Broken(new GapFinder(scope, moment).Passed(at));

        var graph = ChainGraph.Walk(scope.Sets, scope.Options, IsBefore);
        KnownSet[] holding = [.. scope.Sets.Where(known => known.Set.Kind == BackupKind.Log && scope.Started(known) >= at && scope.Holds(known))];
        Way[] ways = Ways(graph, holding);
        (GapReason Reason, string Message, KnownSet Log)? refused = null;
        if (ways is [var first, ..])
        {
            // Whichever of the logs that hold the moment is quickest; but where they lie apart, dates alone cannot tell which is meant.
            refused = Array.Find(ways, way => way.Fork == first.Fork && !way.Overlaps(first)) is { } other ? Twice(first.Log, other.Log) : null;
            foreach (Way way in ways.Where(way => refused is null && way.Overlaps(first) && way.IsRelated(first)).OrderBy(way => way.Cost).ToArray())
            {
                IReadOnlyList<KnownSet> sets = way.Node >= 0 ? graph.PathTo(way.Node, scope.Sets) : [];
                if (Refusal(way.Log, way.Node >= 0 ? scope.StateTime(scope.Sets[way.Node]) : scope.StartTime()) is not { } refusal)
                    return ChainSearch.Found(Path(way.Log, sets));

                refused ??= refusal;
            }
        }

        return AtAnEnd() ?? ChainSearch.Broken(refused is { } why ? new GapFinder(scope, moment).Around(why.Reason, why.Message, at, why.Log) : Gap(holding, graph));
    }

    /// <summary>The cheapest way to the beginning of each log that holds the moment, by the time at which the log ends.</summary>
    private Way[] Ways(ChainGraph graph, KnownSet[] holding)
    {
        var ways = new List<Way>();
        foreach (KnownSet log in holding.Where(log => log.Set.FirstLsn <= graph.Highest && log.IsUsable).OrderBy(scope.Started).ThenBy(known => known.Set.LastLsn))
        {
            (int Node, long Cost)? own = graph.OnOwnFork(log.Set, log.Set.LastLsn);
            (int Node, long Cost)? old = ChainGraph.Leaves(log.Set) && _lives.Value.IsElsewhere(log.Set, at) ? null : graph.OnFormerFork(log.Set, log.Set.LastLsn);
            if ((old is null || (own is { } a && a.Cost <= old.Value.Cost) ? own : old) is { } from)
                ways.Add(new Way(log, from.Node, graph.Cost(from.Cost, log), from.Node >= 0 ? scope.Sets[from.Node].Set.LastLsn : scope.Options.Start!.Lsn));
        }

        return [.. ways];
    }

    private bool IsBefore(KnownSet known) => known.Set.Kind == BackupKind.Log ? scope.Started(known) < at : at - scope.Finished(known) >= Second;

    /// <summary>The offset that the clock of the instance had; null when nobody knows.</summary>
    private TimeSpan? Offset() => local is { } shown ? TimeSpan.FromTicks(shown.Ticks - at.UtcTicks) : _clock.OffsetAt(at);

    private DateTime Shown(TimeSpan offset) => local ?? new DateTime(Math.Clamp(at.UtcTicks + offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), DateTimeKind.Unspecified);

    private ChainPath Path(KnownSet log, IReadOnlyList<KnownSet> way)
    {
        DateTime shown = Shown(Offset()!.Value);
        ChainPath path = PathBuilder.ToStop(scope, moment, [.. way, log], new LogStop.Time(shown), new ServerTime(shown, Offset()), known => at - scope.Finished(known) < Second);
        bool crosses = ChainGraph.Leaves(log.Set) && way is [.., var last] && last.Set.RecoveryForkGuid != log.Set.RecoveryForkGuid;
        return crosses && !_lives.Value.IsBeforeFork(log.Set, at)
            ? path with { Notes = [.. path.Notes, $"the database was restored to an earlier state before {log} was taken: what it held between that state and the restore is in no backup"] }
            : path;
    }

    /// <summary>Why SQL Server cannot stop at that moment in this log.</summary>
    private (GapReason Reason, string Message, KnownSet Log)? Refusal(KnownSet log, DateTimeOffset? since)
    {
        if (log.Set.Flags.HasFlag(BackupFlags.BulkLogged))
            return (GapReason.BulkLogged, $"{log} holds bulk-logged work: SQL Server can restore its end, but no moment inside it", log);

        if (Offset() is not { } offset)
            return (GapReason.AmbiguousTime, $"the clock of {log.Set.Instance} was changed about that time, and no backup tells whether before or after it", log);

        // Going through the log, SQL Server stops at the first record behind the time of day: where the clock was set back, that is too early.
        _lastBehind ??= new Lazy<DateTimeOffset?>(_clock.LastBehind(at, offset));
        return _lastBehind.Value is { } behind && !(since >= behind)
            ? (GapReason.AmbiguousTime, $"when {log} was begun, the clock had shown times after {Shown(offset):HH:mm:ss} already and was set back since; SQL Server would stop at the first", log)
            : null;
    }

    private static (GapReason Reason, string Message, KnownSet Log) Twice(KnownSet one, KnownSet other) =>
        (GapReason.AmbiguousTime, $"{one} and {other} both seem to hold that moment, though one begins after the other ends: the clock was set back in between. Ask for the end of a set or for an LSN", one);

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
        ChainPath path = PathBuilder.ToEnd(scope, moment, graph.PathTo(ending[^1], scope.Sets), last, last.Set.FinishedAt!.Value);
        return ChainSearch.Found(path with { Notes = [.. path.Notes, $"that is when {last} was finished: its end is restored"] });
    }

    private ChainGap Gap(KnownSet[] holding, ChainGraph graph)
    {
        var gaps = new GapFinder(scope, moment, graph);
        if (holding.Length > 0)
        {
            // Dates order what was missed: the first log that holds the moment, whether it can be used or not.
            if (SameSecond() is { } data && !scope.Sets.Any(known => known.IsUsable && scope.Holds(known) && known.Set.Kind != BackupKind.Log && IsBefore(known)))
                return gaps.Around(GapReason.TooEarly, $"{data} was finished in the very second of that moment, and backups tell whole seconds: ask for a second later, or for its end", at, data);

            ChainGap gap = gaps.To(holding.MinBy(log => (scope.Started(log), log.Set.LastLsn))!, at);
            return gap.Before is null && gap.Reason == GapReason.NoFull ? gap with { Reason = GapReason.TooEarly } : gap;
        }

        KnownSet? next = scope.Sets.Where(known => scope.Holds(known) && scope.StateTime(known) >= at).MinBy(scope.StateTime);
        KnownSet? last = scope.Sets.Where(scope.Holds).MaxBy(scope.StateTime);
        if (next is null)
            return gaps.Around(GapReason.TooLate, $"nothing was backed up after that moment: the newest is {last}", at);

        ChainGap around = gaps.Around(GapReason.LogMissing, $"no log backup holds that moment: the next is {next}", at, next.IsUsable ? null : next);
        return around.Before is null ? around with { Reason = GapReason.TooEarly, Message = $"the first backup is {next}, later than that moment" } : around;
    }

    /// <summary>A data set that was finished in the second of the moment: whether before or behind it, nobody can tell.</summary>
    private KnownSet? SameSecond() => scope.Sets.LastOrDefault(known =>
        known.IsUsable && scope.Holds(known) && known.Set.Kind != BackupKind.Log && !IsBefore(known) && scope.Finished(known) <= at);

    /// <summary>A log that holds the moment, and the state from which it goes on.</summary>
    private sealed record Way(KnownSet Log, int Node, long Cost, Lsn From)
    {
        public Guid Fork => Log.Set.RecoveryForkGuid;

        public bool Overlaps(Way other) => From <= other.Log.Set.LastLsn && other.From <= Log.Set.LastLsn;

        public bool IsRelated(Way other) =>
            Fork == other.Fork || Fork == ChainGraph.FirstFork(other.Log.Set) || ChainGraph.FirstFork(Log.Set) == other.Fork;
    }
}
