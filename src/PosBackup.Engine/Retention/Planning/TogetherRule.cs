using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Retention.Planning;

/// <summary>
/// What no place can restore by itself, and all can together: the full on a drive, its logs here. Where there is such a set, all places are judged as one by the policy of all;
/// what is kept then and nowhere by a place's own rules stays wherever it lies.
/// </summary>
internal sealed class TogetherRule(RetentionFacts facts, PlaceJudgement[] places)
{
    /// <summary>The sets that must stay wherever they lie.</summary>
    public IReadOnlyList<BackupSet> Run()
    {
        HashSet<Guid> split = [.. places.SelectMany(place => place.Holdings.Families).SelectMany(Stranded)];
        if (split.Count == 0)
            return [];

        HeldMedia[] media = [.. facts.Media.Where(one => one.Sets.Any(set => split.Contains(set.FamilyGuid)))];
        var all = new PlaceHoldings(media, facts.Policy.Zone);
        foreach (FamilyHoldings family in all.Families.Where(family => split.Contains(family.FamilyGuid)))
            new FamilyRules(all, family, facts.Policy, facts.Now).Apply();
        all.Close();
        return
        [
            .. all.Families
                .Where(family => split.Contains(family.FamilyGuid))
                .SelectMany(family => Enumerable.Range(0, family.Sets.Length).Where(i => family.IsKept(i) && family.Graph.Reaches(i)).Select(i => family.Sets[i].Set))
                .Where(set => !places.Any(place => IsKept(place, set))),
        ];
    }

    /// <summary>The family, if a set of it could be restored and no way leads to it in its place.</summary>
    private static IEnumerable<Guid> Stranded(FamilyHoldings family)
    {
        for (int i = 0; i < family.Sets.Length; i++)
        {
            if (family.Sets[i].IsUsable && !family.Graph.Reaches(i))
                return [family.FamilyGuid];
        }

        return [];
    }

    private static bool IsKept(PlaceJudgement place, BackupSet set) => place.Holdings.Find(set) is { } found && found.Family.IsKept(found.Index);
}
