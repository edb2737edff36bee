using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Planning.Points;

public sealed class WindowTests
{
    private static readonly RetentionPolicy Week = new() { Window = TimeSpan.FromDays(7), Zone = TimeZoneInfo.Utc, Copies = 0 };

    [Fact]
    public void Plan_MeasuresTheWindowFromTheNewestPoint_NotFromTheClock()
    {
        Shelf shelf = Shelf.OfFulls(evenings: 10);

        Assert.Equal(
            shelf.Plan("2026-01-10T21:00Z", Week).Removed.Select(media => media.Media.MediaSetId),
            shelf.Plan("2026-02-20T21:00Z", Week).Removed.Select(media => media.Media.MediaSetId));
    }
}
