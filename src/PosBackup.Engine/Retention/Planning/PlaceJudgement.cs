using System.Globalization;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Retention.Planning;

/// <summary>Judges what lies in one place: by its policy, by what is not to be decided by a machine, and by what the other places have.</summary>
internal sealed class PlaceJudgement
{
    private static readonly KeepReason HeldBack = new(KeepRule.Refused);
    private static readonly KeepReason OnlyTogether = new(KeepRule.Together);
    private static readonly KeepReason Untold = new(KeepRule.Unknown);

    private readonly RetentionFacts _facts;
    private readonly PlaceFacts _place;
    private readonly List<RecoveryPoint> _points = [];
    private readonly List<RetentionRefusal> _refusals = [];

    private readonly Dictionary<DatabaseHoldings, DateTimeOffset> _promisedSince = new(ReferenceEqualityComparer.Instance);

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
        bool isRefused = _refusals.Count > 0;
        foreach (DatabaseHoldings database in Holdings.Databases)
        {
            var rules = new DatabaseRules(Holdings, database, _place.Policy, _facts.Now);
            rules.Apply();
            _points.AddRange(rules.Points);
            if (rules.Points.Count > 0)
                _promisedSince[database] = rules.Points.Min(point => point.From);
            RetentionRefusal[] guards = [.. new DatabaseGuards(Holdings, database, _facts.Acknowledged).Run()];
            _refusals.AddRange(guards);
            if (isRefused || guards.Length > 0)
                HoldBack(database);
        }

        HoldRule.Apply(_facts, Holdings);
        for (int media = 0; media < Holdings.Media.Count; media++)
        {
            if (!Holdings.IsTold(media))
                Holdings.KeepMedia(media, Untold);
        }

        Holdings.Close();
    }

    /// <summary>Keeps sets that the places have a chain to only together.</summary>
    public void KeepTogether(IEnumerable<BackupSet> sets)
    {
        foreach (BackupSet set in sets)
        {
            if (Holdings.Find(set) is { } found && !Holdings.IsLeftOver(found.Family, found.Index))
                Holdings.Keep(found.Family, found.Index, OnlyTogether);
        }

        Holdings.Close();
    }

    /// <summary>The media that nothing keeps so far: indices in the place.</summary>
    public IEnumerable<int> Going() => Enumerable.Range(0, Holdings.Media.Count).Where(media => !Holdings.IsKept(media));

    /// <summary>Keeps media for a reason that lies elsewhere, where nothing else keeps them.</summary>
    /// <param name="reason">The reason; null for none.</param>
    public void KeepWhere(Func<HeldMedia, KeepReason?> reason)
    {
        foreach (int media in Going())
        {
            if (reason(Holdings.Media[media]) is { } why)
            {
                Holdings.KeepMedia(media, why);
                Holdings.Close();
            }
        }
    }

    /// <summary>Holds all back where more would go at once than is allowed.</summary>
    public void LimitRemoval()
    {
        if (PlaceGuards.After(_place, Holdings, Going().Count()) is not { } tooMuch)
            return;

        _refusals.Add(tooMuch);
        foreach (DatabaseHoldings database in Holdings.Databases)
            HoldBack(database);
    }

    /// <summary>The plan, once all has been kept that is to be.</summary>
    public PlacePlan Plan()
    {
        NameConflicts();
        MediaDecision[] removed = [.. RemovalOrder.Of(Holdings, [.. Going()]).Select(media => Decide(media, isRemoved: true))];
        MediaDecision[] kept = [.. Enumerable.Range(0, Holdings.Media.Count).Where(Holdings.IsKept).Select(media => Decide(media, isRemoved: false))];
        return new PlacePlan
        {
            Facts = _place,
            Media = [.. removed, .. kept],
            Points = _points,
            Refusals = _refusals,
            Pressure = PressureRule.Of(_place, removed, kept),
        };
    }

    private void HoldBack(DatabaseHoldings database)
    {
        foreach (int index in database.Sets)
            Holdings.Keep(database.Family, index, HeldBack);
    }

    /// <summary>What is older than is allowed, and stays: the oldest of each database stands for all.</summary>
    private void NameConflicts()
    {
        if (_place.Policy.MaximumAge is not { } age)
            return;

        foreach (DatabaseHoldings database in Holdings.Databases)
        {
            FamilyHoldings family = database.Family;
            int at = Array.FindLastIndex(database.NewestFirst, family.IsKept);
            if (at < 0 || database.NewestFirst[at] is var oldest && _facts.Now - family.Times[oldest] <= age)
                continue;

            _refusals.Add(new RetentionRefusal(
                RefusalReason.Conflict,
                string.Create(CultureInfo.InvariantCulture, $"{family.Sets[oldest]} of {database.Name} in {Place} is older than the {age.TotalDays:0.#} days that are allowed, and stays: {RetentionText.Of(family.Keeps(oldest)[0])}"),
                "allow a greater age than the window, with the full before it, needs; take fulls more often; or end the hold")
            {
                Database = database.Name,
                SetGuid = family.Sets[oldest].Set.SetGuid,
            });
        }
    }

    private MediaDecision Decide(int media, bool isRemoved)
    {
        HeldMedia held = Holdings.Media[media];
        IReadOnlyList<(FamilyHoldings Family, int Index)> on = Holdings.On(media);
        var told = new SetDecision[on.Count];
        for (int i = 0; i < told.Length; i++)
            told[i] = new SetDecision(on[i].Family.Sets[on[i].Index].Set, on[i].Family.Keeps(on[i].Index), Removal(on[i].Family, on[i].Index));
        return new MediaDecision(held, isRemoved, Holdings.IsTold(media) ? told : [.. told, .. held.Sets.Where(set => set.SetGuid == Guid.Empty).Select(set => new SetDecision(set, [Untold], default))]);
    }

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

        return _promisedSince.TryGetValue(family.DatabaseOf(index), out DateTimeOffset since) && family.Times[index] > since
            ? RemoveReason.Superseded
            : RemoveReason.Expired;
    }
}
