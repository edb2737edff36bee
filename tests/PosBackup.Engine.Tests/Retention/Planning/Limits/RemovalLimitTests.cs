using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Planning.Limits;

/// <summary>How much may go at once is asked of chains, and what is refused goes on the seventh day.</summary>
public sealed class RemovalLimitTests
{
    private static readonly RetentionPolicy Last = new() { KeepLast = 1, Foreign = SetTreatment.AsOthers, Zone = TimeZoneInfo.Utc };

    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth", "sixth"];

    private readonly Shelf _shelf = new();

    [Fact]
    public void Plan_LetsOneOfTwoChainsGo_HoweverManyFilesItHas()
    {
        TakeChain(day: 1, logs: 6);
        TakeChain(day: 2);

        PlacePlan plan = Plan("2026-03-02T12:00Z", Last);

        Assert.Empty(plan.Refusals);
        Assert.Equal(7, plan.Removed.Count());
    }

    [Fact]
    public void Plan_RefusesMoreThanHalfOfTheChains_AndSaysWhoseTheyAre()
    {
        TakeChain(day: 1);
        TakeChain(day: 2);
        TakeChain(day: 3, logs: 1);
        _shelf.TakeNightlyOfAnother("2026-03-03T20:00Z", nights: 1);

        PlacePlan plan = Plan("2026-03-03T21:00Z", Last with { MaximumDelete = 0.499 });

        RetentionRefusal refusal = Assert.Single(plan.Refusals);
        Assert.Equal((RefusalReason.TooMuch, null), (refusal.Reason, refusal.Database));
        Assert.Equal("2 of 4 chains here would go at once, which is 50%; 49.9% are allowed; 2 of 3 chains of Shop on TILL", refusal.Message);
        Assert.Equal(
            "'posbackup expire --dry-run --max-delete 100' shows what would go, 'posbackup expire --max-delete 100' lets it go now; else it goes on the seventh day on which a run says this with the same policy, and this is the first",
            refusal.Hint);
        Assert.Empty(plan.Removed);
    }

