using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Planning.Holds;

public sealed class HoldRuleTests
{
    private static readonly RetentionPolicy Week = new() { Window = TimeSpan.FromDays(7), Zone = TimeZoneInfo.Utc, Copies = 0 };

    [Theory]
    [InlineData(null, true)]
    [InlineData("2026-01-10T21:00:01Z", true)]
    [InlineData("2026-01-10T21:00:00Z", false)]
    public void Plan_KeepsWhatIsHeldUntilTheHoldEnds(string? until, bool isKept)
    {
        Shelf shelf = Shelf.OfFulls(evenings: 10);
        BackupSet first = shelf.Media[0].Sets[0];

        PlacePlan plan = shelf.Plan("2026-01-10T21:00Z", Week, facts => facts with { Holds = [new RetentionHold(first.SetGuid, "the audit", until is null ? null : Shelf.At(until))] });

        Assert.Equal(isKept ? ["the audit"] : [], Shelf.Kept(plan, KeepRule.Hold));
        Assert.Equal(isKept, !plan.Removed.Any(media => media.Media.MediaSetId == first.SetGuid));
    }

    [Fact]
    public void Plan_TellsTheWordsOfTheHoldThatLastsLongest()
    {
        Shelf shelf = Shelf.OfFulls(evenings: 10);
        Guid first = shelf.Media[0].Sets[0].SetGuid;

        PlacePlan plan = shelf.Plan("2026-01-10T21:00Z", Week, facts => facts with
        {
            Holds = [new RetentionHold(first, "a month", Shelf.At("2026-02-10T00:00Z")), new RetentionHold(first, "for good", Until: null), new RetentionHold(first, "ended", Shelf.At("2026-01-01T00:00Z"))],
        });

        Assert.Equal(["for good"], Shelf.Kept(plan, KeepRule.Hold));
    }
}
