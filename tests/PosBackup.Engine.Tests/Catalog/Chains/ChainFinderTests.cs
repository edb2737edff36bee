using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Tests.Catalog.Chains;

/// <summary>Ways to the latest moment and to the ends of sets, drawn as in <see cref="Drawn"/>.</summary>
public sealed class ChainFinderTests
{
    [Theory]
    [InlineData("F", "1")]
    [InlineData("F L L", "1 2 3")]
    [InlineData("F L D L L", "1 3 4 5")]
    [InlineData("F D D L", "1 4")]
    [InlineData("F L D D L", "1 4 5")]
    [InlineData("F L F L", "3 4")]
    [InlineData("F^ C L", "2 3")]
    [InlineData("F L C L", "3 4")]
    [InlineData("F L C D L", "3 5")]
    [InlineData("F L K L", "1 2 4")]
    [InlineData("F L T", "1 2 3")]
    [InlineData("F L B L", "1 2 3 4")]
    [InlineData("F L .L", "1 2")]
    [InlineData("F= L= L", "1 2 3")]
    [InlineData("F n:Shop2 L n:Shop L", "1 2 3")]
    [InlineData("F L s F D f D L", "3 5 6")]
    [InlineData("F L x F L", "3 4")]
    public void Latest_TakesTheQuickestWay(string picture, string way) => Assert.Equal(way, Drawn.Chain(picture).Way(RestoreMoment.Newest));

    [Theory]
    [InlineData("F L F* L", "1 2 4")]
    [InlineData("F L F- L", "1 2 4")]
    [InlineData("F L F~ L", "1 2 4")]
    [InlineData("F L F/ L", "1 2 4")]
    [InlineData("F L D* L", "1 2 4")]
    [InlineData("F L F* D L", "1 2 5")]
    [InlineData("F L V D^ L", "1 2 5")]
    [InlineData("F L F? L", "1 2 4")]
    [InlineData("F L P L", "1 2 4")]
    public void Latest_FallsBackToWhatIsThere(string picture, string way) => Assert.Equal(way, Drawn.Chain(picture).Way(RestoreMoment.Newest));

    [Theory]
    [InlineData("F L F* L", "is damaged: passed over")]
    [InlineData("F L F~ L", "was cut off before its end: passed over")]
    [InlineData("F L F/ L", "lacks stripe 2 of 2: passed over")]
    [InlineData("F L F- L", "is in none of the places that were looked at: passed over")]
    public void Latest_TellsWhatWasPassedOver(string picture, string note) =>
        Assert.Contains(note, Assert.Single(Drawn.Chain(picture).Find(RestoreMoment.Newest).Path!.Notes), StringComparison.Ordinal);

