using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Planning.Guards;

/// <summary>A pause that looks like a clock that jumped, and pauses that do not.</summary>
public sealed class GapGuardTests
{
    private static readonly RetentionPolicy Week = new() { Window = TimeSpan.FromDays(7), Zone = TimeZoneInfo.Utc, Copies = 0 };

    [Theory]
    [InlineData("2026-02-09T20:00Z", true)]
    [InlineData("2026-02-08T20:00Z", false)]
    [InlineData("2027-01-10T20:00Z", true)]
    public void Plan_RemovesNothingWhereTheNewestSetComesAfterALongPause(string newest, bool isRefused)
    {
        Shelf shelf = Shelf.OfFulls(evenings: 10);
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
        Shelf shelf = Shelf.OfFulls(evenings: 10);
        for (int night = 0; night < nights; night++)
            shelf.Take(BackupKind.Full, $"2027-01-{10 + night:00}T20:00Z");

        Assert.Equal(isRefused, shelf.Plan("2027-01-18T12:00Z", Week).Refusals.Any());
    }

    [Theory]
    [InlineData(Suspicion.Time, "2027-01-12T00:00Z", true)]
    [InlineData(Suspicion.Time, "2026-12-20T00:00Z", true)]
    [InlineData(Suspicion.Time, "2026-12-01T00:00Z", false)]
    [InlineData(Suspicion.Size, "2027-01-12T00:00Z", false)]
    [InlineData(Suspicion.Time, "2036-01-12T00:00Z", false)]
    public void Plan_GoesOnWhenSomebodyHasLookedIntoThePause(Suspicion of, string at, bool goesOn)
    {
        Shelf shelf = Shelf.OfFulls(evenings: 10);
        BackupSet first = shelf.Take(BackupKind.Full, "2027-01-10T20:00Z");
        shelf.Take(BackupKind.Full, "2027-01-11T20:00Z");

        PlacePlan plan = shelf.Plan("2027-01-12T12:00Z", Week, facts => facts with { Acknowledged = [new Acknowledgement(first.SetGuid, of, Shelf.At(at))] });

        Assert.Equal(goesOn, plan.Refusals.Count == 0);
        Assert.Equal(goesOn, plan.Removed.Any());
    }

    /// <summary>Ten databases after the holidays: the clock is one, and one look at it is enough; and the store names the same set as each of them.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Plan_AsksForOneAcknowledgementForAllDatabases(bool isAcknowledged)
    {
        Shelf shelf = Shelf.OfFulls(evenings: 10);
        shelf.TakeNightlyOfAnother("2026-01-01T21:00Z", 10);
        shelf.Take(BackupKind.Full, "2026-03-10T20:00Z");
        shelf.TakeNightlyOfAnother("2026-03-10T21:00Z", 1);
        Guid newest = shelf.Media[^1].Sets[0].SetGuid;

        PlacePlan plan = shelf.Plan("2026-03-11T12:00Z", Week, facts => facts with { Acknowledged = isAcknowledged ? [new Acknowledgement(newest, Suspicion.Time, Shelf.At("2026-03-11T08:00Z"))] : [] });

        Assert.Equal(isAcknowledged ? [] : ["Shop", "Stock"], [.. plan.Refusals.Select(refusal => refusal.Database!).Order(StringComparer.Ordinal)]);
        Assert.All(plan.Refusals, refusal => Assert.Contains($"--acknowledge {newest}", refusal.Hint, StringComparison.Ordinal));
    }

    /// <summary>A drive that is in for one night every seven weeks, of a store that is backed up each night: what went since is known here, or told by the log.</summary>
    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    public void Plan_SeesNoPauseInWhatOneDriveKnows(bool isHere, bool isLogged, bool isRefused)
    {
        var shelf = new Shelf();
        var usb = new RetentionPlace("usb", "A");
        for (int night = 0; night < 100; night++)
            shelf.Take(BackupKind.Full, Shelf.At("2026-01-01T20:00Z").AddDays(night).ToString("O"));
        HeldMedia[] all = [.. shelf.Media];
        shelf.Media.Clear();
        shelf.Media.AddRange(all.Where((_, night) => night % 50 is >= 44 and < 50).Select(media => media with { Place = usb, ProvenAt = Shelf.At("2026-04-10T20:30Z") }));
        if (isHere)
            shelf.Media.AddRange(all);

        PlacePlan plan = shelf.Plan("2026-04-10T21:00Z", Week, facts => facts with
        {
            Places = [new PlaceFacts { Place = usb, Policy = facts.Places[0].Policy }],
            BackedUp = isLogged ? [.. all.Select(media => RememberedSet.Of(media.Sets[0], TimeZoneInfo.Utc))] : [],
        });

        Assert.Equal(isRefused, plan.Refusals.Any());
        Assert.Equal(isRefused, !plan.Removed.Any());
    }

    /// <summary>On the last day of each month a full and a log each hour: hours are usual within a day, and months between the days.</summary>
    [Fact]
    public void Plan_TakesWhatIsBackedUpOnTheLastDayOfEachMonthForUsual()
    {
        var shelf = new Shelf();
        for (int month = 1; month <= 5; month++)
        {
            DateTimeOffset day = Shelf.At("2026-01-31T08:00Z").AddMonths(month - 1);
            shelf.Take(BackupKind.Full, day.ToString("O"));
            for (int hour = 1; hour < 12; hour++)
                shelf.Take(BackupKind.Log, day.AddHours(hour).ToString("O"));
        }

        Assert.Empty(shelf.Plan("2026-06-01T12:00Z", Week).Refusals);
    }

    [Fact]
    public void Plan_TakesWhatIsBackedUpOnceAMonthForUsual()
    {
        var shelf = new Shelf();
        for (int month = 1; month <= 6; month++)
            shelf.Take(BackupKind.Full, $"2026-{month:00}-01T20:00Z");

        Assert.Empty(shelf.Plan("2026-06-02T12:00Z", Week).Refusals);
    }
}
