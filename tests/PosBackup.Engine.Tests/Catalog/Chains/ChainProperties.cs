using FsCheck;
using FsCheck.Fluent;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Tests.Catalog.Chains;

/// <summary>
/// The finder beside a search that tries every sequence of RESTORE, over random lives of a database: backups of all kinds, work, idle times,
/// restores to points in time, model flips, copies, lost, damaged and foreign sets.
/// </summary>
public sealed class ChainProperties
{
    private static readonly RestoreRates Rates = new();
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Find_ReachesTheEndOfASetWhereSomeSequenceDoes_AndByTheQuickest() => ForAll(150, (shop, _) =>
    {
        (Dictionary<Standing, long> states, Dictionary<Guid, long> ends) = RestoreModel.Explore(Usable(shop), Rates);
        foreach (TakenSet taken in shop.Sets.Where(taken => taken.Fate != Fate.Forgotten))
        {
            ChainSearch search = shop.Find(taken.End);
            long? expected = ends.TryGetValue(taken.Set.SetGuid, out long own) ? own
                : states.Where(state => state.Key.Fork == taken.Set.RecoveryForkGuid && state.Key.Lsn == taken.Set.LastLsn).Select(state => (long?)state.Value).Min();
            Assert.True(expected is not null == search.Path is not null, $"set {taken.Number}: {shop.Tell(search)}");
            if (search.Path is not { } path)
                continue;

            Assert.Equal(expected, Cost(path));
            Standing end = Run(path)!;
            Assert.Equal((taken.Set.RecoveryForkGuid, taken.Set.LastLsn), (end.Fork, end.Lsn));
        }
    });

    [Fact]
    public void Find_ReachesTheLatestMomentOrSaysThatNothingDoes() => ForAll(150, (shop, _) =>
    {
        TakenSet[] seen = [.. shop.Sets.Where(taken => taken.Fate is not (Fate.Forgotten or Fate.Foreign))];
        ChainSearch search = shop.Find(RestoreMoment.Newest);
        if (seen.Length == 0)
        {
            Assert.Equal(GapReason.NoSets, search.Gap!.Reason);
            return;
        }

        Guid fork = seen[^1].Set.RecoveryForkGuid;
        Lsn tip = seen.Where(taken => taken.Set.RecoveryForkGuid == fork).Max(taken => taken.Set.LastLsn);
        Dictionary<Standing, long> states = RestoreModel.Explore(Usable(shop), Rates).States;
        long? expected = states.Where(state => state.Key.Fork == fork && state.Key.Lsn == tip).Select(state => (long?)state.Value).Min();
        Assert.True(expected is not null == search.Path is not null, shop.Tell(search));
        if (search.Path is { } path)
        {
            Assert.Equal(expected, Cost(path));
            Standing end = Run(path)!;
            Assert.Equal((fork, tip), (end.Fork, end.Lsn));
        }
    });

    [Fact]
    public void Find_LandsOnWhatWasCommittedAtATime_ByTheQuickestWay_OrSaysWhatIsNearest() => ForAll(400, (shop, random) =>
    {
        for (int i = 0; i < 6; i++)
        {
            DateTimeOffset moment = ShopHistory.Morning.AddSeconds(random.Next(-600, (int)(shop.Now - ShopHistory.Morning).TotalSeconds + 600));
            if (i % 2 == 1 && shop.Sets.Count > 0)
                moment = shop.Sets[random.Next(shop.Sets.Count)].Begun.AddSeconds(random.Next(-2, 15));

            ChainSearch search = shop.Find(new RestoreMoment.At(moment));
            long? quickest = QuickestTo(shop, moment);
            if (search.Path is { } path)
            {
                if (path.Stop is not null)
                {
                    Guid fork = path.Notes.Any(note => note.Contains("restored to an earlier state", StringComparison.Ordinal)) ? path.Steps[^1].Known.Set.RecoveryForkGuid : shop.ForkAt(moment);
                    Assert.Equal(shop.RecordsOf(fork, Beyond).Where(record => record.At <= moment), Landed(shop, path, moment));
                    Assert.True(quickest is null || Cost(path) <= quickest, $"{moment:HH:mm:ss}: {shop.Tell(search)} costs {Cost(path)}, not {quickest}");
                }
                else
                {
                    Assert.Null(quickest);
                    Assert.Equal(moment, path.Steps[^1].Known.Set.FinishedAt!.Value.Instant);
                    Assert.NotNull(Run(path));
                }
            }
            else
            {
                Assert.True(quickest is null, $"{moment:HH:mm:ss}: {shop.Tell(search)}, though there is a way");
                (DateTimeOffset? before, DateTimeOffset? after) = Nearest(shop, moment);
                Assert.Equal(before, search.Gap!.Before?.At);
                Assert.Equal(after, search.Gap.After?.At);
            }
        }
    });

