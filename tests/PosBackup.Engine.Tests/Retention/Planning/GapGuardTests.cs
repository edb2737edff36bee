using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Planning;

/// <summary>A pause that looks like a clock that jumped, and pauses that do not.</summary>
public sealed class GapGuardTests
{
    private static readonly RetentionPolicy Week = new() { Window = TimeSpan.FromDays(7), Zone = TimeZoneInfo.Utc, Copies = 0 };

    [Theory]
    [InlineData("2026-02-09T20:00Z", true)]
    [InlineData("2026-02-09T19:59Z", false)]
    [InlineData("2027-01-10T20:00Z", true)]
    public void Plan_RemovesNothingWhereTheNewestSetComesAfterALongPause(string newest, bool isRefused)
    {
        Shelf shelf = TenDays();
        BackupSet set = shelf.Take(BackupKind.Full, newest);

        PlacePlan plan = shelf.Plan(newest, Week);

        Assert.Equal(isRefused ? [(RefusalReason.Clock, (Guid?)set.SetGuid)] : [], plan.Refusals.Select(refusal => (refusal.Reason, refusal.SetGuid)));
        Assert.Equal(isRefused, !plan.Removed.Any());
    }

    [Theory]
    [InlineData(7, true)]
    [InlineData(8, false)]
    public void Plan_BelievesTheClockWhenBackupsHaveGoneOnForAWeek(int nights, bool isRefused)
    {
        Shelf shelf = TenDays();
        for (int night = 0; night < nights; night++)
            shelf.Take(BackupKind.Full, $"2027-01-{10 + night:00}T20:00Z");

        Assert.Equal(isRefused, shelf.Plan("2027-01-18T12:00Z", Week).Refusals.Any());
    }

    [Theory]
    [InlineData(Suspicion.Time, "2027-01-12T00:00Z", true)]
    [InlineData(Suspicion.Size, "2027-01-12T00:00Z", false)]
    [InlineData(Suspicion.Time, "2036-01-12T00:00Z", false)]
    public void Plan_GoesOnWhenSomebodyHasLookedIntoThePause(Suspicion of, string at, bool goesOn)
    {
        Shelf shelf = TenDays();
        BackupSet first = shelf.Take(BackupKind.Full, "2027-01-10T20:00Z");
        shelf.Take(BackupKind.Full, "2027-01-11T20:00Z");

        PlacePlan plan = shelf.Plan("2027-01-12T12:00Z", Week, facts => facts with { Acknowledged = [new Acknowledgement(first.SetGuid, of, Shelf.At(at))] });

        Assert.Equal(goesOn, plan.Refusals.Count == 0);
        Assert.Equal(goesOn, plan.Removed.Any());
    }

    [Fact]
    public void Plan_TakesWhatIsBackedUpOnceAMonthForUsual()
    {
        var shelf = new Shelf();
        for (int month = 1; month <= 6; month++)
            shelf.Take(BackupKind.Full, $"2026-{month:00}-01T20:00Z");

        Assert.Empty(shelf.Plan("2026-06-02T12:00Z", Week).Refusals);
    }

    /// <summary>A full each day, ten of them, the last on 10 January 2026.</summary>
    private static Shelf TenDays()
    {
        var shelf = new Shelf();
        for (int day = 1; day <= 10; day++)
            shelf.Take(BackupKind.Full, $"2026-01-{day:00}T20:00Z");
        return shelf;
    }
}
