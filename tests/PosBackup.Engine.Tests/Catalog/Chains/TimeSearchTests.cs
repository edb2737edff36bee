using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Tests.Catalog.Chains;

/// <summary>Ways to points in time: set n of a picture is begun at 8:00 and n - 1 hours, and takes ten seconds.</summary>
public sealed class TimeSearchTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("F L L", "8:30", "1 2!")]
    [InlineData("F L L", "9:30", "1 2 3!")]
    [InlineData("F L D L", "10:30", "1 3 4!")]
    [InlineData("F L D L", "9:30", "1 2 4!")]
    [InlineData("F L F L", "9:59:59", "1 2 4!")]
    [InlineData("F L F L", "10:00:05", "1 2 4!")]
    [InlineData("F L F L", "10:00:11", "3 4!")]
    [InlineData("F L C L", "10:30", "3 4!")]
    [InlineData("F L F* L", "10:30", "1 2 4!")]
    [InlineData("F L .L L", "9:30", "1 2 3!")]
    [InlineData("F L K L", "9:30", "1 2 3!")]
    [InlineData("F L T", "9:30", "1 2 3!")]
    public void Time_StopsInTheLogThatHoldsIt(string picture, string time, string way) => Assert.Equal(way, Drawn.Chain(picture).Way(ShopHistory.Time(time)));

    [Theory]
    [InlineData("8:59:59", "1 2!")]
    [InlineData("9:00:00", "1 2!")]
    [InlineData("9:00:01", "1 2? 3!")]
    [InlineData("9:00:10.9", "1 2? 3!")]
    [InlineData("9:00:11", "1 2 3!")]
    public void Time_WhileALogIsTaken_MayLieInIt(string time, string way) => Assert.Equal(way, Drawn.Chain("F L L").Way(ShopHistory.Time(time)));

    [Theory]
    [InlineData("8:00:09", "TooEarly: –1")]
    [InlineData("8:00:10", "1")]
    [InlineData("8:00:11", "1 2!")]
    public void Time_CountsWholeSecondsOfAFull(string time, string way) => Assert.Equal(way, Drawn.Chain("F L").Way(ShopHistory.Time(time)));

    [Theory]
    [InlineData("F L", "7:00", "TooEarly: –1")]
    [InlineData("F L", "12:00", "TooLate: 2–")]
    [InlineData("F", "12:00", "TooLate: 1–")]
    [InlineData("F L^ F L", "9:00", "LogMissing: 1–3")]
    [InlineData("F L- L F", "8:30", "SetMissing: 1–4")]
    [InlineData("F L* L F", "8:30", "SetDamaged: 1–4")]
    [InlineData("F L/ L F", "8:30", "StripesMissing: 1–4")]
    [InlineData("F L~ L F", "8:30", "SetDamaged: 1–4")]
    [InlineData("F L! L F", "8:30", "SetMissing: 1–4")]
    [InlineData("F L B L", "9:30", "BulkLogged: 2–3")]
    [InlineData("F* L F", "8:30", "TooEarly: –3")]
    [InlineData("F L F s F f F L", "11:00:30", "LogMissing: 4–5")]
    public void Time_ThatCannotBeReached_SaysWhyAndWhatIsNearest(string picture, string time, string gap) => Assert.Equal(gap, Drawn.Chain(picture).Way(ShopHistory.Time(time)));

    [Fact]
    public void Time_BetweenTwoLogsOfWhichOneIsGone_IsNoMatterOfALaterFull()
    {
        ShopHistory shop = Drawn.Chain("F L^ F L");
        ChainGap gap = shop.Find(ShopHistory.Time("9:30")).Gap!;

        Assert.Equal(GapReason.LogMissing, gap.Reason);
        Assert.Equal((shop.Sets[0].Set.LastLsn, shop.Sets[3].Set.FirstLsn), (gap.MissingFrom!.Value, gap.MissingTo!.Value));
    }

    [Theory]
    [InlineData("F L L r2 L", "9:30", "1 2 3!")]
    [InlineData("F L L r2 L", "8:30", "1 2!")]
    [InlineData("F L L r2 L", "10:45", "1 2 4!")]
    [InlineData("F L L* r2 L", "9:30", "SetDamaged: 2–4")]
    [InlineData("F L L- r2 L", "9:30", "SetMissing: 2–4")]
    [InlineData("F L* L r3 L", "8:30", "SetDamaged: 1–")]
    public void Time_BeforeARestore_IsNotWhatTheRestoreMade(string picture, string time, string way) => Assert.Equal(way, Drawn.Chain(picture).Way(ShopHistory.Time(time)));

    [Fact]
    public void Time_BetweenTheLastBackupAndARestore_SaysThatItMayBeLost()
    {
        ChainPath path = Drawn.Chain("F L r2 L").Find(ShopHistory.Time("9:15")).Path!;

        Assert.Contains("in no backup", Assert.Single(path.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Time_OfADroppedDatabase_IsFoundInItsOwnFamily()
    {
        ShopHistory shop = Drawn.Chain("F L x F L");
        ChainSearch search = shop.Find(ShopHistory.Time("8:30"));

        Assert.Equal("1 2!", shop.Tell(search));
        Assert.Contains("dropped and made anew", Assert.Single(search.Path!.Notes), StringComparison.Ordinal);
        Assert.Equal("TooEarly: 2–3", shop.Way(ShopHistory.Time("9:30")));
    }

    [Fact]
    public void Time_IsGivenToSqlServerAsTheInstanceShowsIt()
    {
        ChainPath path = Drawn.Chain("F L").Find(new RestoreMoment.At(new DateTimeOffset(2026, 3, 2, 16, 30, 0, TimeSpan.FromHours(9)))).Path!;

        Assert.Equal(new LogStop.Time(new DateTime(2026, 3, 2, 8, 30, 0)), path.Stop);
        Assert.Equal("2026-03-02T08:30:00+01:00", path.Reached.ToString());
    }

    [Fact]
    public void LocalTime_IsThatOfTheInstance_AndSaysSo()
    {
        ChainPath path = Drawn.Chain("F L").Find(new RestoreMoment.AtLocal(new DateTime(2026, 3, 2, 8, 30, 0))).Path!;

        Assert.Equal(new LogStop.Time(new DateTime(2026, 3, 2, 8, 30, 0)), path.Stop);
        Assert.Contains("2026-03-02T08:30:00+01:00", Assert.Single(path.Notes), StringComparison.Ordinal);
    }

    // The clock is set back from 3:00 to 2:00 in the night of 2026-10-25, or forward from 2:00 to 3:00 in that of 2026-03-29.
    [Theory]
    [InlineData("2:30", false, "AmbiguousTime")]
    [InlineData("2:30", true, "AmbiguousTime")]
    [InlineData("1:30", true, "1 2!")]
    [InlineData("3:30", true, "1 2 3 4!")]
    public void LocalTime_OfADayWith25Hours(string time, bool hasZone, string way) =>
        Assert.StartsWith(way, Night(back: true).Way(new RestoreMoment.AtLocal(new DateTime(2026, 10, 25).Add(TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture))), Zone(hasZone)), StringComparison.Ordinal);

    [Theory]
    [InlineData("2:30", 2, true, "1 2 3!")]
    [InlineData("2:30", 1, true, "AmbiguousTime")]
    [InlineData("2:30", 2, false, "AmbiguousTime")]
    [InlineData("3:20", 1, true, "1 2 3 4!")]
    public void Time_OfADayWith25Hours(string time, int offset, bool hasZone, string way) =>
        Assert.StartsWith(way, Night(back: true).Way(At(new DateTime(2026, 10, 25), time, offset), Zone(hasZone)), StringComparison.Ordinal);

    [Fact]
    public void Time_InTheRepeatedHour_IsReachedFromASetInsideIt()
    {
        // Begun at 2:10 of winter time; 2:30 comes after it, and nothing later than 2:10 lies between.
        ShopHistory shop = Night(back: true);
        shop.Sets.Clear();
        shop.Now = new DateTimeOffset(2026, 10, 25, 2, 10, 0, TimeSpan.FromHours(1));
        shop.Take(BackupKind.Full);
        shop.Now = new DateTimeOffset(2026, 10, 25, 4, 0, 0, TimeSpan.FromHours(1));
        shop.Take(BackupKind.Log);

        Assert.Equal("1 2!", shop.Way(At(new DateTime(2026, 10, 25), "2:30", 1)));
    }

    [Theory]
    [InlineData("2:30", false, "AmbiguousTime: 2–3")]
    [InlineData("2:30", true, "AmbiguousTime: 2–3")]
    [InlineData("1:40", true, "1 2 3!")]
    [InlineData("3:10", true, "1 2 3!")]
    public void LocalTime_OfADayWith23Hours(string time, bool hasZone, string way) =>
        Assert.Equal(way, Night(back: false).Way(new RestoreMoment.AtLocal(new DateTime(2026, 3, 29).Add(TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture))), Zone(hasZone)));

    [Fact]
    public void Time_ThatCameTwice_BecauseTheClockWasSetBack_IsRefused()
    {
        ShopHistory shop = Drawn.Chain("F L j-180 F L L");

        Assert.Equal(GapReason.AmbiguousTime, shop.Find(ShopHistory.Time("8:20")).Gap!.Reason);
        Assert.Equal("1 2", shop.Way(shop.Sets[1].End));
        Assert.Equal("3 4 5", shop.Way(RestoreMoment.Newest));
    }

    [Fact]
    public void Latest_AfterTheClockWasSetBack_IsByLsn() => Assert.Equal("1 2 3 4", Drawn.Chain("F L j-600 L L").Way(RestoreMoment.Newest));

    [Fact]
    public void Time_WithoutOffsetsInTheMedia_TakesTheAssumedOne()
    {
        ShopHistory shop = Drawn.Chain("F L");
        foreach (TakenSet taken in shop.Sets)
            taken.Set = taken.Set with { StartedAt = new ServerTime(taken.Set.StartedAt.Local, Offset: null), FinishedAt = new ServerTime(taken.Set.FinishedAt!.Value.Local, Offset: null) };

        Assert.Equal("1 2!", shop.Way(ShopHistory.Time("8:30"), new ChainOptions { Database = "Shop", AssumedOffset = TimeSpan.FromHours(1) }));
        Assert.Equal("TooEarly: –1", shop.Way(ShopHistory.Time("8:30")));
    }

    [Fact]
    public void Reachable_JoinsWhatAdjoins()
    {
        ShopHistory shop = Drawn.Chain("F L L L^ F L B F");
        IReadOnlyList<ReachableSpan> spans = ChainFinder.Reachable(Assert.Single(shop.Families()), new ChainOptions { Database = "Shop" });

        Assert.Equal(
            ["08:00:10–10:00:00", "12:00:10–13:00:00", "14:00:00–14:00:00", "15:00:10–15:00:10"],
            spans.Select(span => $"{span.From.ToOffset(TimeSpan.FromHours(1)):HH:mm:ss}–{span.To.ToOffset(TimeSpan.FromHours(1)):HH:mm:ss}"));
    }

    [Theory]
    [InlineData(105, false, "TooEarly: –1")]
    [InlineData(110, false, "1 2!")]
    [InlineData(119, false, "1 2 3!")]
    [InlineData(119, true, "1 2")]
    [InlineData(110, true, "1")]
    [InlineData(125, false, "1 2 3!")]
    [InlineData(128, false, "TooLate: 3–")]
    [InlineData(128, true, "1 2 3")]
    [InlineData(50, false, "TooEarly: –1")]
    public void Lsn_IsHeldByALog(uint lsn, bool before, string way)
    {
        // F ends at 110, the logs at 119 and 128: the LSN at the end is that of the next record.
        ShopHistory shop = Drawn.Chain("F L L");

        Assert.Equal(way, shop.Way(new RestoreMoment.AtLsn(ShopHistory.At(lsn), before)));
    }

    [Theory]
    [InlineData("F L L^ F L", 125, "LogMissing")]
    [InlineData("F L L* F L", 125, "SetDamaged")]
    [InlineData("F L B L", 125, "BulkLogged")]
    [InlineData("F L L r2 L", 125, "1 2 4!")]
    [InlineData("F L L r2 L* L", 125, "SetDamaged")]
    [InlineData("F L L L r2 L", 135, "1 2 3 4!")]
    public void Lsn_IsThatOfTheDatabaseAsItIs(string picture, uint lsn, string way) =>
        Assert.StartsWith(way, Drawn.Chain(picture).Way(new RestoreMoment.AtLsn(ShopHistory.At(lsn))), StringComparison.Ordinal);

    [Theory]
    [InlineData("F L L F L", null, "1 2? 3? 5!")]
    [InlineData("F L L F L", "9:30", "1 2 3? 5!")]
    [InlineData("F L L F L", "11:30", "4 5!")]
    [InlineData("F D L L", "9:30", "1 3? 4!")]
    [InlineData("F", null, "LogMissing: –")]
    public void Mark_IsLookedForInEveryLogFromItsTimeOn(string picture, string? after, string way)
    {
        DateTime? time = after is null ? null : new DateTime(2026, 3, 2).Add(TimeSpan.Parse(after, System.Globalization.CultureInfo.InvariantCulture));
        ChainSearch search = Drawn.Chain(picture).Find(new RestoreMoment.AtMark("day end", time, IsBefore: true));

        Assert.Equal(way, Drawn.Chain(picture).Tell(search));
        if (search.Path is { } path)
            Assert.Equal(new LogStop.Mark("day end", time, IsBefore: true), path.Stop);
    }

    private static ChainOptions Zone(bool has) => new() { Database = "Shop", Zone = has ? Berlin : null };

    private static RestoreMoment.At At(DateTime day, string time, int offset) =>
        new(new DateTimeOffset(day.Add(TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture)), TimeSpan.FromHours(offset)));

    /// <summary>A full at 0:30, logs at 1:45, then one hour of the clock later or earlier at 3:15 and 4:45 of the new offset.</summary>
    private static ShopHistory Night(bool back)
    {
        int before = back ? 2 : 1;
        int after = back ? 1 : 2;
        DateTime day = back ? new DateTime(2026, 10, 25) : new DateTime(2026, 3, 29);
        var shop = new ShopHistory { Offset = TimeSpan.FromHours(before) };
        foreach ((int hour, int minute, int offset, BackupKind kind) in new[]
        {
            (0, 30, before, BackupKind.Full), (1, 35, before, BackupKind.Log), (3, 15, after, BackupKind.Log), (4, 45, after, BackupKind.Log),
        })
        {
            shop.Offset = TimeSpan.FromHours(offset);
            shop.Now = new DateTimeOffset(day.AddHours(hour).AddMinutes(minute), shop.Offset);
            shop.Work(5);
            shop.Take(kind);
        }

        return shop;
    }
}
