using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Planning.Points;

/// <summary>What no seen chain leads to may have one where nobody looked.</summary>
public sealed class UnseenChainTests
{
    private const string Now = "2026-10-01T20:00Z";

    private static readonly RetentionPolicy Months = new() { KeepLast = 1, Monthly = 12, Zone = TimeZoneInfo.Utc, Copies = 0 };

    /// <summary>The folder of June is not seen, as after a rebuild of the others; its full is what July's differentials build on. July stays promised until there are twelve months since, or a full of July is seen.</summary>
    [Theory]
    [InlineData(18, false, true)]
    [InlineData(19, false, false)]
    [InlineData(10, true, false)]
    public void Plan_KeepsDifferentialsWhoseFullIsNotSeen_WhileTheyMayBeWhatIsPromised(int months, bool hasJulyFull, bool isKept)
    {
        Shelf shelf = JulyOnJune();
        if (!hasJulyFull)
            Remove(shelf, 3);
        Remove(shelf, 0);
        for (int month = 10; month <= months; month++)
            shelf.Take(BackupKind.Full, Shelf.At("2025-12-30T20:00Z").AddMonths(month).ToString("O"));

        PlacePlan plan = shelf.Plan(Shelf.At("2025-12-31T20:00Z").AddMonths(months).ToString("O"), Months);

        Assert.Equal(isKept ? 2 : 0, plan.Kept.Count(media => media.Media.Sets[0].Kind == BackupKind.Differential));
        Assert.All(Shelf.Kept(plan, KeepRule.Unseen), detail => Assert.StartsWith("a full stands for its month", detail, StringComparison.Ordinal));
    }

    /// <summary>Once in May another tool took a log that nobody sees: until the next full logs lead nowhere. Seven years of months are asked for, and May has its full.</summary>
    [Theory]
    [InlineData(84, 0, 0)]
    [InlineData(84, 60, 5)]
    [InlineData(0, 0, 0)]
    public void Plan_LetsLogsGoThatLeadNowhere_WhereAFullStandsForTheirMonth(int months, int days, int kept)
    {
        var shelf = new Shelf();
        for (int day = 0; day < 70; day++)
        {
            DateTimeOffset at = Shelf.At("2026-05-01T20:00Z").AddDays(day);
            shelf.Take(day % 7 == 0 ? BackupKind.Full : BackupKind.Log, at.ToString("O"));
            if (day == 8)
                Remove(shelf, shelf.Media.Count - 1);
        }

        PlacePlan plan = shelf.Plan("2026-07-09T21:00Z", new RetentionPolicy { Window = TimeSpan.FromDays(14), Monthly = months, Daily = days, Zone = TimeZoneInfo.Utc, Copies = 0 });

        Assert.Equal(kept, plan.Kept.Count(media => media.Media.Sets[0].StartedAt.AsUtc() < Shelf.At("2026-05-15T00:00Z") && media.Media.Sets[0].Kind == BackupKind.Log && media.Sets[0].Keeps[0].Rule == KeepRule.Unseen));
    }

    /// <summary>July's log is not seen to lead to anything, and July has no full: what it may go on from in June stays with it.</summary>
    [Fact]
    public void Plan_KeepsWhatALogMayGoOnFrom_AlsoOfAMonthThatHasItsFull()
    {
        var shelf = new Shelf();
        foreach (string at in (string[])["2026-06-20T20:00Z", "2026-08-01T20:00Z", "2026-09-01T20:00Z"])
        {
            shelf.Take(BackupKind.Full, at);
            for (int day = 1; day <= 12; day++)
                shelf.Take(BackupKind.Log, Shelf.At(at).AddDays(day).ToString("O"));
        }

        Remove(shelf, 1);

        PlacePlan plan = shelf.Plan("2026-09-20T20:00Z", new RetentionPolicy { Window = TimeSpan.FromDays(14), Monthly = 12, Zone = TimeZoneInfo.Utc, Copies = 0 });

        Assert.DoesNotContain(plan.Removed, media => media.Sets[0].Set.StartedAt.AsUtc() < Shelf.At("2026-07-31T00:00Z"));
    }

    /// <summary>Weekly differentials are seen, and their monthly fulls are not: they may be what the rule lacks, however old they are.</summary>
    [Theory]
    [InlineData("keep-last")]
    [InlineData("minimum-chains")]
    [InlineData("daily")]
    [InlineData("monthly")]
    public void Plan_KeepsWhatNoChainLeadsTo_WhileARuleThatCountsIsNotFilled(string rule)
    {
        Shelf shelf = WeeksWithoutTheirFulls();
        RetentionPolicy policy = new() { Zone = TimeZoneInfo.Utc, Copies = 0 };
        policy = rule switch
        {
            "keep-last" => policy with { KeepLast = 40 },
            "minimum-chains" => policy with { Window = TimeSpan.FromDays(1), MinimumChains = 8 },
            "daily" => policy with { Daily = 30 },
            _ => policy with { Monthly = 3 },
        };

        PlacePlan plan = shelf.Plan("2026-08-03T21:00Z", policy);

        Assert.Empty(plan.Removed);
        Assert.Equal(22, Shelf.Kept(plan, KeepRule.Unseen).Length);
    }

