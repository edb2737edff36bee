using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Planning.Lives;

/// <summary>When a database counts as dropped, what is said before, and what goes then.</summary>
public sealed class DroppedTests
{
    private static readonly RetentionPolicy Years = new() { Window = TimeSpan.FromDays(14), Monthly = 12, Yearly = 10, Zone = TimeZoneInfo.Utc, Copies = 0 };

    /// <summary>The job ran again an hour later, or the accountant wanted a copy: a year is a year.</summary>
    [Theory]
    [InlineData(BackupFlags.None)]
    [InlineData(BackupFlags.CopyOnly)]
    public void Plan_TakesNoArchiveForDroppedWhoseLastFullWasTakenTwice(BackupFlags again)
    {
        Shelf shelf = Archive();
        shelf.Take(BackupKind.Full, "2025-01-01T21:00Z", flags: again);
        shelf.TakeNightlyOfAnother("2025-01-01T22:00Z", 200);

        PlacePlan plan = shelf.Plan("2025-07-19T23:00Z", Years);

        Assert.DoesNotContain(plan.Removed, media => media.Sets[0].Set.Database == "Shop");
        Assert.DoesNotContain(plan.Notes, note => note.Message.Contains("Shop", StringComparison.Ordinal));
    }

    /// <summary>Nightly for a month, then once a year: it counts as dropped in spring, and the years stay what they are.</summary>
    [Fact]
    public void Plan_KeepsTheYearsOfADroppedDatabaseForTenYears()
    {
        Shelf shelf = Archive();
        for (int day = 2; day <= 30; day++)
            shelf.Take(BackupKind.Full, $"2025-01-{day:00}T20:00Z");
        shelf.TakeNightlyOfAnother("2025-01-01T22:00Z", 200);

        PlacePlan plan = shelf.Plan("2025-07-19T23:00Z", Years);

        Assert.Contains("counts as dropped", Assert.Single(plan.Notes).Message, StringComparison.Ordinal);
        Assert.Equal(["2020", "2021", "2022", "2023", "2024", "2025"], [.. plan.Points.Where(point => point.Database == "Shop" && point.Reason.Rule == KeepRule.Yearly).Select(point => point.Reason.Detail!).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Only the last two are left, a night apart; the log tells that there was one a year before.</summary>
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void Plan_MeasuresWhatIsUsualByWhatWasRemovedAsWell(bool isLogged, int removed)
    {
        var shelf = new Shelf();
        shelf.Take(BackupKind.Full, "2025-01-01T20:00Z");
        shelf.Take(BackupKind.Full, "2025-01-02T20:00Z");
        shelf.TakeNightlyOfAnother("2025-01-01T22:00Z", 200);

        PlacePlan plan = shelf.Plan("2025-07-19T23:00Z", new RetentionPolicy { KeepLast = 2, Zone = TimeZoneInfo.Utc, Copies = 0 }, facts => facts with
        {
            BackedUp = isLogged ? [new RememberedSet("till", "SHOP", BackupKind.Full, Shelf.At("2024-01-01T20:00Z")), new RememberedSet("TILL", "Shop", BackupKind.Log, Shelf.At("2024-06-01T20:00Z"))] : [],
        });

        Assert.Equal(removed, plan.Removed.Count(media => media.Sets[0].Set.Database == "Shop"));
    }

    /// <summary>The last full was on 29 March, the grace of 90 days ends on 27 June.</summary>
    [Theory]
    [InlineData("2026-05-28T20:00Z", 4, null)]
    [InlineData("2026-05-28T20:01Z", 4, "on 2026-06-27 20:00+00:00 it counts as dropped, and its recovery window and 2 of its 2 other points go here")]
    [InlineData("2026-06-27T20:00Z", 5, "on 2026-06-27 20:00+00:00 it counts as dropped, and its recovery window and 1 of its 2 other points go here")]
    [InlineData("2026-06-27T20:00Z", 6, "on 2026-06-27 20:00+00:00 it counts as dropped, and its recovery window goes here")]
    [InlineData("2026-06-27T20:01Z", 6, "it counts as dropped, so its points here go by the calendar")]
    public void Plan_TellsInTheLastThirdOfTheGraceWhatWillGo(string now, int months, string? said)
    {
        var shelf = new Shelf();
        for (DateTimeOffset at = Shelf.At("2026-01-04T20:00Z"); at < Shelf.At("2026-03-30T00:00Z"); at = at.AddDays(7))
            shelf.Take(BackupKind.Full, at.ToString("O"));
        shelf.GoOnWithAnother(now);

        PlacePlan plan = shelf.Plan(now, new RetentionPolicy { Window = TimeSpan.FromDays(14), Monthly = months, Zone = TimeZoneInfo.Utc, Copies = 0 });

        RetentionNote? note = plan.Notes.SingleOrDefault();
        Assert.Equal(said is not null, note is not null);
        if (said is null)
            return;

        Assert.Contains(said, note!.Message, StringComparison.Ordinal);
        Assert.Contains("'posbackup hold add'", note.Hint, StringComparison.Ordinal);
        Assert.Equal(said.StartsWith("on ", StringComparison.Ordinal) ? ErrorCode.NotBackedUp : ErrorCode.None, note.Code);
    }

    /// <summary>One full each 1 January, from 2020 on.</summary>
    private static Shelf Archive()
    {
        var shelf = new Shelf();
        for (int year = 2020; year <= 2025; year++)
            shelf.Take(BackupKind.Full, $"{year}-01-01T20:00Z");
        return shelf;
    }
}