    [Fact]
    public void Latest_TakesSuspectMediaWhereThereIsNoOther_AndSaysSo()
    {
        ChainPath path = Drawn.Chain("F? L").Find(RestoreMoment.Newest).Path!;

        Assert.Equal(2, path.Steps.Count);
        Assert.Contains("is suspect", Assert.Single(path.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Latest_SaysThatHistoryKnowsANewerLog() =>
        Assert.Contains("taken by DOMAIN\\bob on PC7 to NUL", Assert.Single(Drawn.Chain("F L L!").Find(RestoreMoment.Newest).Path!.Notes), StringComparison.Ordinal);

    [Theory]
    [InlineData("F L L*", "SetDamaged: 2–")]
    [InlineData("F L L-", "SetMissing: 2–")]
    [InlineData("F L L/", "StripesMissing: 2–")]
    [InlineData("F L- L", "SetMissing: 1–")]
    [InlineData("F L^ L", "LogMissing: 1–")]
    [InlineData("F L! L", "SetMissing: 1–")]
    [InlineData("F* L", "NoFull: –")]
    [InlineData("F! L", "NoFull: –")]
    [InlineData("F^ D", "BaseMissing: –")]
    [InlineData("F- D", "BaseMissing: –")]
    [InlineData("F L F*", "SetDamaged: 2–")]
    public void Latest_IsNeverSilentlyAnOlderOne(string picture, string gap) => Assert.Equal(gap, Drawn.Chain(picture).Way(RestoreMoment.Newest));

    [Fact]
    public void Latest_WithoutAnySet_SaysSo() => Assert.Equal(GapReason.NoSets, Drawn.Chain("").Find(RestoreMoment.Newest).Gap!.Reason);

    [Fact]
    public void Latest_OfAnotherDatabase_FindsNone() =>
        Assert.Equal("no backup of Cash of TILL was found", Drawn.Chain("F L").Find(RestoreMoment.Newest, new ChainOptions { Database = "Cash", Instance = "TILL" }).Gap!.Message);

    [Fact]
    public void Gap_NamesTheLsnsThatAreMissing()
    {
        ShopHistory shop = Drawn.Chain("F L L^ L^ L");
        ChainGap gap = shop.Find(RestoreMoment.Newest).Gap!;

        Assert.Equal((shop.Sets[1].Set.LastLsn, shop.Sets[4].Set.FirstLsn), (gap.MissingFrom!.Value, gap.MissingTo!.Value));
        Assert.Null(gap.Culprit);
    }

    [Fact]
    public void Gap_NamesAllThatIsLost_WhenSeveralLogsAre()
    {
        ShopHistory shop = Drawn.Chain("F L L- L* L");
        ChainGap gap = shop.Find(RestoreMoment.Newest).Gap!;

        Assert.Equal((shop.Sets[1].Set.LastLsn, shop.Sets[4].Set.FirstLsn), (gap.MissingFrom!.Value, gap.MissingTo!.Value));
        Assert.Equal(shop.Sets[2].Set.SetGuid, gap.Culprit!.Set.SetGuid);
    }

    [Fact]
    public void Gap_SaysThatTheRecoveryModelWasSimple()
    {
        ShopHistory shop = Drawn.Chain("F L s D f F* L");

        Assert.Contains("SIMPLE", shop.Find(RestoreMoment.Newest).Gap!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("F L L F L", 3, "1 2 3")]
    [InlineData("F L .L L", 3, "1 2 3")]
    [InlineData("F L^ L F L", 3, "LogMissing: 1–4")]
    [InlineData("F L* .L L", 3, "SetDamaged: 1–")]
    [InlineData("F L .L- L", 3, "1 2")]
    public void EndOfSet_IsReachedOrNot(string picture, int set, string way)
    {
        ShopHistory shop = Drawn.Chain(picture);

        Assert.Equal(way, shop.Way(shop.Sets[set - 1].End));
    }

    [Fact]
    public void EndOfSet_UnknownSet() => Assert.Equal("SetNotFound: –", Drawn.Chain("F L").Way(new RestoreMoment.EndOfSet(Guid.NewGuid())));

    [Theory]
    [InlineData("F L L r2 L", "1 2 4")]
    [InlineData("F L L r2 L L", "1 2 4 5")]
    [InlineData("F L L r2 F L", "4 5")]
    [InlineData("F L L r2 D L", "1 4 5")]
    [InlineData("F L L r2 L* L", "SetDamaged: 3–")]
    [InlineData("F L L r2 L^ L", "NoFull: 3–")]
    [InlineData("F L L r2", "1 2 3")]
    [InlineData("F L L r2 L r4 L", "1 2 4 5")]
    [InlineData("F L L r2 L r2 L", "1 2 5")]
    public void Latest_FollowsTheRecoveryFork(string picture, string way) => Assert.Equal(way, Drawn.Chain(picture).Way(RestoreMoment.Newest));

    [Fact]
    public void Latest_OfACopy_LeavesTheDatabaseItCameFromAlone()
    {
        ShopHistory shop = Drawn.Chain("F L L n:Copy r2 L L");

        Assert.Equal("1 2 3", shop.Way(RestoreMoment.Newest));
        Assert.Equal("1 2 4 5", shop.Way(RestoreMoment.Newest, new ChainOptions { Database = "Copy" }));
    }

    [Fact]
    public void Latest_IsNotOnTheForkOfACopyElsewhere_ThatIsOlder()
    {
        ShopHistory shop = Drawn.Chain("F L L");
        Guid fork = shop.Fork;
        shop.Now += TimeSpan.FromHours(1);
        shop.Work();
        TakenSet own = shop.Take(Engine.Catalog.BackupKind.Log);
        shop.Instance = "OFFICE";
        shop.Restore(fork, shop.Sets[1].Set.LastLsn.Block);
        TakenSet copy = shop.Take(Engine.Catalog.BackupKind.Log);
        copy.Set = copy.Set with { StartedAt = shop.Sets[2].Set.StartedAt, FinishedAt = shop.Sets[2].Set.FinishedAt };

        Assert.Equal("1 2 3 4", shop.Way(RestoreMoment.Newest));
        Assert.Equal(4, own.Number);
    }

    [Theory]
    [InlineData("F L L", 1, true, "2 3")]
    [InlineData("F L D L", 1, true, "3 4")]
    [InlineData("F L D L", 1, false, "2 4")]
    [InlineData("F L D L", 2, false, "4")]
    [InlineData("F L L", 3, false, "")]
    [InlineData("F L L^ L", 2, false, "LogMissing: 2–")]
    [InlineData("F L L- L", 2, false, "SetMissing: 2–")]
    [InlineData("F L L r2 L", 3, false, "OtherFork: 3–")]
    [InlineData("F L L r2 L", 2, false, "4")]
    [InlineData("F L F", 2, false, "LogMissing: 2–")]
    public void Latest_GoesOnFromWhereARestoreStands(string picture, int at, bool differential, string way)
    {
        ShopHistory shop = Drawn.Chain(picture);

        Assert.Equal(way, shop.Way(RestoreMoment.Newest, Standing(shop, at, differential)));
    }

    [Fact]
    public void AnyMoment_BeyondWhichARestoreStands_IsPassed()
    {
        ShopHistory shop = Drawn.Chain("F L L L");
        ChainOptions options = Standing(shop, 3, differential: false);

        Assert.Equal(GapReason.AlreadyPassed, shop.Find(shop.Sets[1].End, options).Gap!.Reason);
        Assert.Equal(GapReason.AlreadyPassed, shop.Find(ShopHistory.Time("9:30"), options).Gap!.Reason);
        Assert.Equal(GapReason.AlreadyPassed, shop.Find(new RestoreMoment.AtLsn(shop.Sets[1].Set.FirstLsn), options).Gap!.Reason);
        Assert.Equal("", shop.Way(shop.Sets[2].End, options));
        Assert.Equal("4!", shop.Way(ShopHistory.Time("10:30"), options));
    }

    internal static ChainOptions Standing(ShopHistory shop, int set, bool differential) => new()
    {
        Database = "Shop",
        Start = new RestorePosition(shop.Sets[set - 1].Set.RecoveryForkGuid, shop.Sets[set - 1].Set.LastLsn, differential ? shop.Sets[set - 1].Set.SetGuid : null),
    };
}