    /// <summary>Its full is one chain, and the copy of it another, whatever the log's way is; what has no way is one together.</summary>
    [Fact]
    public void Plan_CountsAFullThatWasTakenAside_AndAllOrphansTogether()
    {
        TakeChain(day: 1);
        _shelf.Take(BackupKind.Full, "2026-03-01T10:00Z", flags: BackupFlags.CopyOnly);
        _shelf.Take(BackupKind.Log, "2026-03-01T11:00Z");
        _shelf.Media.RemoveAt(_shelf.Media.Count - 1);
        _shelf.Take(BackupKind.Log, "2026-03-01T12:00Z");
        _shelf.Take(BackupKind.Log, "2026-03-01T13:00Z");
        TakeChain(day: 2);

        Assert.StartsWith("3 of 4 chains here", Assert.Single(Plan("2026-03-02T12:00Z", Last).Refusals).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_LetsItGoOnTheSeventhDayOnWhichItIsTold()
    {
        TakeChain(day: 1);
        TakeChain(day: 2);
        TakeChain(day: 3);
        var told = new List<RefusedRemoval>();
        for (int day = 3; day < 9; day++)
        {
            RetentionRefusal refusal = Assert.Single(Plan($"2026-03-{day:00}T12:00Z", Last, told).Refusals);
            Assert.EndsWith($"this is the {Ordinals[day - 3]}", refusal.Hint, StringComparison.Ordinal);
            told.Add(refusal.Removal!);

            // Twice on a day is told once, and written down once.
            RetentionRefusal again = Assert.Single(Plan($"2026-03-{day:00}T23:59Z", Last, told).Refusals);
            Assert.Equal((refusal.Hint, null), (again.Hint, again.Removal));
        }

        PlacePlan plan = Plan("2026-03-09T00:00Z", Last, told);

        Assert.Empty(plan.Refusals);
        Assert.Equal("2 of 3 chains here go at once, which is 66.7%, and 50% are allowed: this was refused on 6 days; 2 of 3 chains of Shop on TILL", Assert.Single(plan.Notes).Message);
        Assert.Equal(2, plan.Removed.Count());
    }

    [Fact]
    public void Plan_CountsAnew_ForAnotherPolicyOrPlace()
    {
        TakeChain(day: 1);
        TakeChain(day: 2);
        TakeChain(day: 3);
        RefusedRemoval refused = Assert.Single(Plan("2026-03-03T12:00Z", Last).Refusals).Removal!;
        RefusedRemoval[] told = [.. Enumerable.Range(0, 6).Select(day => refused with { At = refused.At.AddDays(day) })];

        Assert.Empty(Plan("2026-03-10T12:00Z", Last, told).Refusals);
        Assert.EndsWith("this is the first", Assert.Single(Plan("2026-03-10T12:00Z", Last with { MaximumDelete = 0.4 }, told).Refusals).Hint, StringComparison.Ordinal);
        Assert.EndsWith("this is the first", Assert.Single(Plan("2026-03-10T12:00Z", Last, [.. told.Select(one => one with { Place = new RetentionPlace("hq") })]).Refusals).Hint, StringComparison.Ordinal);
    }

    /// <summary>Six days on which somebody was told of something else, or that are long gone, are none.</summary>
    [Fact]
    public void Plan_CountsOnlyDaysOfTheLastMonth_OnWhichEachDatabaseOfTodayWasNamed()
    {
        for (int day = 1; day <= 3; day++)
            TakeChain(day);
        RefusedRemoval refused = Assert.Single(Plan("2026-03-03T12:00Z", Last).Refusals).Removal!;
        RefusedRemoval[] told = [.. Enumerable.Range(0, 6).Select(day => refused with { At = refused.At.AddDays(day) })];

        Assert.EndsWith("this is the second", Assert.Single(Plan("2026-04-07T11:00Z", Last, told).Refusals).Hint, StringComparison.Ordinal);
        Assert.Empty(Plan("2026-03-10T12:00Z", Last, [.. told.Select(one => one with { Sets = [.. one.Sets, new RefusedSet(Guid.NewGuid(), "Stock")] })]).Refusals);
        Assert.EndsWith("this is the first", Assert.Single(Plan("2026-03-10T12:00Z", Last, [.. told.Select(one => one with { Sets = [new RefusedSet(Guid.NewGuid(), "Stock")] })]).Refusals).Hint, StringComparison.Ordinal);
    }

    /// <summary>This account removes nothing there: nothing is written down, and nothing passes by itself.</summary>
    [Fact]
    public void Plan_LetsNothingPassByItselfWhereItMayOnlyAdd()
    {
        for (int day = 1; day <= 3; day++)
            TakeChain(day);

        RetentionRefusal refusal = Assert.Single(_shelf.Plan("2026-03-03T12:00Z", Last, facts => facts with { Places = [facts.Places[0] with { Policy = Last, IsAppendOnly = true }] }).Refusals);

        Assert.Null(refusal.Removal);
        Assert.EndsWith("whoever removes there decides", refusal.Hint, StringComparison.Ordinal);
    }

    /// <summary>Two tills of one template: of the second there is nothing that would go.</summary>
    [Fact]
    public void Plan_WritesDownTheOldestSetOfEachDatabaseOfWhichSomethingWouldGo()
    {
        for (int day = 1; day <= 3; day++)
            TakeChain(day);
        Guid oldest = _shelf.Media[0].Sets[0].SetGuid;
        _shelf.Name = ("TILL2", "Shop");
        TakeChain(day: 4);

        RetentionRefusal refusal = Assert.Single(Plan("2026-03-04T21:00Z", Last with { MaximumDelete = 0.4 }).Refusals);

        Assert.Equal([new RefusedSet(oldest, "Shop")], refusal.Removal!.Sets);
    }

    [Fact]
    public void Plan_HoldsBackOnlyADatabaseThatIsBackedUpNoMore()
    {
        for (int day = 1; day <= 5; day++)
            TakeChain(day);
        _shelf.TakeNightlyOfAnother("2026-03-01T20:00Z", nights: 120);

        PlacePlan plan = Plan("2026-06-28T21:00Z", new RetentionPolicy { Window = TimeSpan.FromDays(100), Foreign = SetTreatment.AsOthers, Zone = TimeZoneInfo.Utc });

        RetentionRefusal refusal = Assert.Single(plan.Refusals);
        Assert.Equal("Shop", refusal.Database);
        Assert.Equal("4 of 5 chains of Shop on TILL here would go at once, which is 80%; 50% are allowed; it is not backed up any more by that name", refusal.Message);
        Assert.NotEmpty(plan.Removed);
        Assert.All(plan.Removed, media => Assert.Equal("Stock", media.Sets[0].Set.Database));
    }

    /// <summary>A full at 8, and logs in the hours after it.</summary>
    private void TakeChain(int day, int logs = 0)
    {
        for (int hour = 0; hour <= logs; hour++)
            _shelf.Take(hour == 0 ? BackupKind.Full : BackupKind.Log, $"2026-03-{day:00}T{8 + hour:00}:00Z");
    }

    private PlacePlan Plan(string now, RetentionPolicy policy, IReadOnlyList<RefusedRemoval>? told = null) =>
        _shelf.Plan(now, policy, facts => facts with { Places = [facts.Places[0] with { Policy = policy }], Refused = told ?? [] });
}