    [Fact]
    public void Find_LandsOnAnLsn_ByTheQuickestWay() => ForAll(300, (shop, random) =>
    {
        TakenSet[] seen = [.. shop.Sets.Where(taken => taken.Fate is not (Fate.Forgotten or Fate.Foreign))];
        if (seen.Length == 0)
            return;

        Guid fork = seen[^1].Set.RecoveryForkGuid;
        bool isKnown = shop.Sets.Where(taken => taken.Set.ForkPointLsn is not null).All(taken => taken.Fate != Fate.Forgotten);
        for (int i = 0; i < 6; i++)
        {
            uint lsn = (uint)random.Next(98, (int)shop.Records.Max(record => record.Lsn) + 5);
            ChainSearch search = shop.Find(new RestoreMoment.AtLsn(ShopHistory.At(lsn)));
            if (search.Path is not { } path)
            {
                Assert.True(!isKnown || QuickestTo(shop, fork, lsn) is null, $"LSN {lsn}: {shop.Tell(search)}, though there is a way");
                continue;
            }

            Standing before = Run(path, path.Steps.Count - 1)!;
            BackupSet last = path.Steps[^1].Known.Set;
            Assert.NotNull(RestoreModel.Apply(before, last));
            Assert.True(before.Lsn <= ShopHistory.At(lsn) && last.LastLsn > ShopHistory.At(lsn) && !last.Flags.HasFlag(BackupFlags.BulkLogged));
            if (!path.Notes.Any(note => note.Contains("which the database left", StringComparison.Ordinal)))
            {
                Assert.True(shop.Contains(fork, shop.RecordsOf(last.RecoveryForkGuid, last.LastLsn).Single(record => record.Lsn == lsn).Fork, ShopHistory.At(lsn + 1), Beyond));
                if (isKnown)
                    Assert.Equal(QuickestTo(shop, fork, lsn), Cost(path));
            }
        }
    });

    [Fact]
    public void Reachable_ClaimsNoMomentThatCannotBeReached() => ForAll(150, (shop, random) =>
    {
        var options = new ChainOptions { Database = "Shop" };
        foreach (ReachableSpan span in shop.Families().SelectMany(family => ChainFinder.Reachable(family, options)).Where(span => span.IsContinuous))
        {
            // Media tells whole seconds: at the very beginning a data set was just being finished.
            DateTimeOffset moment = span.From.AddSeconds(1 + (random.NextDouble() * ((span.To - span.From).TotalSeconds - 1)));
            ChainSearch search = shop.Find(new RestoreMoment.At(moment));
            Assert.True(search.Path is not null, $"{moment:HH:mm:ss} of {span}: {shop.Tell(search)} {search.Gap?.Message}");
        }
    });

