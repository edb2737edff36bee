using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention.Planning.Guards;
using PosBackup.Engine.Retention.Planning.Holdings;
using PosBackup.Engine.Retention.Planning.Limits;
using PosBackup.Engine.Retention.Planning.Lives;
using PosBackup.Engine.Retention.Planning.Ordering;
using PosBackup.Engine.Retention.Planning.Points;
using PosBackup.Engine.Retention.Planning.Times;

namespace PosBackup.Engine.Retention.Planning.Judging;

/// <summary>Judges what of a group lies in one place: by its policy, by what is not to be decided by a machine, and by what the other places have.</summary>
internal sealed class PlaceJudgement
{
    private static readonly KeepReason HeldBack = new(KeepRule.Refused);
    private static readonly KeepReason OnlyTogether = new(KeepRule.Together);
    private static readonly KeepReason OnlyWithUnseen = new(KeepRule.Together, "what is not seen");
    private static readonly KeepReason Untold = new(KeepRule.Unknown);

    private readonly PlannerFacts _facts;
    private readonly PlaceFacts _place;
    private readonly List<DatabaseShare> _databases = [];

    /// <param name="facts">Everything.</param>
    /// <param name="place">The place.</param>
    /// <param name="media">What of the group lies there.</param>
    public PlaceJudgement(PlannerFacts facts, PlaceFacts place, IReadOnlyList<HeldMedia> media)
    {
        (_facts, _place) = (facts, place);
        Holdings = new PlaceHoldings(media, place.Policy.Zone);
    }

    /// <summary>What lies there, and what of it is kept.</summary>
    public PlaceHoldings Holdings { get; }

    /// <summary>Keeps what the policy asks for, and all of what must not be judged by a machine.</summary>
    /// <param name="lives">Whether databases of the group are still backed up.</param>
    /// <param name="isRefused">Whether nothing at all may be removed in the place.</param>
    public void ApplyPolicy(DatabaseLives lives, bool isRefused)
    {
        foreach (DatabaseHoldings database in Holdings.Databases)
        {
            var rules = new DatabaseRules(Holdings, database, _place.Policy, _facts.Time, lives);
            rules.Apply();
            if (rules.Points.Count > 0)
                database.PromisedSince = rules.Points.Min(point => point.From);
            var future = new AheadGuard(Holdings, database, _place, _facts.Facts.Now);
            RetentionNote? others = OthersDatabase.Of(_place, Holdings, database, _facts);
            RetentionRefusal? ahead = others is null ? future.Run() : null;

            // The pause before a set of the future is none that somebody could find right.
            RetentionRefusal[] guards = others is not null ? [] : [.. new DatabaseGuards(Holdings, database, lives, _facts).Run().Where(guard => ahead is null || guard.Reason != RefusalReason.Clock)];
            BackupSet newest = database.Family.Sets[database.NewestFirst[0]];
            _databases.Add(new DatabaseShare(database.Family.Appearance, database.Name, newest.Instance, newest.SetGuid, SetTime.Begun(newest, _place.Policy.Zone), rules.Points, guards)
            {
                IsApart = rules.Life is DatabaseLife.Dropped or DatabaseLife.UnderAnotherName,
                Ahead = ahead,
                HasGoneOn = ahead is not null && future.HasGoneOn,
                IsOthers = others is not null,
                Note = others ?? DatabaseLifeNote.Of(rules, _place.Place),
                Stuck = rules.Life == DatabaseLife.BackedUp && others is null ? StuckChain.Of(database, _place.Place, _facts.Time) : null,
                NotSeen = rules.Life == DatabaseLife.NotSeen ? database.Family.Sets[database.Newest].SetGuid : null,
            });
            if (isRefused || guards.Length > 0 || ahead is not null || others is not null)
                HoldBack(database);
        }

        _facts.Holds.Apply(Holdings);
        for (int media = 0; media < Holdings.Media.Count; media++)
        {
            if (!Holdings.IsTold(media))
                Holdings.KeepMedia(media, Untold);
        }

        Holdings.Close();
    }

    /// <summary>Keeps sets that the places have a chain to only together.</summary>
    /// <param name="sets">The sets.</param>
    /// <param name="isSeen">Whether what is seen of the places is enough for one of them.</param>
    /// <returns>Whether one of them was not kept before.</returns>
    public bool KeepTogether(IEnumerable<BackupSet> sets, Predicate<BackupSet> isSeen)
    {
        bool isMore = false;
        foreach (BackupSet set in sets)
        {
            if (Holdings.Find(set) is not { } found || Holdings.IsLeftOver(found.Family, found.Index))
                continue;

            isMore |= !found.Family.IsKept(found.Index);
            Holdings.Keep(found.Family, found.Index, isSeen(set) ? OnlyTogether : OnlyWithUnseen);
        }

        Holdings.Close();
        return isMore;
    }

