using System.Globalization;

namespace PosBackup.Engine.Catalog.Chains;

/// <summary>
/// Finds the way to a moment through the sets of a database. A pure function: no clock, no disk, no server.
/// <code>
/// latest    the end of the newest set, or a gap: never silently an older one
/// time      <see cref="TimeSearch"/>
/// set       its end
/// LSN       the log that holds it, or a state that is it
/// mark      every log from before it on, each with the stop, until one holds it
/// </code>
/// </summary>
public static class ChainFinder
{
    /// <summary>Finds the quickest way.</summary>
    /// <param name="families">The families that may hold the database, as <see cref="ChainBuilder"/> made them.</param>
    /// <param name="moment">What to bring back.</param>
    /// <param name="options">Name, clock and rates.</param>
    public static ChainSearch Find(IReadOnlyList<SetFamily> families, RestoreMoment moment, ChainOptions options)
    {
        ArgumentNullException.ThrowIfNull(families);
        ArgumentNullException.ThrowIfNull(moment);
        ArgumentNullException.ThrowIfNull(options);
        SetFamily[] named =
        [
            .. families
                .Where(family => family.Sets.Any(known => SetFamily.IsOf(known.Set, options.Database, options.Instance)))
                .OrderByDescending(family => family.Sets.Where(known => SetFamily.IsOf(known.Set, options.Database, options.Instance)).Max(known => known.Set.StartedAt.AsUtc(options.AssumedOffset))),
        ];
        if (named.Length == 0)
            return ChainSearch.Broken(new ChainGap { Reason = GapReason.NoSets, Moment = moment, Message = $"no backup of {options.Database ?? "any database"}{(options.Instance is null ? "" : $" of {options.Instance}")} was found" });

        if (moment is RestoreMoment.EndOfSet set)
            named = [.. named.OrderByDescending(family => family.Sets.Any(known => known.Set.SetGuid == set.SetGuid))];

        ChainSearch first = Find(new ChainScope(named[0], options), moment);
        if (first.Path is not null || moment is RestoreMoment.Latest or RestoreMoment.EndOfSet)
            return first;

        // The name was somebody else's before: dropped and made anew, a moment may lie in the life of the former one.
        ChainGap? gap = first.Gap;
        foreach (SetFamily former in named.Skip(1))
        {
            ChainSearch search = Find(new ChainScope(former, options), moment);
            if (search.Path is { } path)
                return ChainSearch.Found(path with { Notes = [.. path.Notes, $"{options.Database} was dropped and made anew since: this is the former database (family {former.FamilyGuid})"] });

            gap = gap?.Nearer(search.Gap);
        }

        return first with { Gap = gap };
    }

    /// <summary>Every moment that can be reached of the newest database of that name, the earliest first.</summary>
    public static IReadOnlyList<ReachableSpan> Reachable(SetFamily family, ChainOptions options)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(options);
        return new ChainScope(family, options).Spans();
    }

    private static ChainSearch Find(ChainScope scope, RestoreMoment moment) => moment switch
    {
        RestoreMoment.At at => new TimeSearch(scope, moment, at.Moment).Run(),
        RestoreMoment.AtLocal local => AtLocal(scope, local),
        RestoreMoment.EndOfSet set => new EndSearch(scope, moment).OfSet(set.SetGuid),
        RestoreMoment.AtLsn lsn => new LsnSearch(scope, lsn).Run(),
        RestoreMoment.AtMark mark => new MarkSearch(scope, mark).Run(),
        _ => new EndSearch(scope, moment).Latest(),
    };

    private static ChainSearch AtLocal(ChainScope scope, RestoreMoment.AtLocal local)
    {
        var clock = new ServerClock(scope.Sets, scope.Options);
        IReadOnlyList<DateTimeOffset> moments = clock.MomentsOf(local.Local);
        if (moments.Count == 1)
        {
            ChainSearch search = new TimeSearch(scope, local, moments[0], local.Local).Run();
            return search.Path is { } path
                ? ChainSearch.Found(path with { Notes = [.. path.Notes, $"the time was taken as the local time of the instance: {new RestoreMoment.At(moments[0])}"] })
                : search;
        }

        string time = local.Local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        string message = moments.Count == 0
            ? $"the clock of the instance never showed {time}: it was set forward over it"
            : $"{time} may be {string.Join(" or ", moments.Select(one => new RestoreMoment.At(one)))}: give the offset";
        return ChainSearch.Broken(new GapFinder(scope, local).Around(GapReason.AmbiguousTime, message, moments.Count > 0 ? moments[0] : clock.Guess(local.Local)));
    }
}
