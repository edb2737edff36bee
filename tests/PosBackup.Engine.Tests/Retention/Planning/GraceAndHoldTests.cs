using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Planning;

/// <summary>Databases that are no longer backed up, holds, ages and room.</summary>
public sealed class GraceAndHoldTests
{
    private static readonly RetentionPolicy Week = new() { Window = TimeSpan.FromDays(7), Zone = TimeZoneInfo.Utc, Copies = 0 };

    [Theory]
    [InlineData("2026-01-20T22:00Z", 0)]
    [InlineData("2026-02-09T20:00:10Z", 0)]
    [InlineData("2026-02-09T20:00:11Z", 9)]
    [InlineData("2036-02-09T21:00Z", 9)]
    public void Plan_KeepsWhatWasPromisedUntilTheGraceIsOver_AndTheLastChainForever(string now, int removed)
    {
        Shelf shelf = TenDays();
        shelf.GoOnWithAnother(now);

        PlacePlan plan = shelf.Plan(now, Week with { Window = TimeSpan.FromDays(30), DroppedGrace = TimeSpan.FromDays(30) });

        Assert.Equal(removed, plan.Removed.Count(media => media.Media.Sets[0].Database == "Shop"));
        Assert.Contains("2026-01-10T20:00:00+00:00", Shelf.Kept(plan, KeepRule.MinimumChains));
    }

    /// <summary>A full a week: nobody dropped it the day before the next one.</summary>
    [Theory]
    [InlineData("2026-01-27T20:00Z", true)]
    [InlineData("2026-02-05T20:00:10Z", true)]
    [InlineData("2026-02-05T20:00:11Z", false)]
    public void Plan_DoesNotTakeAPauseBetweenTwoBackupsForAnEnd(string now, bool isPromised)
    {
        var shelf = new Shelf();
        foreach (int day in (int[])[1, 8, 15, 22])
            shelf.Take(BackupKind.Full, $"2026-01-{day:00}T20:00Z");
        shelf.GoOnWithAnother(now);

        PlacePlan plan = shelf.Plan(now, Week with { Window = TimeSpan.FromDays(14), DroppedGrace = TimeSpan.FromDays(2) });

        Assert.Equal(isPromised, plan.Points.Any(point => point.Database == "Shop" && point.Reason.Rule == KeepRule.Window));
    }

    [Fact]
    public void Plan_AsksForACopyWhereTargetsAreDefinedAndNoneWasReached()
    {
        Shelf shelf = TenDays();

        Assert.NotEmpty(shelf.Plan("2026-01-10T21:00Z", Week with { Copies = null }).Removed);
        Assert.Empty(shelf.Plan("2026-01-10T21:00Z", Week with { Copies = null }, facts => facts with { HasTargets = true }).Removed);
    }

    [Fact]
    public void Plan_MeasuresTheWindowFromTheNewestPoint_NotFromTheClock()
    {
        Shelf shelf = TenDays();

        Assert.Equal(
            shelf.Plan("2026-01-10T21:00Z", Week).Removed.Select(media => media.Media.MediaSetId),
            shelf.Plan("2026-02-20T21:00Z", Week).Removed.Select(media => media.Media.MediaSetId));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("2026-01-10T21:00:01Z", true)]
    [InlineData("2026-01-10T21:00:00Z", false)]
    public void Plan_KeepsWhatIsHeldUntilTheHoldEnds(string? until, bool isKept)
    {
        Shelf shelf = TenDays();
        BackupSet first = shelf.Media[0].Sets[0];

        PlacePlan plan = shelf.Plan("2026-01-10T21:00Z", Week, facts => facts with { Holds = [new RetentionHold(first.SetGuid, "the audit", until is null ? null : Shelf.At(until))] });

        Assert.Equal(isKept ? ["the audit"] : [], Shelf.Kept(plan, KeepRule.Hold));
        Assert.Equal(isKept, !plan.Removed.Any(media => media.Media.MediaSetId == first.SetGuid));
    }

    [Fact]
    public void Plan_TellsTheWordsOfTheHoldThatLastsLongest()
    {
        Shelf shelf = TenDays();
        Guid first = shelf.Media[0].Sets[0].SetGuid;

        PlacePlan plan = shelf.Plan("2026-01-10T21:00Z", Week, facts => facts with
        {
            Holds = [new RetentionHold(first, "a month", Shelf.At("2026-02-10T00:00Z")), new RetentionHold(first, "for good", Until: null), new RetentionHold(first, "ended", Shelf.At("2026-01-01T00:00Z"))],
        });

        Assert.Equal(["for good"], Shelf.Kept(plan, KeepRule.Hold));
    }

    [Fact]
    public void Plan_DoesNotLetOneTillsBackupsStandForAnothersOfTheSameTemplate()
    {
        Shelf shelf = TenDays();
        HeldMedia[] other = [.. shelf.Media.Select(media => Salted(media, "TILL2"))];
        shelf.Media.AddRange(other[..1]);

        PlacePlan plan = shelf.Plan("2026-01-10T21:00Z", Week with { Window = TimeSpan.FromHours(1) });

        Assert.Equal(["TILL", "TILL2"], plan.Kept.SelectMany(media => media.Sets).Select(set => set.Set.Instance).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Plan_TellsWhatRoomIsMissingAndWhatKeepsIt_AndRemovesNothingMore()
    {
        Shelf shelf = TenDays();
        PlacePlan without = shelf.Plan("2026-01-10T21:00Z", Week);

        PlacePlan plan = shelf.Plan("2026-01-10T21:00Z", Week, facts => facts with { Places = [facts.Places[0] with { FreeBytes = 500, WantedFreeBytes = 10_000 }] });

        Assert.Equal(without.Removed.Select(media => media.Media), plan.Removed.Select(media => media.Media));
        Assert.Equal(10_000 - 500 - plan.FreedBytes, plan.Pressure!.MissingBytes);
        Assert.Equal([new SpaceHeld(KeepRule.Window, 7, 7000), new SpaceHeld(KeepRule.MinimumChains, 1, 1000)], plan.Pressure.Held);
        Assert.Null(shelf.Plan("2026-01-10T21:00Z", Week, facts => facts with { Places = [facts.Places[0] with { FreeBytes = 500, WantedFreeBytes = 500 + without.FreedBytes }] }).Pressure);
        Assert.Null(without.Pressure);
    }

    /// <summary>A full each day, ten of them.</summary>
    private static Shelf TenDays()
    {
        var shelf = new Shelf();
        for (int day = 1; day <= 10; day++)
            shelf.Take(BackupKind.Full, $"2026-01-{day:00}T20:00Z");
        return shelf;
    }

    private static HeldMedia Salted(HeldMedia media, string instance)
    {
        BackupSet set = media.Sets[0];
        return media with { MediaSetId = Guid.NewGuid(), Sets = [set with { SetGuid = Guid.NewGuid(), RecoveryForkGuid = new Guid(7, 7, 7, new byte[8]), FirstRecoveryForkGuid = Guid.Empty, Instance = instance }] };
    }
}
