using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Planning;

/// <summary>
/// Ordinary shops, night by night, with the limit of removals that a policy has when nobody speaks of it. Where nothing happens nothing is refused, on no night; where something does, what is refused as too
/// much at once goes within a week, and what lies there stays bounded.
/// </summary>
public sealed class QuietYearsTests
{
    private const int Year = 365;
    private const int Week = 7;

    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly RetentionPolicy Fortnight = new() { Window = TimeSpan.FromDays(14) };

    private static readonly Dictionary<string, RetentionPolicy> Named = new(StringComparer.Ordinal)
    {
        ["window 1d"] = new() { Window = TimeSpan.FromDays(1) },
        ["window 3d"] = new() { Window = TimeSpan.FromDays(3) },
        ["window 14d"] = Fortnight,
        ["window 14d, weekly 8, monthly 12"] = new() { Window = TimeSpan.FromDays(14), Weekly = 8, Monthly = 12, MinimumChains = 2 },
        ["keep last 1"] = new() { KeepLast = 1 },
        ["keep last 7"] = new() { KeepLast = 7 },
        ["daily 7, weekly 4"] = new() { Daily = 7, Weekly = 4 },
        ["grandfather"] = new() { Daily = 7, Weekly = 5, Monthly = 12, Yearly = 3 },
        ["minimum chains 3"] = new() { MinimumChains = 3 },
    };

    public static TheoryData<string> Policies { get; } = new(Named.Keys);

    [Theory]
    [MemberData(nameof(Policies))]
    public void DailyFullsAndHourlyLogs(string policy) => IsQuiet(Named[policy], 16, (years, shop, day) => years.Take(shop, day, logsEach: 1));

    [Theory]
    [MemberData(nameof(Policies))]
    public void WeeklyFullsDailyDifferentialsAndLogs(string policy) => IsQuiet(Named[policy], 7, (years, shop, day) => years.Take(shop, day, isFull: day.DayOfWeek == DayOfWeek.Sunday, logsEach: 3));

    [Theory]
    [MemberData(nameof(Policies))]
    public void SimpleRecoveryWithDailyFulls(string policy) => IsQuiet(Named[policy], 1, (years, shop, day) => years.Take(shop, day));

    [Theory]
    [MemberData(nameof(Policies))]
    public void SimpleRecoveryWithAFullEachMonth(string policy) => IsQuiet(Named[policy], 5, (years, shop, day) => years.Take(shop, day, isFull: day.Day == 1));

    /// <summary>What piles up here while no copy is proven may go at once when the target is back.</summary>
    [Theory]
    [InlineData(14)]
    [InlineData(20)]
    [InlineData(40)]
    public void TargetThatIsAway(int days)
    {
        var years = new ShopYears { Policy = Fortnight, IsReached = (_, at) => at < Start.AddDays(100) || at > Start.AddDays(100 + days) };
        var shop = new ShopDatabase(1, "Shop");

        Pass(years, Year / 2, day => years.Take(shop, day, logsEach: 3));

        Heals(years, most: (14 + days + Week) * 7, atLast: 16 * 7);
    }

    /// <summary>With the first backup after it the window moves over all that it had before.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(29)]
    [InlineData(40)]
    public void Holiday(int days)
    {
        var years = new ShopYears { Policy = Fortnight };
        var shop = new ShopDatabase(1, "Shop");

        Pass(years, Year / 2, day =>
        {
            if (day < Start.AddDays(100) || day >= Start.AddDays(100 + days))
                years.Take(shop, day, logsEach: 3);
        });

        Heals(years, most: (14 + (3 * Week)) * 7, atLast: 16 * 7);
    }

    [Fact]
    public void WindowThatIsMadeShorter()
    {
        var years = new ShopYears { Policy = new() { Window = TimeSpan.FromDays(60) } };
        var shop = new ShopDatabase(1, "Shop");

        Pass(years, Year / 2, day =>
        {
            years.Policy = day < Start.AddDays(100) ? years.Policy : Fortnight;
            years.Take(shop, day, logsEach: 3);
        });

        Heals(years, most: (60 + Week) * 7, atLast: 16 * 7);
    }

    /// <summary>What the one lets go holds back nothing of the other.</summary>
    [Fact]
    public void DatabaseThatIsDropped()
    {
        var years = new ShopYears { Policy = Fortnight };
        (ShopDatabase shop, ShopDatabase stock) = (new(1, "Shop"), new(2, "Stock"));

        Pass(years, Year, day =>
        {
            if (day < Start.AddDays(100))
                years.Take(shop, day, logsEach: 1);
            years.Take(stock, day);
        });

        Heals(years, most: (16 * 16) + 16, atLast: 30);
        Assert.All(years.Nights.Where(night => night.IsRefused), night => Assert.Contains(night.Plan.Places[0].Removed, media => media.Sets[0].Set.Database == "Stock"));
        Assert.All(years.Nights.SelectMany(night => night.Plan.Refusals), refusal => Assert.Equal("Shop", refusal.Database));
    }

    /// <summary>Its newest chain stays, older than is allowed: no run is red for that, for ever.</summary>
    [Fact]
    public void DatabaseThatIsDropped_WhereAnAgeIsAllowed()
    {
        var years = new ShopYears { Policy = Fortnight with { Monthly = 6, MaximumAge = TimeSpan.FromDays(200) } };
        (ShopDatabase shop, ShopDatabase stock) = (new(1, "Shop"), new(2, "Stock"));

        Pass(years, Year, day =>
        {
            if (day < Start.AddDays(100))
                years.Take(shop, day);
            years.Take(stock, day);
        });

        Heals(years, most: 60, atLast: 30);
        Assert.DoesNotContain(years.Nights.SelectMany(night => night.Plan.Refusals), refusal => refusal.Reason == RefusalReason.Conflict);
        Assert.Contains(years.Nights[^1].Plan.Places[0].Notes, note => note.Message.Contains("of Shop here is older than the 200 days", StringComparison.Ordinal));
    }

