using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Media;
using PosBackup.Engine.Retention.Planning.Holdings;
using PosBackup.Engine.Retention.Planning.Lives;
using PosBackup.Engine.Retention.Planning.Points;

namespace PosBackup.Engine.Retention.Planning.AcrossPlaces;

/// <summary>
/// What no place can restore by itself, and all can together: the full on a drive, its logs here. Where no place has all of a family, all places are judged as one by the policy
/// of all; what is kept then, can be reached only so, and is kept in no place by itself stays wherever it lies, with all that it needs.
/// </summary>
internal sealed class TogetherRule
{
    private readonly PlannerFacts _facts;
    private readonly DatabaseLives _lives;
    private readonly PlaceHoldings[] _judged;
    private readonly PlaceHoldings[] _known;
    private readonly PlaceHoldings[] _seen;
    private readonly Lazy<PlaceHoldings> _together;

    /// <param name="facts">Everything.</param>
    /// <param name="lives">Whether databases are still backed up.</param>
    /// <param name="judged">The places that are judged, each by itself already.</param>
    /// <param name="others">The other places.</param>
    public TogetherRule(PlannerFacts facts, DatabaseLives lives, PlaceHoldings[] judged, PlaceHoldings[] others)
    {
        (_facts, _lives, _judged, _known) = (facts, lives, judged, [.. judged, .. others]);

        // What was not seen may be gone, so that no place has it; or come back, and need what others have.
        _seen = Array.ConvertAll(_known, Seen);
        _together = new(SeenTogether);
    }

    private TimeZoneInfo Zone => _facts.Facts.Policy.Zone;

    /// <summary>The sets that must stay wherever they lie.</summary>
    /// <param name="media">The media in all places.</param>
    public IReadOnlyList<BackupSet> Run(HeldMedia[] media)
    {
        ILookup<Guid, FamilyHoldings> seen = _seen.SelectMany(place => place.Families).ToLookup(family => family.FamilyGuid);
        HashSet<Guid> split = [.. _known.SelectMany(place => place.Families).GroupBy(family => family.FamilyGuid).Where(family => !OneHasAll([.. seen[family.Key]], [.. family])).Select(family => family.Key)];
        if (split.Count == 0)
            return [];

        // Of what a broken-off removal has begun with, the rest goes.
        HeldMedia[] usable = [.. media.Select(ExpectedBack).Where(one => (!one.IsBeingRemoved || one.IsWhole) && one.Sets.Any(set => split.Contains(set.FamilyGuid)))];
        var all = new PlaceHoldings([.. usable, .. MendedMedia.Of(usable)], Zone);
        DatabaseRules[] rules = [.. all.Databases.Where(database => split.Contains(database.Family.FamilyGuid)).Select(database => new DatabaseRules(all, database, _facts.Facts.Policy, _facts.Time, _lives))];
        foreach (DatabaseRules one in rules)
            one.Apply();
        _facts.Holds.Apply(all);
        all.Close();
        return
        [
            .. rules.GroupBy(one => one.Database.Family)
                .SelectMany(family => new JointReach(family.Key, _seen).Needed(family))
                .Where(set => !Array.Exists(_judged, place => IsKeptForUse(place, set))),
        ];
    }

    /// <summary>Whether all that is seen, together, leads to a set. What is absent may never come back.</summary>
    public bool IsSeen(BackupSet set) => !_known.Any(place => place.Media.Any(media => media.IsAbsent)) || (_together.Value.Find(set) is { } found && found.Family.Graph.Reaches(found.Index));

    private PlaceHoldings SeenTogether()
    {
        HeldMedia[] media = [.. _seen.SelectMany(place => place.Media)];
        return new PlaceHoldings([.. media, .. MendedMedia.Of(media)], Zone);
    }

    private PlaceHoldings Seen(PlaceHoldings place) =>
        place.Media.Any(media => media.IsAbsent) ? new PlaceHoldings([.. place.Media.Where(media => !media.IsAbsent)], Zone) : place;

    /// <summary>What is absent, as if it came back. A way by what was seen comes before one by it, as it does before one by what is suspect.</summary>
    private static HeldMedia ExpectedBack(HeldMedia media) =>
        media.IsAbsent ? media with { IsAbsent = false, Verdict = media.Verdict == Verdict.Damaged ? Verdict.Damaged : Verdict.Suspect } : media;

    /// <summary>A damaged or absent copy that is kept, or a stripe of it, makes no other one needless.</summary>
    private static bool IsKeptForUse(PlaceHoldings place, BackupSet set)
    {
        if (place.Find(set) is not { } found || !found.Family.IsKept(found.Index))
            return false;

        foreach (int media in found.Family.MediaOf(found.Index))
        {
            if (place.Media[media] is { IsWhole: true, Verdict: null or Verdict.Intact })
                return true;
        }

        return false;
    }

    private static bool OneHasAll(FamilyHoldings[] seen, FamilyHoldings[] known)
    {
        FamilyHoldings? most = seen.MaxBy(place => place.Sets.Length);
        return most is not null && Array.TrueForAll(known, place => ReferenceEquals(place, most) || Has(most, place));
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
