using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Retention.Planning;

/// <summary>
/// What no place can restore by itself, and all can together: the full on a drive, its logs here. Where no place has all of a family, all places are judged as one by the policy
/// of all; what is kept then, can be reached only so, and is kept in no place by itself stays wherever it lies, with all that it needs.
/// </summary>
/// <param name="facts">Everything.</param>
/// <param name="judged">The places that are judged, each by itself already.</param>
/// <param name="others">The other places.</param>
internal sealed class TogetherRule(PlannerFacts facts, PlaceHoldings[] judged, PlaceHoldings[] others)
{
    private readonly PlaceHoldings[] _places = [.. judged, .. others];

    /// <summary>The sets that must stay wherever they lie.</summary>
    /// <param name="media">The media in all places.</param>
    public IReadOnlyList<BackupSet> Run(HeldMedia[] media)
    {
        HashSet<Guid> split = [.. _places.SelectMany(place => place.Families).GroupBy(family => family.FamilyGuid).Where(family => !OneHasAll([.. family])).Select(family => family.Key)];
        if (split.Count == 0)
            return [];

        // Of what a broken-off removal has begun with, the rest goes.
        HeldMedia[] usable = [.. media.Where(one => (!one.IsBeingRemoved || one.IsWhole) && one.Sets.Any(set => split.Contains(set.FamilyGuid)))];
        var all = new PlaceHoldings([.. usable, .. MendedMedia.Of(usable)], facts.Facts.Policy.Zone);
        DatabaseRules[] rules = [.. all.Databases.Where(database => split.Contains(database.Family.FamilyGuid)).Select(database => new DatabaseRules(all, database, facts.Facts.Policy, facts.Facts.Now))];
        foreach (DatabaseRules one in rules)
            one.Apply();
        facts.Holds.Apply(all);
        all.Close();
        return
        [
            .. rules.GroupBy(one => one.Database.Family)
                .SelectMany(family => new JointReach(family.Key, _places).Needed(family))
                .Where(set => !Array.Exists(judged, place => place.Find(set) is { } found && found.Family.IsKept(found.Index))),
        ];
    }

    private static bool OneHasAll(FamilyHoldings[] places)
    {
        FamilyHoldings most = places.MaxBy(place => place.Sets.Length)!;
        return Array.TrueForAll(places, place => ReferenceEquals(place, most) || Has(most, place));
    }

    private static bool Has(FamilyHoldings most, FamilyHoldings place)
    {
        for (int i = 0; i < place.Sets.Length; i++)
        {
            if (most.IndexOf(place.Sets[i].SetGuid) is not { } index || (most.Obstacle(index) is not null && !IsUseless(place.Obstacle(i))))
                return false;
        }

        return true;
    }

    /// <summary>Of no use together with other copies either.</summary>
    private static bool IsUseless(SetObstacle? obstacle) => obstacle is not (null or SetObstacle.StripesMissing);
}
