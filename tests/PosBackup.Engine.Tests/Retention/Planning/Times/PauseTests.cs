using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Planning.Times;

/// <summary>A wrong clock stays wrong: a few days of backups bear it out for no end of a hold, for no age, and for no database that was dropped.</summary>
public sealed class PauseTests
{
    private static readonly RetentionPolicy Year = new() { Window = TimeSpan.FromDays(14), Monthly = 12, Zone = TimeZoneInfo.Utc, Copies = 0 };

    /// <summary>One database is backed up each month, another each night, and the clock is a year ahead for some nights.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(90)]
    public void Plan_EndsNoHoldAndDropsNoDatabaseWhileBackupsHaveNotGoneOnForAsLongAsThePause(int nights)
    {
        (Shelf shelf, Guid held) = WithAMonthlyOne();
        shelf.TakeNightlyOfAnother("2025-10-01T20:00Z", 110);
        shelf.TakeNightlyOfAnother("2027-01-20T20:00Z", nights);

        PlacePlan plan = shelf.Plan(Shelf.At("2027-01-20T21:00Z").AddDays(nights - 1).ToString("O"), Year, facts => facts with { Holds = [new RetentionHold(held, "the audit", Shelf.At("2026-12-31T00:00Z"))] });

        Assert.DoesNotContain(plan.Removed, media => media.Media.Sets[0].Database == "Shop");
        Assert.Equal(["the audit"], Shelf.Kept(plan, KeepRule.Hold));
    }

    /// <summary>Forty days without a backup, and a hold that ended in them.</summary>
    [Theory]
    [InlineData(39, "", true)]
    [InlineData(43, "", false)]
    [InlineData(10, "2026-03-05T12:00Z", false)]
    public void Plan_EndsAHoldWhenBackupsHaveGoneOnForAsLongAsThePauseOrSomebodyHasLooked(int nights, string acknowledged, bool isHeld)
    {
        var shelf = new Shelf();
        shelf.TakeNightlyOfAnother("2025-11-22T20:00Z", 60);
        shelf.TakeNightlyOfAnother("2026-03-01T20:00Z", nights);
        BackupSet first = shelf.Media[0].Sets[0];

        PlacePlan plan = shelf.Plan(Shelf.At("2026-03-01T21:00Z").AddDays(nights - 1).ToString("O"), Year, facts => facts with
        {
            Holds = [new RetentionHold(first.SetGuid, "the audit", Shelf.At("2026-02-10T00:00Z"))],
            Acknowledged = acknowledged.Length == 0 ? [] : [new Acknowledgement(first.SetGuid, Suspicion.Time, Shelf.At(acknowledged))],
        });

        Assert.Equal(isHeld ? ["the audit"] : [], Shelf.Kept(plan, KeepRule.Hold));
    }

    /// <summary>Only months are kept, so that what is left lies a month apart: the nights that went tell that eighty days are no usual pause.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Plan_MeasuresPausesByWhatWasRemovedAsWell(bool isLogged, bool isHeld)
    {
        var shelf = new Shelf();
        for (int month = 0; month < 12; month++)
            shelf.Take(BackupKind.Full, Shelf.At("2025-01-31T20:00Z").AddMonths(month).ToString("O"));
        BackupSet held = shelf.Take(BackupKind.Full, "2026-01-02T20:00Z");
        shelf.Take(BackupKind.Full, "2026-03-24T20:00Z");

        PlacePlan plan = shelf.Plan("2026-03-24T21:00Z", Year, facts => facts with
        {
            Holds = [new RetentionHold(held.SetGuid, "the audit", Shelf.At("2026-01-31T00:00Z"))],
            BackedUp = isLogged ? [.. Enumerable.Range(0, 360).Select(night => new RememberedSet("TILL", "Shop", BackupKind.Full, Shelf.At("2025-01-05T20:00Z").AddDays(night)))] : [],
        });

        Assert.Equal(isHeld ? ["the audit"] : [], Shelf.Kept(plan, KeepRule.Hold));
    }

    /// <summary>The battery of the till was empty, and its clock was in 2010 for three nights. Afterwards it is right, and a hold ends.</summary>
    [Theory]
    [InlineData(29, true)]
    [InlineData(30, false)]
    public void Plan_BelievesTheLongerSideOfAPause(int nights, bool isHeld)
    {
        var shelf = new Shelf();
        shelf.TakeNightlyOfAnother("2010-01-01T20:00Z", 3);
        shelf.TakeNightlyOfAnother("2026-01-01T20:00Z", nights);
        Guid held = shelf.Media[^1].Sets[0].SetGuid;

        PlacePlan plan = shelf.Plan(Shelf.At("2026-01-01T21:00Z").AddDays(nights - 1).ToString("O"), Year, facts => facts with { Holds = [new RetentionHold(held, "the audit", Shelf.At("2026-01-10T00:00Z"))] });

        Assert.Equal(isHeld ? ["the audit"] : [], Shelf.Kept(plan, KeepRule.Hold));
    }

    /// <summary>As many nights before it as after it: no side is the longer one.</summary>
    [Theory]
    [InlineData(40, true)]
    [InlineData(41, false)]
    public void Plan_BelievesNoPauseWithAsMuchBeforeItAsAfterIt(int nights, bool isHeld)
    {
        var shelf = new Shelf();
        shelf.TakeNightlyOfAnother("2026-01-01T20:00Z", 40);
        shelf.TakeNightlyOfAnother("2027-01-01T20:00Z", nights);
        Guid held = shelf.Media[0].Sets[0].SetGuid;

        PlacePlan plan = shelf.Plan(Shelf.At("2027-01-01T21:00Z").AddDays(nights - 1).ToString("O"), Year, facts => facts with { Holds = [new RetentionHold(held, "the audit", Shelf.At("2026-12-31T00:00Z"))] });

        Assert.Equal(isHeld ? ["the audit"] : [], Shelf.Kept(plan, KeepRule.Hold));
    }

    private static (Shelf Shelf, Guid First) WithAMonthlyOne()
    {
        var shelf = new Shelf();
        for (int month = 0; month < 12; month++)
            shelf.Take(BackupKind.Full, Shelf.At("2025-02-01T20:00Z").AddMonths(month).ToString("O"));
        return (shelf, shelf.Media[0].Sets[0].SetGuid);
    }
}
