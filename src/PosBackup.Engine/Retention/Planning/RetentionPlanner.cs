using PosBackup.Engine.Catalog;

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
/// </summary>
internal static class RetentionPlanner
{
    /// <summary>The plan.</summary>
    public static RetentionPlan Plan(RetentionFacts facts)
    {
        ILookup<RetentionPlace, HeldMedia> media = facts.Media.ToLookup(one => one.Place);
        PlaceJudgement[] places = [.. facts.Places.OrderBy(place => !place.Place.IsHere).Select(place => new PlaceJudgement(facts, place, [.. media[place.Place]]))];
        foreach (PlaceJudgement place in places)
            place.ApplyPolicy();
        KeepCopies(facts, places);
        IReadOnlyList<BackupSet> together = new TogetherRule(facts, places).Run();
        foreach (PlaceJudgement place in places)
            place.KeepTogether(together);
        return new RetentionPlan { Now = facts.Now, Places = [.. places.Select(place => place.Plan())] };
    }

    /// <summary>Here first: what stays here decides which copies must stay.</summary>
    private static void KeepCopies(RetentionFacts facts, PlaceJudgement[] places)
    {
        HashSet<HeldMedia> goes = new(places.SelectMany(place => place.Going().Select(media => place.Holdings.Media[media])), ReferenceEqualityComparer.Instance);
        var rule = new CopyRule(facts, goes);
        foreach (PlaceJudgement place in places)
        {
            place.KeepWhere(media => rule.Keeps(media, goes));
            place.LimitRemoval();
            goes.RemoveWhere(media => media.Place == place.Place);
            goes.UnionWith(place.Going().Select(media => place.Holdings.Media[media]));
        }
    }
}
