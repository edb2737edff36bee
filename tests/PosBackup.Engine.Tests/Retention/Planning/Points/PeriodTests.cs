using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Planning.Points;

/// <summary>Which day, week, month and year a recovery point stands for.</summary>
public sealed class PeriodTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly RetentionPolicy Policy = new() { Zone = Berlin, Copies = 0 };

    [Fact]
    public void Weekly_CountsWeeksByIsoAtTheTurnOfTheYear()
    {
        var shelf = new Shelf();
        foreach (string at in new[] { "2024-12-29T22:00+01:00", "2024-12-30T22:00+01:00", "2025-01-05T22:00+01:00", "2025-12-28T22:00+01:00", "2025-12-29T22:00+01:00", "2026-01-04T22:00+01:00", "2027-01-03T22:00+01:00", "2027-01-04T22:00+01:00" })
            shelf.Take(BackupKind.Full, at);

        PlacePlan plan = shelf.Plan("2027-01-05T08:00+01:00", Policy with { Weekly = 10 });

        Assert.Equal(["2024-W52", "2025-W01", "2025-W52", "2026-W01", "2026-W53", "2027-W01"], Shelf.Kept(plan, KeepRule.Weekly));
    }

    [Fact]
    public void Monthly_PrefersAVerifiedFullToOneThatNobodyVerified_AndBothToASuspectOne()
    {
        var shelf = new Shelf();
        BackupSet verified = shelf.Take(BackupKind.Full, "2026-01-05T20:00Z");
        shelf.Take(BackupKind.Full, "2026-01-12T20:00Z");
        shelf.Take(BackupKind.Full, "2026-01-20T20:00Z");
        BackupSet unverified = shelf.Take(BackupKind.Full, "2026-02-05T20:00Z");
        shelf.Take(BackupKind.Full, "2026-02-20T20:00Z");
        shelf.Take(BackupKind.Full, "2026-03-01T20:00Z");
        shelf.Media[1] = shelf.Media[1] with { Verdict = null };
        shelf.Media[2] = shelf.Media[2] with { Verdict = Verdict.Suspect };
        shelf.Media[3] = shelf.Media[3] with { Verdict = Verdict.NotChecked };
        shelf.Media[4] = shelf.Media[4] with { Verdict = Verdict.Suspect };

        PlacePlan plan = shelf.Plan("2026-03-02T12:00Z", Policy with { Monthly = 3 });

        Assert.Equal([verified.SetGuid, unverified.SetGuid], plan.Points.Where(point => point.Reason.Rule == KeepRule.Monthly).Select(point => point.SetGuid).Reverse().Take(2));
    }

    [Fact]
    public void Daily_BeginsAtMidnightOfTheStore()
    {
        var shelf = new Shelf();
        shelf.Take(BackupKind.Full, "2026-01-10T22:30:00+00:00");
        shelf.Take(BackupKind.Full, "2026-01-10T22:58:00+00:00");
        shelf.Take(BackupKind.Full, "2026-01-10T23:01:00+00:00");

        PlacePlan plan = shelf.Plan("2026-01-11T12:00+01:00", Policy with { Daily = 9 });

        Assert.Equal(["2026-01-10", "2026-01-11"], Shelf.Kept(plan, KeepRule.Daily));
        Assert.Equal("2026-01-10T22:30:00+00:00", Assert.Single(plan.Removed).Sets[0].Set.StartedAt.ToString());
    }

    [Fact]
    public void Daily_HasOneDayWhereTheClockIsSetBackAndWhereItIsSetForward()
    {
        var shelf = new Shelf();
        foreach (string at in new[] { "2025-10-25T22:30Z", "2025-10-26T00:30Z", "2025-10-26T01:30Z", "2025-10-26T22:30Z", "2026-03-28T22:30Z", "2026-03-28T23:30Z", "2026-03-29T21:30Z", "2026-03-29T22:30Z" })
            shelf.Take(BackupKind.Full, at);

        PlacePlan plan = shelf.Plan("2026-03-30T12:00Z", Policy with { Daily = 9 });

        Assert.Equal(["2025-10-26", "2026-03-28", "2026-03-29", "2026-03-30"], Shelf.Kept(plan, KeepRule.Daily));
    }

    [Fact]
    public void Daily_GoesOnWithADayThatTheClockWasSetBackInto()
    {
        TimeZoneInfo.AdjustmentRule summer = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            DateTime.MinValue.Date,
            DateTime.MaxValue.Date,
            TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 2, 0, 0), 4, 1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 0, 30, 0), 10, 26));
        TimeZoneInfo zone = TimeZoneInfo.CreateCustomTimeZone("Half past", TimeSpan.Zero, "Half past", "Half past", "Half past", [summer]);
        var shelf = new Shelf();
        foreach (string at in new[] { "2025-10-25T20:00Z", "2025-10-25T23:15Z", "2025-10-25T23:45Z", "2025-10-26T08:00Z" })
            shelf.Take(BackupKind.Full, at);

        PlacePlan plan = shelf.Plan("2025-10-26T12:00Z", Policy with { Daily = 2, Zone = zone });

        Assert.Equal(["2025-10-25", "2025-10-26"], Shelf.Kept(plan, KeepRule.Daily));
        Assert.Equal(2, plan.Removed.Count());
    }

    [Fact]
    public void Points_AreTheNewestFullOfAPeriod_ElseTheNewestDifferential_ElseTheNewestLog()
    {
        var shelf = new Shelf();
        shelf.Take(BackupKind.Full, "2026-01-05T20:00+01:00");
        shelf.Take(BackupKind.Log, "2026-01-05T21:00+01:00");
        shelf.Take(BackupKind.Differential, "2026-01-06T20:00+01:00");
        shelf.Take(BackupKind.Log, "2026-01-06T21:00+01:00");
        shelf.Take(BackupKind.Log, "2026-01-07T20:00+01:00");
        shelf.Take(BackupKind.Log, "2026-01-07T21:00+01:00");
        shelf.Take(BackupKind.Full, "2026-01-08T20:00+01:00");

        PlacePlan plan = shelf.Plan("2026-01-08T22:00+01:00", Policy with { Daily = 9 });

        Assert.Equal(
            ["2026-01-08 Full 20", "2026-01-07 Log 21", "2026-01-06 Differential 20", "2026-01-05 Full 20"],
            plan.Points.Where(point => point.Reason.Rule == KeepRule.Daily).Select(point => shelf.Media.SelectMany(media => media.Sets).Single(set => set.SetGuid == point.SetGuid))
                .Select(set => $"{set.StartedAt.Local:yyyy-MM-dd} {set.Kind} {set.StartedAt.Local:HH}"));
    }
}
