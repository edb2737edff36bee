using PosBackup.Engine.Retention.Planning.Holdings;
using PosBackup.Engine.Retention.Planning.Times;

namespace PosBackup.Engine.Retention.Planning.Points;

/// <summary>
/// Keeps what no seen chain leads to, and what is damaged or not whole. A catalog that was made anew of one folder, a disk that is not mounted, a listing that lies: what was not
/// seen is not known to be gone. So such sets stay while they may be what is promised: in the window and the newest chains, and where one of their periods, within what a rule asks for, has no
/// sound full that stands before them. While the newest ones or chains are fewer than is asked for, what is not seen may be what is lacking, however old.
/// <code>
/// time      ──|──── June ────|──── July ────|──── August ────|── window ──►
/// seen           (F) ─ L ─      D ┐    L       F ── L ── L      F ─ L ─ ─ L        (F): one of its stripes is not seen
/// kept            └─── └ may be   │    └ may go on from what is not seen
///                        June's   └ its full is not seen: it may be the point of July; in August a full is
/// </code>
/// </summary>
/// <param name="place">Where the sets lie.</param>
/// <param name="database">The sets.</param>
/// <param name="policy">What is asked for.</param>
/// <param name="now">The clock.</param>
internal sealed class UnseenChains(PlaceHoldings place, DatabaseHoldings database, RetentionPolicy policy, DateTimeOffset now)
{
    private static readonly KeepReason TooYoung = new(KeepRule.Young);
    private static readonly KeepReason Few = new(KeepRule.Unseen, "the policy has as many points and chains as it asks for");

    private static readonly Dictionary<KeepRule, KeepReason> Reasons = new()
    {
        [KeepRule.Daily] = OfPeriod("day"),
        [KeepRule.Weekly] = OfPeriod("week"),
        [KeepRule.Monthly] = OfPeriod("month"),
        [KeepRule.Yearly] = OfPeriod("year"),
    };

    private readonly FamilyHoldings _family = database.Family;

    /// <summary>Keeps them.</summary>
    /// <param name="promisedWhole">From here on all is promised that a way leads to: the window, and the newest chains.</param>
    /// <param name="lacking">The rule by which a set of a time may be what is lacking; null for none.</param>
    public void Keep(DateTimeOffset promisedWhole, Func<DateTimeOffset, KeepRule?> lacking)
    {
        if (!Array.Exists(database.Sets, IsUnseen))
            return;

        DateTimeOffset allowed = policy.MaximumAge is { } age ? SetTime.Before(now, age) : DateTimeOffset.MinValue;

        // Where all is promised, each set on the way was; before it only what a way does not lead to has to wait for it.
        Keep(time => time >= promisedWhole ? TooYoung : null, (_, _) => true);
        Keep(
            time => time >= allowed && lacking(time) is { } rule ? Reasons.GetValueOrDefault(rule, Few) : null,
            (family, index) => !family.Graph.Reaches(index) && family.Times[index] >= allowed);
    }

    /// <summary>Keeps what is not kept yet, and of the ways that may lead into it what is asked for: those behind the first of several that follow on one another lead over that.</summary>
    private void Keep(Func<DateTimeOffset, KeepReason?> why, Func<FamilyHoldings, int, bool> isAskedFor)
    {
        bool goesOn = false;
        foreach (int index in database.Sets)
        {
            if (!IsUnseen(index))
                continue;

            KeepReason? reason = why(_family.Times[index]);
            if (reason is not null && !_family.IsKept(index))
                place.Keep(_family, index, reason);
            if (reason is not null && !goesOn)
                UnseenWay.Keep(place, new HeldSet(_family, index), isAskedFor);
            goesOn = reason is not null;
        }
    }

    private bool IsUnseen(int index) => !_family.Graph.Reaches(index) && !place.IsLeftOver(_family, index);

    private static KeepReason OfPeriod(string period) => new(KeepRule.Unseen, $"a full stands for its {period}, or the policy asks for no {period} so long ago");
}