    [Fact]
    public void Find_GoesOnFromWhereARestoreStands() => ForAll(200, (shop, random) =>
    {
        TakenSet[] usable = [.. Usable(shop)];
        if (usable.Length == 0)
            return;

        TakenSet at = usable[random.Next(usable.Length)];
        var start = new RestorePosition(at.Set.RecoveryForkGuid, at.Set.LastLsn, at.Set.Kind == BackupKind.Full ? at.Set.SetGuid : null);
        foreach (TakenSet goal in shop.Sets.Where(taken => taken.Fate != Fate.Forgotten))
        {
            ChainSearch search = shop.Find(goal.End, new ChainOptions { Database = "Shop", Start = start });
            bool isReached = GoesOn(new Standing(start.ForkGuid, start.Lsn, start.DifferentialBaseGuid), goal.Set, usable);
            Assert.True(isReached == search.Path is not null, $"from {at.Number} to {goal.Number}: {shop.Tell(search)} {search.Gap?.Message}");
            Standing? end = new(start.ForkGuid, start.Lsn, start.DifferentialBaseGuid);
            foreach (PathStep step in search.Path?.Steps ?? [])
                end = RestoreModel.Apply(Assert.IsType<Standing>(end), step.Known.Set);

            if (search.Path is not null)
                Assert.Equal((goal.Set.RecoveryForkGuid, goal.Set.LastLsn), (end!.Fork, end.Lsn));
        }
    });

    private static Lsn Beyond { get; } = new(uint.MaxValue, uint.MaxValue, ushort.MaxValue);

    private static bool GoesOn(Standing start, BackupSet goal, TakenSet[] usable)
    {
        var reached = new HashSet<Standing> { start };
        int count;
        do
        {
            count = reached.Count;
            foreach (TakenSet taken in usable.Where(taken => taken.Set.Kind != BackupKind.Full))
                reached.UnionWith(reached.Select(state => RestoreModel.Apply(state, taken.Set)).OfType<Standing>().ToArray());
        }
        while (reached.Count > count);
        return reached.Any(state => state.Fork == goal.RecoveryForkGuid && state.Lsn == goal.LastLsn);
    }

    private static IReadOnlyList<TakenSet> Usable(ShopHistory shop) => [.. shop.Sets.Where(taken => taken.Fate is Fate.Present or Fate.Twice)];

    private static long Cost(ChainPath path) => path.Steps.Sum(step => RestoreModel.Cost(step.Known.Set, Rates));

    /// <summary>Restores the first sets of a path; every one must be accepted.</summary>
    private static Standing? Run(ChainPath path, int count = int.MaxValue)
    {
        Standing? standing = null;
        foreach (PathStep step in path.Steps.Take(count))
            standing = RestoreModel.Apply(standing, step.Known.Set) ?? throw new InvalidOperationException($"SQL Server refuses {step.Known}");

        return standing;
    }

    /// <summary>The records that a path leaves in the database: STOPAT ends before the first that is later.</summary>
    private static IEnumerable<(Guid Fork, uint Lsn, DateTimeOffset At)> Landed(ShopHistory shop, ChainPath path, DateTimeOffset moment)
    {
        Standing? standing = null;
        foreach (PathStep step in path.Steps)
        {
            Standing next = RestoreModel.Apply(standing, step.Known.Set) ?? throw new InvalidOperationException($"SQL Server refuses {step.Known}");
            if (step.HasStop)
            {
                var has = shop.RecordsOf(standing!.Fork, standing.Lsn);
                var rolled = shop.RecordsOf(next.Fork, next.Lsn).Skip(has.Count).ToArray();
                if (rolled.Any(record => record.At > moment) || !step.MayFinish)
                    return [.. has, .. rolled.TakeWhile(record => record.At <= moment)];
            }

            standing = next;
        }

        throw new InvalidOperationException("the path has no stop");
    }

