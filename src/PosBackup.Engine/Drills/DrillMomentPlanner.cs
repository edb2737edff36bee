using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Drills;

/// <summary>
/// Chooses the moment of a drill. Pure: the same spans, window and seed give the same moment.
/// <code>
/// reachable   ●        ├──────────────┤    ├───────┤      ● a full alone, ├─┤ a full with its logs
/// window           [                                      from here on
/// oldest               ┴
/// random                   ┴                              a whole second where the span has one
/// latest                                           ┴
/// </code>
/// </summary>
internal static class DrillMomentPlanner
{
    /// <summary>The moment; null when none within the window can be reached.</summary>
    /// <param name="moment">Which moment.</param>
    /// <param name="spans">What can be reached; may overlap, in any order.</param>
    /// <param name="notBefore">Where the window begins; null takes all.</param>
    /// <param name="seed">Decides the random one.</param>
    public static DateTimeOffset? Choose(DrillMoment moment, IReadOnlyList<ReachableSpan> spans, DateTimeOffset? notBefore, long seed)
    {
        List<ReachableSpan> within = Merge(spans, notBefore ?? DateTimeOffset.MinValue);
        if (within.Count == 0)
            return null;

        return moment switch
        {
            DrillMoment.Latest => within[^1].To,
            DrillMoment.Oldest => within[0].From,
            DrillMoment.Random => AnySecond(within, seed),
            _ => throw new ArgumentOutOfRangeException(nameof(moment), moment, "no such moment"),
        };
    }

    /// <summary>The spans in order, cut to the window and grown together, so that no second counts twice.</summary>
    private static List<ReachableSpan> Merge(IReadOnlyList<ReachableSpan> spans, DateTimeOffset notBefore)
    {
        if (spans.FirstOrDefault(span => span.To < span.From) is { } reversed)
            throw new ArgumentException($"a span ends at {reversed.To:O} before it begins at {reversed.From:O}", nameof(spans));

        var merged = new List<ReachableSpan>();
        foreach (ReachableSpan span in spans.Where(span => span.To >= notBefore).OrderBy(span => span.From))
        {
            ReachableSpan cut = span.From < notBefore ? span with { From = notBefore } : span;
            if (merged.Count > 0 && cut.From <= merged[^1].To)
                merged[^1] = merged[^1] with { To = cut.To > merged[^1].To ? cut.To : merged[^1].To };
            else
                merged.Add(cut);
        }

        return merged;
    }

    private static DateTimeOffset AnySecond(List<ReachableSpan> spans, long seed)
    {
        long rest = new StableRandom(seed).Below(spans.Sum(Seconds));
        foreach (ReachableSpan span in spans)
        {
            if (rest < Seconds(span))
                return First(span).AddSeconds(rest);

            rest -= Seconds(span);
        }

        throw new InvalidOperationException("a random second lies beyond all spans");
    }

    private static long Seconds(ReachableSpan span) => ((span.To - First(span)).Ticks / TimeSpan.TicksPerSecond) + 1;

    /// <summary>The first whole second; the very beginning of a span that has none.</summary>
    private static DateTimeOffset First(ReachableSpan span)
    {
        long past = span.From.Ticks % TimeSpan.TicksPerSecond;
        DateTimeOffset whole = past == 0 ? span.From : span.From.AddTicks(TimeSpan.TicksPerSecond - past);
        return whole <= span.To ? whole : span.From;
    }
}