    /// <summary>The media that nothing keeps so far: indices in the place.</summary>
    public IEnumerable<int> Going() => Enumerable.Range(0, Holdings.Media.Count).Where(media => !Holdings.IsKept(media));

    /// <summary>Keeps media for a reason that lies elsewhere, where nothing else keeps them.</summary>
    /// <param name="reason">The reason; null for none.</param>
    public void KeepWhere(Func<int, KeepReason?> reason)
    {
        foreach (int media in Going())
        {
            if (reason(media) is { } why)
            {
                Holdings.KeepMedia(media, why);
                Holdings.Close();
            }
        }
    }

    /// <summary>Measures what would go, and holds back what is more, with what all groups let go, than is allowed at once.</summary>
    /// <param name="heldBack">What is.</param>
    /// <param name="place">The number of the place.</param>
    public void LimitRemoval(HeldBack heldBack, int place)
    {
        Measure(isApart: true);
        HoldBackWhere(database => heldBack.IsTooMuch(place, database));
        Measure(isApart: false);
        if (heldBack.IsTooMuch(place))
            HoldBackWhere(_ => true);
    }

    /// <summary>What the group has to do with the plan of the place, once all has been kept that is to be.</summary>
    /// <param name="numbers">The media among all that there are.</param>
    public PlaceShare Share(int[] numbers)
    {
        int[] removed = [.. Going()];
        bool[] isRemoved = new bool[numbers.Length];
        foreach (int media in removed)
            isRemoved[media] = true;
        return new PlaceShare(
            numbers,
            new JudgedMedia(Holdings.Media, ListsOf<SetOutcome>.Filled(numbers.Length, AddOutcomes), isRemoved),
            [.. new RemovalOrder(Holdings, numbers, removed).Runs()],
            [.. Holdings.Databases.Zip(_databases, (database, share) => WithConflict(share, database))]);
    }

    private void Measure(bool isApart)
    {
        for (int i = 0; i < _databases.Count; i++)
        {
            if (_databases[i].IsApart == isApart)
                _databases[i] = _databases[i] with { Removal = RemovalShare.Of(Holdings.Databases[i]), OldestGoing = OldestGoing(Holdings.Databases[i]) };
        }
    }

    private static RefusedSet? OldestGoing(DatabaseHoldings database) => Array.FindLastIndex(database.NewestFirst, index => !database.Family.IsKept(index)) is >= 0 and var oldest
        ? new RefusedSet(database.Family.Sets[database.NewestFirst[oldest]].SetGuid, database.Name)
        : null;

    private void HoldBackWhere(Predicate<DatabaseShare> isHeldBack)
    {
        for (int i = 0; i < _databases.Count; i++)
        {
            if (isHeldBack(_databases[i]))
                HoldBack(Holdings.Databases[i]);
        }

        Holdings.Close();
    }

    private void HoldBack(DatabaseHoldings database)
    {
        foreach (int index in database.Sets)
            Holdings.Keep(database.Family, index, HeldBack);
    }

    private DatabaseShare WithConflict(DatabaseShare share, DatabaseHoldings database)
    {
        if (share.IsOthers)
            return share;

        (RetentionRefusal? refusal, RetentionNote? note) = new AgeConflict(_place, database, _facts.Time).Find(isBackedUp: !share.IsApart);
        return share with { Conflict = refusal, TooOld = note };
    }

    private void AddOutcomes(int media, List<SetOutcome> outcomes)
    {
        foreach (HeldSet set in Holdings.On(media))
            outcomes.Add(new SetOutcome(set.Family.Sets[set.Index], set.Family.Keeps(set.Index), Removal(set.Family, set.Index)));
        if (Holdings.IsTold(media))
            return;

        foreach (BackupSet set in Holdings.Media[media].Sets)
        {
            if (set.SetGuid == Guid.Empty)
                outcomes.Add(new SetOutcome(set, [Untold], default));
        }
    }

    private RemoveReason Removal(FamilyHoldings family, int index)
    {
        if (IsBegun(family, index))
            return RemoveReason.Begun;
        if (_place.Policy.MaximumAge is { } age && _facts.Time.Now - family.Times[index] > age)
            return RemoveReason.TooOld;
        if (family.Obstacle(index) is not null)
            return RemoveReason.Unusable;
        if (!family.Graph.Reaches(index))
            return RemoveReason.Orphaned;

        return family.DatabaseOf(index).PromisedSince is { } since && family.Times[index] > since ? RemoveReason.Superseded : RemoveReason.Expired;
    }

    private bool IsBegun(FamilyHoldings family, int index)
    {
        foreach (int media in family.MediaOf(index))
        {
            if (Holdings.Media[media].IsBeingRemoved)
                return true;
        }

        return false;
    }
}
