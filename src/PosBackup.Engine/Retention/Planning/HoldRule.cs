namespace PosBackup.Engine.Retention.Planning;

/// <summary>Keeps what somebody holds. Of several holds on one set, the words of the one that holds longest are told.</summary>
internal static class HoldRule
{
    /// <param name="facts">The holds and the clock.</param>
    /// <param name="place">What lies in a place.</param>
    public static void Apply(RetentionFacts facts, PlaceHoldings place)
    {
        foreach (IGrouping<Guid, RetentionHold> holds in facts.Holds.Where(hold => hold.IsInForce(facts.Now)).GroupBy(hold => hold.SetGuid))
        {
            var reason = new KeepReason(KeepRule.Hold, holds.MaxBy(hold => hold.Until ?? DateTimeOffset.MaxValue)!.Reason);
            foreach (FamilyHoldings family in place.Families)
            {
                if (family.IndexOf(holds.Key) is { } index)
                    place.Keep(family, index, reason);
            }
        }
    }
}
