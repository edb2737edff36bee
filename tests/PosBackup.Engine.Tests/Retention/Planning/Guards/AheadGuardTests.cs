using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Planning.Guards;

/// <summary>Sets of the future: of one database it is the instance's clock that was wrong, of many it is ours.</summary>
public sealed class AheadGuardTests
{
    private static readonly RetentionPolicy Fortnight = new() { Window = TimeSpan.FromDays(14), KeepLast = 1, Zone = TimeZoneInfo.Utc, Copies = 0 };

    /// <summary>One night the clock was ten years ahead.</summary>
    [Fact]
    public void Plan_HoldsBackOnlyTheDatabaseWhoseNewestSetIsOfTheFuture()
    {
        (Shelf shelf, BackupSet ahead) = WithANightOf2036();
        shelf.TakeNightlyOfAnother("2026-03-15T20:00Z", 60);

        PlacePlan plan = shelf.Plan("2026-05-14T12:00Z", Fortnight);

        RetentionRefusal refusal = Assert.Single(plan.Refusals);
        Assert.Equal((RefusalReason.Clock, "Shop", ahead.SetGuid), (refusal.Reason, refusal.Database, refusal.SetGuid));
        Assert.Contains("'posbackup catalog forget'", refusal.Hint, StringComparison.Ordinal);
        Assert.Contains("/backup/31.bak", refusal.Hint, StringComparison.Ordinal);
        Assert.NotEmpty(plan.Removed);
        Assert.All(plan.Removed, media => Assert.Equal("Stock", media.Media.Sets[0].Database));
    }

    /// <summary>One after the other would take as many mornings.</summary>
    [Fact]
    public void Plan_NamesAllSetsOfTheFutureAtOnce()
    {
        RetentionRefusal refusal = Assert.Single(WithAWeekAhead().Plan("2026-05-14T12:00Z", Fortnight).Refusals);

        Assert.EndsWith("the newest 7 sets of Shop here were taken from 2027-04-14 20:00:00+00:00 to 2027-04-20 20:00:00+00:00", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("move the files of all 7, by their times from /backup/31.bak to /backup/37.bak, away", refusal.Hint, StringComparison.Ordinal);
    }

    /// <summary>The clock of the one machine of a store was a year ahead for a week, and is right again.</summary>
    [Fact]
    public void Plan_NamesTheFilesOfEachDatabase_WhereTheClockOfTheStoreWasAheadOnce()
    {
        Shelf shelf = WithAWeekAhead();
        shelf.Media.AddRange(WithAWeekAhead().Media.Select(media => media with { MediaSetId = Guid.NewGuid(), Sets = [media.Sets[0] with { Database = "Till", FamilyGuid = new Guid(7, 7, 7, new byte[8]), SetGuid = Guid.NewGuid() }] }));

        PlacePlan plan = shelf.Plan("2026-05-14T12:00Z", Fortnight);

        Assert.Equal(["Shop", "Till"], plan.Refusals.Select(refusal => refusal.Database));
        Assert.All(plan.Refusals, refusal => Assert.Contains("move the files of all 7", refusal.Hint, StringComparison.Ordinal));
    }

    /// <summary>A clock that lost its battery: all that was taken before is of the future, though some was taken since.</summary>
    [Fact]
    public void Plan_HoldsBackThePlaceWhereTheClockHereFellBack()
    {
        Shelf shelf = WithAWeekAhead();
        shelf.Media.AddRange(WithAWeekAhead().Media.Select(media => media with { MediaSetId = Guid.NewGuid(), Sets = [media.Sets[0] with { Database = "Till", FamilyGuid = new Guid(7, 7, 7, new byte[8]), SetGuid = Guid.NewGuid() }] }));

        PlacePlan plan = shelf.Plan("2026-03-20T12:00Z", Fortnight);

        Assert.Empty(plan.Removed);
        Assert.Null(Assert.Single(plan.Refusals, refusal => refusal.Reason == RefusalReason.Clock).Database);
    }

    [Fact]
    public void Plan_GoesOnWhenTheFileOfTheFutureIsAwayAndForgotten()
    {
        (Shelf shelf, _) = WithANightOf2036();
        shelf.Media.RemoveAt(30);

        PlacePlan plan = shelf.Plan("2026-05-14T12:00Z", Fortnight);

        Assert.Empty(plan.Refusals);
        Assert.NotEmpty(plan.Removed);
    }

    /// <summary>Half of the databases have sets of the future.</summary>
    [Fact]
    public void Plan_HoldsBackThePlaceWhereManyDatabasesAreAhead()
    {
        (Shelf shelf, _) = WithANightOf2036();
        shelf.GoOnWithAnother("2036-04-14T20:00Z", from: "2026-01-01T20:00Z");
        HeldMedia third = shelf.Media.First(media => media.Sets[0].Database == "Stock");
        for (int i = 0; i < 3; i++)
            shelf.Media.Add(third with { MediaSetId = Guid.NewGuid(), Sets = [third.Sets[0] with { Database = "Till", FamilyGuid = new Guid(7, 7, 7, new byte[8]), SetGuid = Guid.NewGuid() }] });

        PlacePlan plan = shelf.Plan("2026-05-14T12:00Z", Fortnight);

        Assert.Empty(plan.Removed);
        Assert.Null(Assert.Single(plan.Refusals, refusal => refusal.Reason == RefusalReason.Clock).Database);
    }

    private static Shelf WithAWeekAhead()
    {
        var shelf = new Shelf();
        DateTimeOffset at = Shelf.At("2026-03-15T20:00Z");
        for (int night = 0; night < 60; night++)
            shelf.Take(BackupKind.Full, (night is >= 30 and < 37 ? at.AddDays(night).AddYears(1) : at.AddDays(night)).ToString("O"));
        return shelf;
    }

    private static (Shelf Shelf, BackupSet Ahead) WithANightOf2036()
    {
        var shelf = new Shelf();
        DateTimeOffset at = Shelf.At("2026-03-15T20:00Z");
        for (int night = 0; night < 30; night++)
            shelf.Take(BackupKind.Full, at.AddDays(night).ToString("O"));
        BackupSet ahead = shelf.Take(BackupKind.Full, "2036-04-14T20:00Z");
        for (int night = 31; night < 60; night++)
            shelf.Take(BackupKind.Full, at.AddDays(night).ToString("O"));
        return (shelf, ahead);
    }
}