    /// <summary>By trying all: the least cost of a sequence that certainly lands on a moment; null when there is none.</summary>
    private static long? QuickestTo(ShopHistory shop, DateTimeOffset moment)
    {
        TakenSet[] before = [.. Usable(shop).Where(taken => taken.Set.Kind == BackupKind.Log ? taken.Begun < moment : taken.Set.FinishedAt!.Value.Instant + Second <= moment)];
        (Dictionary<Standing, long> states, _) = RestoreModel.Explore(before, Rates);
        var truth = shop.RecordsOf(shop.ForkAt(moment), Beyond).Where(record => record.At <= moment).ToArray();
        long? least = null;
        foreach (TakenSet log in Usable(shop).Where(taken => taken.Set.Kind == BackupKind.Log && taken.Begun >= moment && !taken.Set.Flags.HasFlag(BackupFlags.BulkLogged)))
        {
            foreach ((Standing state, long cost) in states)
            {
                if (RestoreModel.Apply(state, log.Set) is not { } next || (state.Fork != log.Set.RecoveryForkGuid && LeftBehind(shop, log.Set, moment)))
                    continue;

                var has = shop.RecordsOf(state.Fork, state.Lsn);
                var landed = has.Concat(shop.RecordsOf(next.Fork, next.Lsn).Skip(has.Count).TakeWhile(record => record.At <= moment));
                long sum = cost + RestoreModel.Cost(log.Set, Rates);
                if (landed.SequenceEqual(truth) && !(least <= sum))
                    least = sum;
            }
        }

        return least;
    }

    /// <summary>Whether sets prove that the database was on another fork than the one that a log ends on, and none that the moment lies before the place where that one begins.</summary>
    private static bool LeftBehind(ShopHistory shop, BackupSet log, DateTimeOffset moment)
    {
        TakenSet[] known = [.. shop.Sets.Where(taken => taken.Fate is not (Fate.Forgotten or Fate.Unfinished))];
        DateTimeOffset birth = known.Where(taken => taken.Set.RecoveryForkGuid == log.RecoveryForkGuid).Min(StateTime);
        bool isElsewhere = known.Any(taken => taken.Set.RecoveryForkGuid != log.RecoveryForkGuid && StateTime(taken) >= moment && StateTime(taken) <= birth);
        return isElsewhere && !known.Any(taken => taken.Set.RecoveryForkGuid == log.FirstRecoveryForkGuid && taken.Set.LastLsn <= log.ForkPointLsn && StateTime(taken) >= moment);
    }

    private static DateTimeOffset StateTime(TakenSet taken) => taken.Set.Kind == BackupKind.Log ? taken.Begun : taken.Set.FinishedAt!.Value.Instant!.Value;

    private static long? QuickestTo(ShopHistory shop, Guid fork, uint lsn)
    {
        (Dictionary<Standing, long> states, _) = RestoreModel.Explore([.. Usable(shop).Where(taken => taken.Set.LastLsn <= ShopHistory.At(lsn))], Rates);
        return (from log in Usable(shop)
                where log.Set.Kind == BackupKind.Log && log.Set.LastLsn > ShopHistory.At(lsn) && !log.Set.Flags.HasFlag(BackupFlags.BulkLogged)
                let held = shop.RecordsOf(log.Set.RecoveryForkGuid, log.Set.LastLsn).Where(record => record.Lsn == lsn).ToArray()
                where held.Length == 1 && shop.Contains(fork, held[0].Fork, ShopHistory.At(lsn + 1), Beyond)
                from state in states
                where RestoreModel.Apply(state.Key, log.Set) is not null
                select (long?)(state.Value + RestoreModel.Cost(log.Set, Rates))).Min();
    }

    private static (DateTimeOffset? Before, DateTimeOffset? After) Nearest(ShopHistory shop, DateTimeOffset moment)
    {
        (_, Dictionary<Guid, long> ends) = RestoreModel.Explore(Usable(shop), Rates);
        DateTimeOffset[] times = [.. shop.Sets.Where(taken => ends.ContainsKey(taken.Set.SetGuid)).Select(StateTime)];
        return (times.Where(time => time <= moment).Cast<DateTimeOffset?>().Max(), times.Where(time => time >= moment).Cast<DateTimeOffset?>().Min());
    }

    /// <summary>Random lives; the same in every run.</summary>
    private static void ForAll(int count, Action<ShopHistory, Random> holds)
    {
        Gen<int[]> deeds = Gen.ArrayOf(Gen.Choose(0, 65535)).Resize(26);
        Prop.ForAll(deeds.ToArbitrary(), deed =>
        {
            ShopHistory shop = RandomLife.Of(deed);
            holds(shop, new Random(deed.Length));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(20260302UL, 4711UL));
    }
}
