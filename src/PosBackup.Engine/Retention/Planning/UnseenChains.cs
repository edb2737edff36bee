using System.Globalization;

namespace PosBackup.Engine.Retention.Planning;

/// <summary>
/// Keeps what no seen chain leads to, and what is damaged or not whole. A catalog that was made anew of one folder, a disk that is not mounted, a listing that lies: what was not
/// seen is not known to be gone. So such sets stay until they are older than all that the policy promises: than its oldest recovery point, and than its spans counted back from now. While
/// a rule that counts has not found as many as it asks for, what is not seen may be what it lacks, however old.
/// <code>
/// time      ──────|─────────────────────────────────|────────────────────────────►
///            spans begin                     window begins                     now
/// seen              D ┐         (F) ─ L ─               ─ L ─ L ─      F ─ L ─        (F): one of its stripes is not seen
/// kept              │ └ its full is not seen: it may be the point of a month │
///                   │            └──── the logs may go on from it ───────┘
/// </code>
/// </summary>
/// <param name="place">Where the sets lie.</param>
/// <param name="database">The sets.</param>
/// <param name="policy">What is asked for.</param>
/// <param name="now">The clock.</param>
internal sealed class UnseenChains(PlaceHoldings place, DatabaseHoldings database, RetentionPolicy policy, DateTimeOffset now)
{
    private static readonly KeepReason TooYoung = new(KeepRule.Young);
    private static readonly KeepReason Lacking = new(KeepRule.Unseen, "the policy has as many points and chains as it asks for");

    private readonly FamilyHoldings _family = database.Family;

    /// <summary>Keeps them.</summary>
    /// <param name="promisedWhole">From here on all is promised that a way leads to: the window, and the newest chains.</param>
    /// <param name="oldestPoint">The oldest recovery point that is promised; null without any.</param>
    /// <param name="mayReachTo">How far back what is not seen may be what a rule lacks.</param>
    public void Keep(DateTimeOffset promisedWhole, DateTimeOffset? oldestPoint, Func<DateTimeOffset> mayReachTo)
    {
        if (!Array.Exists(database.Sets, IsUnseen))
            return;

        DateTimeOffset reach = mayReachTo();
        DateTimeOffset spans = PolicySpan.Since(policy, now);
        DateTimeOffset oldest = Earlier(promisedWhole, oldestPoint ?? promisedWhole);
        DateTimeOffset allowed = policy.MaximumAge is { } age ? SetTime.Before(now, age) : DateTimeOffset.MinValue;

        // Where all is promised, each set on the way was; before it only what a way does not lead to has to wait for it.
        KeepSince(promisedWhole, _ => TooYoung, (_, _) => true);
        KeepSince(
            Later(Earlier(Earlier(oldest, reach), spans), allowed),
            time => reach == DateTimeOffset.MinValue ? Lacking : Unseen(time, spans, oldest),
            (family, index) => !family.Graph.Reaches(index) && family.Times[index] >= allowed);
    }

    /// <summary>Keeps what is not kept yet, and of the way that may lead into the first of it what is asked for.</summary>
    private void KeepSince(DateTimeOffset since, Func<DateTimeOffset, KeepReason> why, Func<FamilyHoldings, int, bool> isAskedFor)
    {
        bool isFirst = true;
        foreach (int index in database.Sets)
        {
            if (_family.Times[index] < since || !IsUnseen(index))
                continue;

            if (!_family.IsKept(index))
                place.Keep(_family, index, why(_family.Times[index]));
            if (isFirst)
                UnseenWay.Keep(place, new HeldSet(_family, index), isAskedFor);
            isFirst = false;
        }
    }

    private bool IsUnseen(int index) => !_family.Graph.Reaches(index) && !place.IsLeftOver(_family, index);

    private KeepReason Unseen(DateTimeOffset time, DateTimeOffset spans, DateTimeOffset oldest) => new(
        KeepRule.Unseen,
        time >= spans ? Day(time + (now - spans)) : $"the recovery point of {Day(oldest)} goes");

    private string Day(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, policy.Zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
