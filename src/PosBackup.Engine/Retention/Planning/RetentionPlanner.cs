using PosBackup.Engine.Retention.Planning.Holdings;
using PosBackup.Engine.Retention.Planning.Judging;

namespace PosBackup.Engine.Retention.Planning;

/// <summary>
/// What may go, and what stays and why. A pure function of what lies where, what was proven of it, the policies and the clock. n sets take n·log n of one database, and grow with
/// the number of databases.
/// <para>What holds whatever the policy says:</para>
/// <list type="bullet">
/// <item>nothing that is kept needs something that is removed;</item>
/// <item>what a place can restore of what its policy promises, it can restore afterwards, by itself;</item>
/// <item>the newest recoverable chain of each database stays, in each place, and so do chains that only all places together have;</item>
/// <item>media go whole or not at all, and in an order in which every rest is whole;</item>
/// <item>a file here goes only while enough proven copies lie elsewhere;</item>
/// <item>a second plan, made of what the first one keeps, removes nothing.</item>
/// </list>
/// <code>
/// media of all places ─► groups ─┬─► judged in all places ─┬─► joined, place by place ─► plan
///                                ├─► judged in all places ─┤        │
///                                └─► …                     ┘        └ what only a whole place tells (too much at once, a clock): all over again, with that known
/// </code>
/// </summary>
internal static class RetentionPlanner
{
    /// <summary>The plan.</summary>
    public static RetentionPlan Plan(RetentionFacts facts)
    {
        var known = new PlannerFacts(facts);
        IReadOnlyList<ArraySegment<int>> groups = MediaGroups.Of(known.Media);
        var heldBack = new HeldBack(known);
        PlaceJoin[] places;
        do
        {
            var shares = new PlaceShare[groups.Count][];
            Parallel.For(0, groups.Count, group => shares[group] = GroupJudgement.Run(known, groups[group], heldBack));
            places = [.. known.Judged.Select((place, i) => new PlaceJoin(place, Array.ConvertAll(shares, share => share[i])))];
        }
        while (heldBack.Learn(places));

        return new RetentionPlan { Now = facts.Now, Places = [.. places.AsParallel().AsOrdered().Select(place => place.Plan(known))] };
    }
}
