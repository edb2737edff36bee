using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Media;

namespace PosBackup.Engine.Tests.Catalog.Chains;

/// <summary>Defects that were found in other tools, by their numbers in our list: ours must not have them.</summary>
public sealed class KnownDefectsTests
{
    [Fact]
    public void Defect04_TheRepeatedHourOfA25HourDayIsTwoMoments()
    {
        TimeZoneInfo berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var shop = new ShopHistory { Offset = TimeSpan.FromHours(2) };
        TakenSet[] sets =
        [
            Take(shop, BackupKind.Full, new DateTimeOffset(2026, 10, 25, 1, 0, 0, TimeSpan.FromHours(2))),
            Take(shop, BackupKind.Log, new DateTimeOffset(2026, 10, 25, 2, 45, 0, TimeSpan.FromHours(2))),
            Take(shop, BackupKind.Full, new DateTimeOffset(2026, 10, 25, 2, 15, 0, TimeSpan.FromHours(1))),
            Take(shop, BackupKind.Log, new DateTimeOffset(2026, 10, 25, 3, 30, 0, TimeSpan.FromHours(1))),
        ];
        var options = new ChainOptions { Database = "Shop", Zone = berlin };
        ChainSearch local = shop.Find(new RestoreMoment.AtLocal(new DateTime(2026, 10, 25, 2, 30, 0)), options);

        Assert.Equal(4, sets.Length);
        Assert.Equal(GapReason.AmbiguousTime, local.Gap!.Reason);
        Assert.Contains("2026-10-25T02:30:00+02:00 or 2026-10-25T02:30:00+01:00", local.Gap.Message, StringComparison.Ordinal);
        Assert.Equal("1 2!", shop.Way(new RestoreMoment.At(new DateTimeOffset(2026, 10, 25, 2, 30, 0, TimeSpan.FromHours(2))), options));
        Assert.Equal("3 4!", shop.Way(new RestoreMoment.At(new DateTimeOffset(2026, 10, 25, 2, 30, 0, TimeSpan.FromHours(1))), options));
    }

    [Theory]
    [InlineData("F L L F* L L")]
    [InlineData("F L L F- L L")]
    [InlineData("F L L F^ L L")]
    public void Defect05_AnOlderFullStandsInWhereTheNewestIsOfNoUse(string picture)
    {
        Assert.Equal("1 2 3 5 6", Drawn.Chain(picture).Way(RestoreMoment.Newest));
        Assert.Equal("1 2 3 5 6!", Drawn.Chain(picture).Way(ShopHistory.Time("12:30")));
    }

    [Theory]
    [InlineData("F L F L^ L F L", "11:30", "LogMissing: 3–6")]
    [InlineData("F L F^ L L", "10:30", "1 2 4!")]
    public void Defect05_TheBaseIsNotChosenBeforeItsLogsAreSeen(string picture, string time, string way) => Assert.Equal(way, Drawn.Chain(picture).Way(ShopHistory.Time(time)));

    [Theory]
    [InlineData("F^ D L", "BaseMissing: –")]
    [InlineData("F- D L", "BaseMissing: –")]
    [InlineData("F* D L", "BaseMissing: –")]
    public void Defect07_ADifferentialWithoutItsFullIsNeverOnAWay(string picture, string gap)
    {
        ShopHistory shop = Drawn.Chain(picture);

        Assert.Equal(gap, shop.Way(shop.Sets[1].End));
        Assert.Null(shop.Find(RestoreMoment.Newest).Path);
    }

    [Theory]
    [InlineData(+400)]
    [InlineData(-400)]
    public void Defect08_NamesAndDatesOrderNothing(int days)
    {
        ShopHistory shop = Drawn.Chain("F L D L L");
        TakenSet differential = shop.Sets[2];
        differential.Set = differential.Set with
        {
            StartedAt = new ServerTime(differential.Set.StartedAt.Local.AddDays(days), differential.Set.StartedAt.Offset),
            FinishedAt = new ServerTime(differential.Set.FinishedAt!.Value.Local.AddDays(days), differential.Set.FinishedAt.Value.Offset),
        };

        Assert.Equal("1 3 4 5", shop.Way(RestoreMoment.Newest));
        Assert.Equal("1 3", shop.Way(differential.End));
    }

