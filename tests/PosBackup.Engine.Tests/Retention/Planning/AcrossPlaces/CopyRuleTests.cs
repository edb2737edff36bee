using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Planning.AcrossPlaces;

public sealed class CopyRuleTests
{
    private static readonly RetentionPolicy Week = new() { Window = TimeSpan.FromDays(7), Zone = TimeZoneInfo.Utc, Copies = 0 };

    [Fact]
    public void Plan_AsksForACopyWhereTargetsAreDefinedAndNoneWasReached()
    {
        Shelf shelf = Shelf.OfFulls(evenings: 10);

        Assert.NotEmpty(shelf.Plan("2026-01-10T21:00Z", Week with { Copies = null }).Removed);
        Assert.Empty(shelf.Plan("2026-01-10T21:00Z", Week with { Copies = null }, facts => facts with { HasTargets = true }).Removed);
    }
}
