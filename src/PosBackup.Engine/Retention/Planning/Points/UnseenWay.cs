using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention.Planning.Holdings;

namespace PosBackup.Engine.Retention.Planning.Points;

/// <summary>
/// What may be on the way to a log to which no seen way leads. A differential names its full; of a log only this is certain: it goes on from a full before it, and from what was
/// taken since.
/// </summary>
internal static class UnseenWay
{
    /// <summary>Keeps the newest full before a log, whatever is known of it, and all since.</summary>
    /// <param name="place">Where it lies.</param>
    /// <param name="log">The log; of any other set nothing is kept.</param>
    public static void Keep(PlaceHoldings place, HeldSet log) => Keep(place, log, (_, _) => true);

    /// <summary>Keeps of them what nothing else keeps, and what is asked for.</summary>
    /// <param name="place">Where it lies.</param>
    /// <param name="log">The log; of any other set nothing is kept.</param>
    /// <param name="isAskedFor">Whether a set, by its index in the family, is asked for.</param>
    public static void Keep(PlaceHoldings place, HeldSet log, Func<FamilyHoldings, int, bool> isAskedFor)
    {
        (FamilyHoldings family, int index) = log;
        int full = family.Sets[index].Kind == BackupKind.Log ? Array.FindLastIndex(family.Sets, index, set => set.Kind == BackupKind.Full) : -1;
        if (full < 0)
            return;

        var mayBeNeeded = new KeepReason(KeepRule.Unseen) { For = family.Sets[index].SetGuid };
        for (int i = full; i < index; i++)
        {
            if (!family.IsKept(i) && !place.IsLeftOver(family, i) && isAskedFor(family, i))
                place.Keep(family, i, mayBeNeeded);
        }
    }
}
