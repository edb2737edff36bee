using System.Globalization;
using PosBackup.Engine.Retention.Planning.Holdings;
using PosBackup.Engine.Retention.Planning.Times;

namespace PosBackup.Engine.Retention.Planning.Lives;

/// <summary>
/// That a database goes on and on without a full: all that was taken since the newest stays with it, asked for or not, and the place fills.
/// <code>
/// F ── D ── D ── D ── … ── D ── D ── D ──►
///      └ no rule asks for these ┘    └ these are in the window
/// </code>
/// </summary>
internal static class StuckChain
{
    /// <summary>Many take a full each month.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromDays(35);

    /// <summary>The note; null where the newest full is young, the rules ask for all that was taken since, or nothing comes any more.</summary>
    /// <param name="database">The database, with what its rules keep.</param>
    /// <param name="place">The place.</param>
    /// <param name="time">What time it is.</param>
    public static RetentionNote? Of(DatabaseHoldings database, RetentionPlace place, StoreTime time)
    {
        FamilyHoldings family = database.Family;
        if (database.Newest < 0 || time.Clock - family.Times[database.Newest] > Usual || family.First(database.Newest) is var full && time.Now - family.Times[full] <= Usual)
            return null;

        int stuck = database.Sets.Count(index => index != full && family.ChainOf(index) == full && family.Keeps(index) is [{ Rule: KeepRule.MinimumChains }]);
        return stuck == 0 ? null : new RetentionNote(
            ErrorCode.None,
            string.Create(CultureInfo.InvariantCulture, $"no full of {database.Name} lies {place.Where} since {family.Times[full]:yyyy-MM-dd HH:mmK}: {CountText.Of(stuck, "set that was taken since stays with it, though nothing else asks for it", "sets that were taken since stay with it, though nothing else asks for them")}, until there is one"),
            "Take a full backup");
    }
}