    /// <summary>Its old family counts as dropped, each time.</summary>
    [Fact]
    public void DatabaseThatIsMadeAnewEachHalfYear()
    {
        var years = new ShopYears { Policy = Fortnight with { Monthly = 12 } };
        var shop = new ShopDatabase(1, "Shop");

        Pass(years, Year + 100, day =>
        {
            if (day > Start && (day - Start).Days % 180 == 0)
                shop.History.DropAndCreate();
            years.Take(shop, day, logsEach: 3);
        });

        Heals(years, most: (2 * 16 * 7) + 24, atLast: (2 * 16 * 7) + 24);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TillThatIsReplacedOrDatabaseThatIsRenamed(bool isTill)
    {
        var years = new ShopYears { Policy = Named["window 14d, weekly 8, monthly 12"] };
        var shop = new ShopDatabase(1, "Shop");

        Pass(years, Year, day =>
        {
            if (day == Start.AddDays(150) && isTill)
            {
                BackupSet last = shop.History.Sets[^1].Set;
                shop.History.Restore(last.RecoveryForkGuid, last.LastLsn.Block);
                shop.History.Instance = "TILL2";
            }
            else if (day == Start.AddDays(150))
            {
                shop.History.Name = "Store";
            }

            years.Take(shop, day, logsEach: 3);
        });

        Heals(years, most: (2 * 16 * 7) + 40, atLast: (16 * 7) + 40);
    }

    [Fact]
    public void RecoveryModelThatIsChangedForAWhile()
    {
        var years = new ShopYears { Policy = Fortnight with { Monthly = 12 } };
        var shop = new ShopDatabase(1, "Shop");

        Pass(years, Year, day =>
        {
            if (day == Start.AddDays(150))
                shop.History.SetModel(RecoveryModel.Simple);
            if (day == Start.AddDays(250))
                shop.History.SetModel(RecoveryModel.Full);
            years.Take(shop, day, isFull: day.DayOfWeek == DayOfWeek.Sunday, logsEach: 3);
        });

        Heals(years, most: 24 * 7 + 24, atLast: 24 * 7 + 24);
    }

    /// <summary>One of two drives is in: what the other has to let go waits until it is.</summary>
    [Theory]
    [InlineData(7, 14)]
    [InlineData(14, 14)]
    [InlineData(7, 5)]
    public void TwoDrivesThatAreChanged(int every, int window)
    {
        RetentionPlace[] drives = [new("usb", "A"), new("usb", "B")];
        var years = new ShopYears
        {
            Policy = new() { Window = TimeSpan.FromDays(window), Monthly = 12 },
            Targets = drives,
            IsReached = (place, at) => place == drives[(at - Start).Days / every % 2],
        };
        var shop = new ShopDatabase(1, "Shop");

        Pass(years, Year, day => years.Take(shop, day, logsEach: 3));

        Heals(years, most: (window + every + (3 * Week)) * 7, atLast: (window + every + (3 * Week)) * 7);
        Assert.InRange(years.Nights.Max(night => night.Plan.Places[1].Media.Count), 1, (window + (2 * every) + (2 * Week)) * 7 + 12);
    }

    /// <summary>Each night the full of one chain goes, and what builds on that of another, of three chains: neither is more than half.</summary>
    [Fact]
    public void NewestTwoOfDailyFullsAndHourlyLogs()
    {
        var years = new ShopYears { Policy = new() { KeepLast = 2 } };
        var shop = new ShopDatabase(1, "Shop");

        Pass(years, 100, day => years.Take(shop, day, logsEach: 1));

        Assert.DoesNotContain(years.Nights, night => night.IsRefused);
        Assert.InRange(years.Nights.Max(night => night.Here), 1, 3 * 25);
    }

    private static void Pass(ShopYears years, int days, Action<DateTimeOffset> backUp)
    {
        for (int day = 0; day < days; day++)
        {
            backUp(Start.AddDays(day));
            years.Expire(Start.AddDays(day));
        }
    }

    /// <summary>Nothing is refused, something goes nearly each night or each week, and what is here is never more than three weeks of days, or two chains of a month, and points before.</summary>
    private static void IsQuiet(RetentionPolicy policy, int filesADay, Action<ShopYears, ShopDatabase, DateTimeOffset> backUp)
    {
        var years = new ShopYears { Policy = policy };
        var shop = new ShopDatabase(1, "Shop");

        Pass(years, Year, day => backUp(years, shop, day));

        Assert.Empty(years.Nights.Where(night => night.IsRefused).Select(night => $"{night.Day:yyyy-MM-dd} {night.Plan.Refusals.First()}"));
        Assert.InRange(years.Nights.Max(night => night.Here), 1, (14 + Week + 1) * filesADay + 30);
        Assert.InRange(years.Nights.Sum(night => night.Plan.Places[0].Removed.Count()), Year / 2, int.MaxValue);
    }

    /// <summary>What is too much at once goes on the seventh night.</summary>
    private static void Heals(ShopYears years, int most, int atLast)
    {
        Assert.InRange(years.LongestTooMuch(), 0, Week - 1);
        Assert.InRange(years.Nights.Max(night => night.Here), 1, most);
        Assert.InRange(years.Nights[^1].Here, 1, atLast);
    }
}
