using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Planning.Limits;

public sealed class PressureRuleTests
{
    private static readonly RetentionPolicy Week = new() { Window = TimeSpan.FromDays(7), Zone = TimeZoneInfo.Utc, Copies = 0 };

    [Fact]
    public void Plan_TellsWhatRoomIsMissingAndWhatKeepsIt_AndRemovesNothingMore()
    {
        Shelf shelf = Shelf.OfFulls(evenings: 10);
        PlacePlan without = shelf.Plan("2026-01-10T21:00Z", Week);

        PlacePlan plan = shelf.Plan("2026-01-10T21:00Z", Week, facts => facts with { Places = [facts.Places[0] with { FreeBytes = 500, WantedFreeBytes = 10_000 }] });

        Assert.Equal(without.Removed.Select(media => media.Media), plan.Removed.Select(media => media.Media));
        Assert.Equal(10_000 - 500 - plan.FreedBytes, plan.Pressure!.MissingBytes);
        Assert.Equal([new SpaceHeld(KeepRule.Window, 7, 7000), new SpaceHeld(KeepRule.MinimumChains, 1, 1000)], plan.Pressure.Held);
        Assert.Null(shelf.Plan("2026-01-10T21:00Z", Week, facts => facts with { Places = [facts.Places[0] with { FreeBytes = 500, WantedFreeBytes = 500 + without.FreedBytes }] }).Pressure);
        Assert.Null(without.Pressure);
    }
}
