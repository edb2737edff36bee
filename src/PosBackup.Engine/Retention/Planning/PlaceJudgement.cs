using System.Globalization;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Retention.Planning;

/// <summary>Judges what lies in one place: by its policy, by what is not to be decided by a machine, and by what the other places have.</summary>
internal sealed class PlaceJudgement
{
    private readonly RetentionFacts _facts;
    private readonly PlaceFacts _place;
    private readonly List<RecoveryPoint> _points = [];
    private readonly List<RetentionRefusal> _refusals = [];
    private readonly Dictionary<FamilyHoldings, DateTimeOffset> _oldestPromised = new(ReferenceEqualityComparer.Instance);

    /// <param name="facts">Everything.</param>
    /// <param name="place">The place.</param>
    /// <param name="media">What lies there.</param>
    public PlaceJudgement(RetentionFacts facts, PlaceFacts place, IReadOnlyList<HeldMedia> media)
    {
        (_facts, _place) = (facts, place);
        Holdings = new PlaceHoldings(media, place.Policy.Zone);
    }

    /// <summary>What lies there, and what of it is kept.</summary>
    public PlaceHoldings Holdings { get; }

    /// <summary>The place.</summary>
    public RetentionPlace Place => _place.Place;

    /// <summary>Keeps what the policy asks for, and all of what must not be judged by a machine.</summary>
    public void ApplyPolicy()
    {
        _refusals.AddRange(PlaceGuards.Before(_place, Holdings, _facts.Now));
        ILookup<Guid, RetentionHold> holds = _facts.Holds.Where(hold => hold.IsInForce(_facts.Now)).ToLookup(hold => hold.SetGuid);
        bool isRefused = _refusals.Count > 0;
        foreach (FamilyHoldings family in Holdings.Families)
        {
            var rules = new FamilyRules(Holdings, family, _place.Policy, _facts.Now);
            rules.Apply();
            _points.AddRange(rules.Points);
            _oldestPromised[family] = rules.Points.Count > 0 ? rules.Points.Min(point => point.From) : DateTimeOffset.MinValue;
            Hold(family, holds);
            RetentionRefusal[] guards = [.. new FamilyGuards(Holdings, family, _facts.Acknowledged).Run()];
            _refusals.AddRange(guards);
            if (isRefused || guards.Length > 0)
                KeepAll(family);
        }

        Holdings.Close();
    }

    /// <summary>Keeps a set that the places have a chain to only together.</summary>
    public void KeepTogether(BackupSet set)
    {
        if (Holdings.Find(set) is { } found)
            Holdings.Keep(found.Family, found.Index, new KeepReason(KeepRule.Together));
        Holdings.Close();
    }

    /// <summary>Keeps media for a reason that lies elsewhere, where nothing else keeps them.</summary>
    /// <param name="reason">The reason; null for none.</param>
    public void KeepWhere(Func<HeldMedia, KeepReason?> reason)
    {
        for (int i = 0; i < Holdings.Media.Count; i++)
        {
            if (!Holdings.IsKept(i) && reason(Holdings.Media[i]) is { } why)
            {
                Holdings.KeepMedia(i, why);
                Holdings.Close();
            }
        }
    }

    /// <summary>The plan, once all has been kept that is to be.</summary>
    public PlacePlan Plan()
    {
        int[] removed = [.. Enumerable.Range(0, Holdings.Media.Count).Where(i => !Holdings.IsKept(i))];
        if (PlaceGuards.After(_place, Holdings, removed.Length) is { } tooMuch)
        {
            _refusals.Add(tooMuch);
            foreach (FamilyHoldings family in Holdings.Families)
                KeepAll(family);
            removed = [];
        }

        NameConflicts();
        bool[] goes = new bool[Holdings.Media.Count];
        foreach (int media in removed)
            goes[media] = true;
        return new PlacePlan
        {
            Facts = _place,
            Media =
            [
                .. RemovalOrder.Of(Holdings, removed).Select(media => Decide(media, isRemoved: true)),
                .. Enumerable.Range(0, goes.Length).Where(media => !goes[media]).Select(media => Decide(media, isRemoved: false)),
            ],
            Points = _points,
            Refusals = _refusals,
        };
    }

    private void Hold(FamilyHoldings family, ILookup<Guid, RetentionHold> holds)
    {
        foreach (IGrouping<Guid, RetentionHold> hold in holds)
        {
            if (family.IndexOf(hold.Key) is { } index)
                Holdings.Keep(family, index, new KeepReason(KeepRule.Hold, hold.MaxBy(one => one.Until ?? DateTimeOffset.MaxValue)!.Reason));
        }
    }

    private void KeepAll(FamilyHoldings family)
    {
        var refused = new KeepReason(KeepRule.Refused);
        for (int i = 0; i < family.Sets.Length; i++)
            Holdings.Keep(family, i, refused);
    }

    /// <summary>What is older than is allowed, and stays.</summary>
    private void NameConflicts()
    {
        if (_place.Policy.MaximumAge is not { } age)
            return;

        foreach (FamilyHoldings family in Holdings.Families)
        {
            int oldest = Array.FindLast(family.NewestFirst, i => family.IsKept(i));
            if (oldest < 0 || !family.IsKept(oldest) || _facts.Now - family.Times[oldest] <= age)
                continue;

            KeepReason reason = family.Keeps(oldest)[0];
            _refusals.Add(new RetentionRefusal(
                RefusalReason.Conflict,
                string.Create(CultureInfo.InvariantCulture, $"{family.Sets[oldest]} of {family.Database} in {Place} is older than the {age.TotalDays:0.#} days that are allowed, and stays: {RetentionText.Of(reason)}"),
                "allow a greater age than the window, with the full before it, needs; take fulls more often; or end the hold")
            {
                Database = family.Database,
                SetGuid = family.Sets[oldest].Set.SetGuid,
            });
        }
    }

    private MediaDecision Decide(int media, bool isRemoved) => new(
        Holdings.Media[media],
        isRemoved,
        [.. Holdings.On(media).Select(one => new SetDecision(one.Family.Sets[one.Index].Set, one.Family.Keeps(one.Index), Removal(one.Family, one.Index)))]);

    private RemoveReason Removal(FamilyHoldings family, int index)
    {
        if (Array.Exists(family.Media[index], media => Holdings.Media[media].IsBeingRemoved))
            return RemoveReason.Begun;
        if (_place.Policy.MaximumAge is { } age && _facts.Now - family.Times[index] > age)
            return RemoveReason.TooOld;
        if (!family.Sets[index].IsUsable)
            return RemoveReason.Unusable;
        if (!family.Graph.Reaches(index))
            return RemoveReason.Orphaned;

        return family.Times[index] > _oldestPromised[family] ? RemoveReason.Superseded : RemoveReason.Expired;
    }
}