    [Fact]
    public void Defect11_SetsOfOneFileAreChosenByPosition_AndOneCutOffDoesNotHarmTheOthers()
    {
        BackupSet shop = Drawn.Chain("F").Sets[0].Set;
        BackupSet till = shop with { SetGuid = Guid.NewGuid(), FamilyGuid = Guid.NewGuid(), Database = "Till", Position = 2 };
        BackupSet torn = Drawn.Chain("F L").Sets[1].Set with { SetGuid = Guid.NewGuid(), FamilyGuid = shop.FamilyGuid, RecoveryForkGuid = shop.RecoveryForkGuid, FirstRecoveryForkGuid = shop.RecoveryForkGuid, Position = 3, FinishedAt = null };
        var media = new MediaFile { Path = "/backup/all.bak", MediaSetId = Guid.NewGuid(), Sets = [shop, till, torn] };
        Manifest manifest = Manifest.FromMedia(media) with { Proofs = [Support.SomeMedia.Proof(Verdict.Damaged)] };
        IReadOnlyList<SetFamily> families = ChainBuilder.Build(SetSighting.OnMedia(media, manifest));

        Assert.Equal([(1, 1)], Steps(new RestoreMoment.EndOfSet(shop.SetGuid), "Shop"));
        Assert.Equal([(1, 2)], Steps(RestoreMoment.Newest, "Till"));
        ChainGap gap = ChainFinder.Find(families, RestoreMoment.Newest, new ChainOptions { Database = "Shop" }).Gap!;
        Assert.Equal((GapReason.SetDamaged, shop.SetGuid), (gap.Reason, gap.Before!.EndOfSet!.Value));

        IEnumerable<(int, int)> Steps(RestoreMoment moment, string database)
        {
            ChainPath path = ChainFinder.Find(families, moment, new ChainOptions { Database = database }).Path!;
            return path.Steps.Select((step, index) => (index + 1, step.Known.Best!.Position));
        }
    }

    [Fact]
    public void Defect12_ALogToNulIsAGapThatNamesWhoTookIt()
    {
        ShopHistory shop = Drawn.Chain("F L L! L");
        ChainGap gap = shop.Find(RestoreMoment.Newest).Gap!;

        Assert.Contains("taken by DOMAIN\\bob on PC7 to NUL", gap.Message, StringComparison.Ordinal);
        Assert.Equal((shop.Sets[1].Set.LastLsn, shop.Sets[3].Set.FirstLsn), (gap.MissingFrom!.Value, gap.MissingTo!.Value));
    }

    [Fact]
    public void Defect12_AForeignFullBreaksTheDifferentials_NotTheLogs()
    {
        ShopHistory shop = Drawn.Chain("F L F! D L");

        Assert.Equal("1 2 5", shop.Way(RestoreMoment.Newest));
        Assert.Equal(GapReason.BaseMissing, shop.Find(shop.Sets[3].End).Gap!.Reason);
        Assert.Contains(@"DOMAIN\bob", shop.Find(shop.Sets[3].End).Gap!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Defect12_ASnapshotIsNoBase() => Assert.Equal("BaseMissing: –", Drawn.Chain("V D").Way(RestoreMoment.Newest));

    [Fact]
    public void Defect12_ThroughSimpleNothingLeads()
    {
        ShopHistory shop = Drawn.Chain("F L s F f F L");
        ChainSearch search = shop.Find(ShopHistory.Time("10:30"));

        Assert.Equal("LogMissing: 3–4", shop.Tell(search));
        Assert.Contains("SIMPLE", search.Gap!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Defect12_ARestoreOverTheDatabaseBeginsAFork()
    {
        ShopHistory shop = Drawn.Chain("F L L r2 L L");

        Assert.Equal("1 2 4 5", shop.Way(RestoreMoment.Newest));
        Assert.Equal("1 2 3", shop.Way(shop.Sets[2].End));
    }

    [Fact]
    public void Defect12_ARenamedDatabaseIsTheSame() => Assert.Equal("1 2 3", Drawn.Chain("F L n:Shop2 L n:Shop").Way(RestoreMoment.Newest, new ChainOptions { Database = "Shop2" }));

    [Fact]
    public void Defect12_ADatabaseMadeAnewIsAnother()
    {
        ShopHistory shop = Drawn.Chain("F L x F L");

        Assert.Equal("3 4", shop.Way(RestoreMoment.Newest));
        Assert.Equal("1 2", shop.Way(shop.Sets[1].End));
    }

    private static TakenSet Take(ShopHistory shop, BackupKind kind, DateTimeOffset at)
    {
        shop.Now = at.AddMinutes(-10);
        shop.Work(5);
        shop.Now = at;
        shop.Offset = at.Offset;
        return shop.Take(kind);
    }
}
