using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Planning.Lives;

/// <summary>What a database keeps that is no longer backed up, and for how long.</summary>
public sealed class GraceTests
{
    private static readonly RetentionPolicy Week = new() { Window = TimeSpan.FromDays(7), Zone = TimeZoneInfo.Utc, Copies = 0 };

    [Theory]
    [InlineData("2026-01-20T22:00Z", 0)]
    [InlineData("2026-02-09T20:00:10Z", 0)]
    [InlineData("2026-02-09T20:00:11Z", 9)]
    [InlineData("2036-02-09T21:00Z", 9)]
    public void Plan_KeepsWhatWasPromisedUntilTheGraceIsOver_AndTheLastChainForever(string now, int removed)
    {
        Shelf shelf = Shelf.OfFulls(evenings: 10);
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
    public void Plan_DoesNotLetOneTillsBackupsStandForAnothersOfTheSameTemplate()
    {
        Shelf shelf = Shelf.OfFulls(evenings: 10);
        HeldMedia[] other = [.. shelf.Media.Select(media => Salted(media, "TILL2"))];
        shelf.Media.AddRange(other[..1]);

        PlacePlan plan = shelf.Plan("2026-01-10T21:00Z", Week with { Window = TimeSpan.FromHours(1) });

        Assert.Equal(["TILL", "TILL2"], plan.Kept.SelectMany(media => media.Sets).Select(set => set.Set.Instance).Order(StringComparer.Ordinal));
    }

    private static HeldMedia Salted(HeldMedia media, string instance)
    {
        BackupSet set = media.Sets[0];
        return media with { MediaSetId = Guid.NewGuid(), Sets = [set with { SetGuid = Guid.NewGuid(), RecoveryForkGuid = new Guid(7, 7, 7, new byte[8]), FirstRecoveryForkGuid = Guid.Empty, Instance = instance }] };
    }
}
