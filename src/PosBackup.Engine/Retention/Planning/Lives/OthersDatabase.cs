using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention.Planning.Holdings;

namespace PosBackup.Engine.Retention.Planning.Lives;

/// <summary>
/// A database that another machine of the store ships to the same target, with a catalog of its own. It stays, and nothing is refused for it: that machine knows whether it is good.
/// <code>
/// hq/0042/TILL1/Shop     shipped by the catalog that expires
/// hq/0042/TILL2/Shop     neither shipped nor read back by it, and nothing is known here of TILL2
/// </code>
/// Where the catalog ships nothing at all, as that of headquarters, there is no such database: what it does not know is to be verified.
/// </summary>
internal static class OthersDatabase
{
    /// <summary>That it is one; null when it is not.</summary>
    /// <param name="place">The place.</param>
    /// <param name="holdings">What lies there.</param>
    /// <param name="database">The database.</param>
    /// <param name="facts">Everything.</param>
    public static RetentionNote? Of(PlaceFacts place, PlaceHoldings holdings, DatabaseHoldings database, PlannerFacts facts)
    {
        BackupSet newest = database.Family.Sets[database.NewestFirst[0]];
        return place is { Place.IsHere: false, IsShippedTo: true } && !facts.IsKnownHere(newest.Instance) && !IsAnyProven(holdings, database)
            ? new RetentionNote(
                ErrorCode.None,
                $"nothing of {database.Name} on {newest.Instance} {place.Place.Where} was shipped or verified by this catalog: it is left to the machine that ships it",
                "If that machine is gone, verify it where the folder lies ('posbackup verify --record'); then it is judged here")
            : null;
    }

    private static bool IsAnyProven(PlaceHoldings holdings, DatabaseHoldings database)
    {
        foreach (int index in database.Sets)
        {
            foreach (int media in database.Family.MediaOf(index))
            {
                if (holdings.Media[media].ProvenAt is not null)
                    return true;
            }
        }

        return false;
    }
}
