using PosBackup.Engine.Retention.Planning.Holdings;
using PosBackup.Engine.Retention.Planning.Points;

namespace PosBackup.Engine.Retention.Planning.Holds;

/// <summary>Keeps what somebody holds. Of several holds on one set, the words of the one that holds longest are told.</summary>
/// <param name="facts">The holds.</param>
/// <param name="now">What time it is.</param>
internal sealed class HoldRule(RetentionFacts facts, DateTimeOffset now)
{
    private readonly Dictionary<Guid, (int Order, KeepReason Reason)> _held = facts.Holds
        .Where(hold => hold.IsInForce(now))
        .GroupBy(hold => hold.SetGuid)
        .Select((holds, order) => (holds.Key, Order: order, Reason: new KeepReason(KeepRule.Hold, holds.MaxBy(hold => hold.Until ?? DateTimeOffset.MaxValue)!.Reason)))
        .ToDictionary(held => held.Key, held => (held.Order, held.Reason));

    /// <param name="place">What lies in a place.</param>
    public void Apply(PlaceHoldings place)
    {
        if (_held.Count == 0)
            return;

        var found = new List<(HeldSet Set, int Order, KeepReason Reason)>();
        foreach (FamilyHoldings family in place.Families)
        {
            for (int i = 0; i < family.Sets.Length; i++)
            {
                if (_held.TryGetValue(family.Sets[i].SetGuid, out (int Order, KeepReason Reason) held))
                    found.Add((new HeldSet(family, i), held.Order, held.Reason));
            }
        }

        foreach ((HeldSet set, _, KeepReason reason) in found.OrderBy(one => one.Order))
        {
            place.Keep(set.Family, set.Index, reason);
            if (!set.Family.Graph.Reaches(set.Index))
                UnseenWay.Keep(place, set);
        }
    }
}
