using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Retention.Planning;

/// <summary>
/// What no place can restore by itself, and all can together: the full on a drive, its logs here. Where no place has all of a family, all places are judged as one by the policy
/// of all; what is kept then, can be reached only so, and is kept in no place by itself stays wherever it lies, with all that it needs.
/// </summary>
internal sealed class TogetherRule
{
    private readonly RetentionFacts _facts;
    private readonly PlaceJudgement[] _judged;
    private readonly PlaceHoldings[] _places;

    /// <param name="facts">Everything.</param>
    /// <param name="judged">The places that are judged, each by itself already.</param>
    public TogetherRule(RetentionFacts facts, PlaceJudgement[] judged)
    {
        (_facts, _judged) = (facts, judged);
        HashSet<RetentionPlace> own = [.. judged.Select(place => place.Place)];
        IEnumerable<IGrouping<RetentionPlace, HeldMedia>> others = facts.Media.Where(media => !own.Contains(media.Place)).GroupBy(media => media.Place);
        _places = [.. judged.Select(place => place.Holdings), .. others.Select(media => new PlaceHoldings([.. media], facts.Policy.Zone))];
    }

    /// <summary>The sets that must stay wherever they lie.</summary>
    public IReadOnlyList<BackupSet> Run()
    {
        HashSet<Guid> split = [.. _places.SelectMany(place => place.Families).GroupBy(family => family.FamilyGuid).Where(family => !OneHasAll([.. family])).Select(family => family.Key)];
        if (split.Count == 0)
            return [];

        // Of what a broken-off removal has begun with, the rest goes.
        HeldMedia[] media = [.. _facts.Media.Where(one => (!one.IsBeingRemoved || one.IsWhole) && one.Sets.Any(set => split.Contains(set.FamilyGuid)))];
        var all = new PlaceHoldings([.. media, .. MendedMedia.Of(media)], _facts.Policy.Zone);
        DatabaseRules[] rules = [.. all.Databases.Where(database => split.Contains(database.Family.FamilyGuid)).Select(database => new DatabaseRules(all, database, _facts.Policy, _facts.Now))];
        foreach (DatabaseRules one in rules)
            one.Apply();
        HoldRule.Apply(_facts, all);
        all.Close();
        return
        [
            .. rules.GroupBy(one => one.Database.Family)
                .SelectMany(family => new JointReach(family.Key, _places).Needed(family))
                .Where(set => !_judged.Any(place => place.Holdings.Find(set) is { } found && found.Family.IsKept(found.Index))),
        ];
    }

    private static bool OneHasAll(FamilyHoldings[] places)
    {
        FamilyHoldings most = places.MaxBy(place => place.Sets.Length)!;
        return Array.TrueForAll(places, place => ReferenceEquals(place, most) || Array.TrueForAll(place.Sets, known => most.IndexOf(known.Set.SetGuid) is { } index && (most.Sets[index].IsUsable || IsUseless(known))));
    }

    /// <summary>Of no use together with other copies either.</summary>
    private static bool IsUseless(KnownSet known) => known.Obstacle is not (null or SetObstacle.StripesMissing);
}