    /// <summary>Filled, it asks for nothing older than the oldest that it counts.</summary>
    [Fact]
    public void Plan_LetsGoWhatNoChainLeadsTo_WhenTheRuleIsFilled()
    {
        PlacePlan plan = WeeksWithoutTheirFulls().Plan("2026-08-03T21:00Z", new RetentionPolicy { KeepLast = 2, Zone = TimeZoneInfo.Utc, Copies = 0 });

        Assert.Equal(22, plan.Removed.Count(media => media.Sets[0].Removal == RemoveReason.Orphaned));
    }

    [Fact]
    public void Plan_KeepsTheDifferentialsOfSparseMonthsWhoseFullsAreNotSeen()
    {
        var shelf = new Shelf();
        for (int year = 2023; year <= 2026; year++)
        {
            shelf.Take(BackupKind.Full, $"{year}-01-10T20:00Z");
            shelf.Take(BackupKind.Differential, $"{year}-02-10T20:00Z");
        }

        foreach (int full in (int[])[4, 2, 0])
            Remove(shelf, full);

        Assert.Empty(shelf.Plan("2026-03-01T21:00Z", Months).Removed);
    }

    [Fact]
    public void Plan_KeepsAFullOfWhichAStripeIsNotSeen()
    {
        Shelf shelf = JulyOnJune();
        shelf.Media[0] = shelf.Media[0] with { Stripes = 2 };

        PlacePlan plan = shelf.Plan(Now, Months);

        Assert.StartsWith("a full stands for its month", Shelf.Kept(plan, KeepRule.Unseen)[0], StringComparison.Ordinal);
        Assert.DoesNotContain(plan.Removed, media => media.Media.Files[0].Path is "/backup/1.bak");
    }

    [Fact]
    public void Plan_LetsAgeTakeWhatNoChainLeadsTo()
    {
        Shelf shelf = JulyOnJune();
        Remove(shelf, 0);

        PlacePlan plan = shelf.Plan(Now, Months with { MaximumAge = TimeSpan.FromDays(60) });

        Assert.DoesNotContain(plan.Kept, media => media.Media.Sets[0].Kind == BackupKind.Differential);
    }

    /// <summary>The logs between are not seen: what there is of the way to the window stays.</summary>
    [Fact]
    public void Plan_KeepsWhatLogsOfTheWindowMayGoOnFrom()
    {
        Shelf shelf = WithLogs();
        Remove(shelf, 2);

        PlacePlan plan = shelf.Plan("2026-06-12T20:00Z", new RetentionPolicy { Window = TimeSpan.FromDays(5), Zone = TimeZoneInfo.Utc, Copies = 0 });

        Assert.Empty(plan.Removed);
    }

    [Fact]
    public void Plan_KeepsWhatAHeldLogMayGoOnFrom_WhateverItsAge()
    {
        Shelf shelf = WithLogs();
        Guid held = shelf.Media[5].Sets[0].SetGuid;
        Remove(shelf, 2);
        shelf.Media[0] = shelf.Media[0] with { Verdict = Verdict.Damaged };

        PlacePlan plan = shelf.Plan(
            "2026-09-12T20:00Z",
            new RetentionPolicy { KeepLast = 2, MaximumAge = TimeSpan.FromDays(7), Zone = TimeZoneInfo.Utc, Copies = 0 },
            facts => facts with { Holds = [new RetentionHold(held, "the audit", Until: null)] });

        Assert.Subset(plan.Kept.Select(media => media.Media.Files[0].Path).ToHashSet(), new HashSet<string> { "/backup/1.bak", "/backup/2.bak", "/backup/6.bak" });
    }

    /// <summary>A full at the end of June, two differentials on it in July, and a full a month since.</summary>
    private static Shelf JulyOnJune()
    {
        var shelf = new Shelf();
        shelf.Take(BackupKind.Full, "2026-06-28T20:00Z");
        shelf.Take(BackupKind.Differential, "2026-07-05T20:00Z");
        shelf.Take(BackupKind.Differential, "2026-07-12T20:00Z");
        foreach (string at in (string[])["2026-07-30T20:00Z", "2026-08-30T20:00Z", "2026-09-30T20:00Z"])
            shelf.Take(BackupKind.Full, at);
        return shelf;
    }

    /// <summary>Thirty weeks of differentials, each fourth a full that is not seen; and a full with a differential since.</summary>
    private static Shelf WeeksWithoutTheirFulls()
    {
        var shelf = new Shelf();
        DateTimeOffset at = Shelf.At("2026-01-04T20:00Z");
        for (int week = 0; week < 30; week++, at = at.AddDays(7))
            shelf.Take(week % 4 == 0 ? BackupKind.Full : BackupKind.Differential, at.ToString("O"));
        shelf.Media.RemoveAll(media => media.Sets[0].Kind == BackupKind.Full);
        shelf.Take(BackupKind.Full, at.ToString("O"));
        shelf.Take(BackupKind.Differential, at.AddDays(1).ToString("O"));
        return shelf;
    }

    /// <summary>A full on the first of June, logs on the days after it, and a full on the twelfth.</summary>
    private static Shelf WithLogs()
    {
        var shelf = new Shelf();
        shelf.Take(BackupKind.Full, "2026-06-01T20:00Z");
        for (int day = 2; day <= 11; day++)
            shelf.Take(BackupKind.Log, $"2026-06-{day:00}T12:00Z");
        shelf.Take(BackupKind.Full, "2026-06-12T18:00Z");
        return shelf;
    }

    private static void Remove(Shelf shelf, int media) => shelf.Media.RemoveAt(media);
}
