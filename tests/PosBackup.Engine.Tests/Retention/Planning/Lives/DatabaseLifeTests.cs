using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Planning.Lives;

/// <summary>A till that was replaced, a database that was renamed, a store that stands still, a clock that jumps.</summary>
public sealed class DatabaseLifeTests
{
    private static readonly RetentionPolicy Months = new() { Monthly = 6, DroppedGrace = TimeSpan.FromDays(30), Zone = TimeZoneInfo.Utc, Copies = 0 };

    /// <summary>The old till was backed up each week from January to March, the new one goes on.</summary>
    [Theory]
    [InlineData("2026-04-20T12:00Z", "2026-01 2026-02 2026-03")]
    [InlineData("2026-06-15T12:00Z", "2026-01 2026-02 2026-03")]
    [InlineData("2026-08-15T12:00Z", "2026-03")]
    [InlineData("2026-09-15T12:00Z", "")]
    public void Plan_LetsTheMonthsOfAReplacedTillGoByTheCalendar(string now, string months)
    {
        PlacePlan plan = ReplacedTill(now).Plan(now, Months);

        Assert.Empty(plan.Refusals);
        Assert.Equal(months, Points(plan, "2026-03-30T00:00Z"));
        Assert.Contains(plan.Kept, media => media.Sets[0].Keeps.Any(keep => keep.Rule == KeepRule.MinimumChains) && media.Sets[0].Set.Instance == "TILL");
    }

    [Fact]
    public void Plan_LetsTheWindowOfARenamedDatabaseGoByTheCalendar()
    {
        const string Now = "2026-06-15T12:00Z";

        PlacePlan plan = ReplacedTill(Now).Plan(Now, new RetentionPolicy { Window = TimeSpan.FromDays(90), DroppedGrace = TimeSpan.FromDays(30), Zone = TimeZoneInfo.Utc, Copies = 0 });

        Assert.Equal(Shelf.At("2026-03-22T20:00:10Z"), Assert.Single(plan.Points, point => point.Reason.Rule == KeepRule.Window && point.To < Shelf.At("2026-03-30T00:00Z")).From);
    }

    /// <summary>Nothing of its family is backed up any more, while another database is.</summary>
    [Theory]
    [InlineData("2026-06-15T12:00Z", "2026-01 2026-02 2026-03")]
    [InlineData("2026-08-15T12:00Z", "2026-03")]
    [InlineData("2026-09-15T12:00Z", "")]
    public void Plan_LetsThePointsOfADroppedDatabaseGoByTheCalendar(string now, string months)
    {
        Shelf shelf = OldTill();
        shelf.GoOnWithAnother(now);

        PlacePlan plan = shelf.Plan(now, Months);

        Assert.Equal(months, Points(plan, "2026-03-30T00:00Z", "Shop"));
        Assert.Contains("nothing of Shop on TILL", Assert.Single(plan.Notes).Message, StringComparison.Ordinal);
        Assert.Contains(plan.Kept, media => media.Sets[0].Keeps.Any(keep => keep.Rule == KeepRule.MinimumChains) && media.Sets[0].Set.Database == "Shop");
    }

    /// <summary>Headquarters sees only what was shipped, and of one database nothing was for months.</summary>
    [Theory]
    [InlineData(null, false, "2026-01 2026-02 2026-03")]
    [InlineData(null, true, "2026-01 2026-02 2026-03")]
    [InlineData(Suspicion.Size, false, "2026-01 2026-02 2026-03")]
    [InlineData(Suspicion.Dropped, false, "2026-03")]
    [InlineData(Suspicion.Dropped, true, "2026-03")]
    public void Plan_TakesNoDatabaseForDroppedWhereNothingIsKnownOfTheStoreItself(Suspicion? acknowledged, bool isHeadquartersBackedUp, string months)
    {
        const string Now = "2026-08-15T12:00Z";
        Shelf shelf = OldTill();
        Guid newest = shelf.Media[^1].Sets[0].SetGuid;
        shelf.GoOnWithAnother(Now);
        var hq = new RetentionPlace("hq");
        for (int i = 0; i < shelf.Media.Count; i++)
            shelf.Media[i] = shelf.Media[i] with { Place = hq, ProvenAt = Shelf.At("2026-06-01T00:00Z") };
        if (isHeadquartersBackedUp)
            shelf.Media.Add(shelf.Media[^1] with { Place = RetentionPlace.Here, MediaSetId = Guid.NewGuid(), Sets = [shelf.Media[^1].Sets[0] with { Instance = "HQ", Database = "Orders", FamilyGuid = Guid.NewGuid(), SetGuid = Guid.NewGuid() }] });

        PlacePlan plan = shelf.Plan(Now, Months, facts => facts with
        {
            Places = [new PlaceFacts { Place = hq, Policy = facts.Places[0].Policy }],
            Acknowledged = acknowledged is { } of ? [new Acknowledgement(newest, of, Shelf.At("2026-08-15T11:00Z"))] : [],
        });

        Assert.Equal(months, Points(plan, "2026-03-30T00:00Z", "Shop"));
        Assert.Equal(acknowledged != Suspicion.Dropped, Assert.Single(plan.Notes).Hint!.Contains($"--acknowledge {newest}", StringComparison.Ordinal));
        Assert.Equal(acknowledged != Suspicion.Dropped ? [newest] : [], plan.NotSeen);
    }

    /// <summary>The new till's backups are known only of a target that was not reached.</summary>
    [Fact]
    public void Plan_SeesThatAFamilyLivesAlsoByWhatIsAbsent()
    {
        const string Now = "2026-06-15T12:00Z";
        Shelf shelf = ReplacedTill(Now);
        for (int i = 0; i < shelf.Media.Count; i++)
        {
            if (shelf.Media[i].Sets[0].Instance == "TILL2")
                shelf.Media[i] = shelf.Media[i] with { Place = new RetentionPlace("hq"), IsAbsent = true, Doubt = "it was proven there and is not seen" };
        }

        Assert.Equal("2026-01 2026-02 2026-03", Points(shelf.Plan(Now, Months), "2026-03-30T00:00Z"));
    }

    /// <summary>Nothing was shipped for three months: here it is backed up, so it is not dropped there.</summary>
    [Fact]
    public void Plan_TakesNoDatabaseForDroppedOfWhichOnlyOnePlaceHasNothingNew()
    {
        Shelf shelf = OldTill();
        var hq = new RetentionPlace("hq");
        HeldMedia[] shipped = [.. shelf.Media.Select(media => media with { Place = hq, ProvenAt = Shelf.At("2026-06-01T00:00Z") })];
        for (DateTimeOffset at = Shelf.At("2026-04-05T20:00Z"); at < Shelf.At("2026-06-15T12:00Z"); at = at.AddDays(7))
            shelf.Take(BackupKind.Full, at.ToString("O"));
        shelf.Media.AddRange(shipped);

        PlacePlan plan = shelf.Plan("2026-06-15T12:00Z", Months, facts => facts with { Places = [new PlaceFacts { Place = hq, Policy = facts.Places[0].Policy }] });

        Assert.Equal(["2026-01", "2026-02", "2026-03"], Shelf.Kept(plan, KeepRule.Monthly));
    }

    [Theory]
    [InlineData("2026-06-15T12:00Z")]
    [InlineData("2036-06-15T12:00Z")]
    public void Plan_TakesNothingForDroppedWhileNothingAtAllIsBackedUp(string now)
    {
        Shelf shelf = OldTill();
        shelf.GoOnWithAnother("2026-03-29T12:00Z");

        Assert.Equal(shelf.Plan("2026-03-30T12:00Z", Months).Removed.Select(media => media.Media.MediaSetId), shelf.Plan(now, Months).Removed.Select(media => media.Media.MediaSetId));
    }

    /// <summary>The clock jumped ten years, and one database was backed up since.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Plan_BelievesNoClockThatOneBackupBearsOut(bool isAcknowledged)
    {
        Shelf shelf = OldTill();
        Guid held = shelf.Media[0].Sets[0].SetGuid;
        shelf.GoOnWithAnother("2026-03-29T12:00Z");
        shelf.GoOnWithAnother("2036-06-15T12:00Z", from: "2036-06-01T12:00Z");
        HeldMedia jumped = shelf.Media[^1];
        IReadOnlyList<Acknowledgement> acknowledged = isAcknowledged ? [new Acknowledgement(jumped.Sets[0].SetGuid, Suspicion.Time, Shelf.At("2036-06-15T12:30Z"))] : [];

        PlacePlan plan = shelf.Plan("2036-06-15T13:00Z", Months with { MaximumAge = TimeSpan.FromDays(400) }, facts => facts with
        {
            Holds = [new RetentionHold(held, "the audit", Shelf.At("2030-01-01T00:00Z"))],
            Acknowledged = acknowledged,
        });

        Assert.Equal(isAcknowledged ? "" : "2026-01 2026-02 2026-03", Points(plan, "2026-03-30T00:00Z", "Shop"));
        Assert.Equal(isAcknowledged ? [] : ["the audit"], Shelf.Kept(plan, KeepRule.Hold));
    }

    /// <summary>For privacy what is too old goes; a clock that nothing bears out lets nothing go, says so, and names what to acknowledge.</summary>
    [Fact]
    public void Plan_LetsNothingGoByItsAgeByAClockThatNothingBearsOut()
    {
        Shelf shelf = OldTill();
        Guid newest = shelf.Media[^1].Sets[0].SetGuid;
        RetentionPolicy policy = Months with { MaximumAge = TimeSpan.FromDays(400) };

        PlacePlan plan = shelf.Plan("2036-06-15T12:00Z", policy);
        PlacePlan looked = shelf.Plan("2036-06-15T12:00Z", policy, facts => facts with { Acknowledged = [new Acknowledgement(newest, Suspicion.Time, Shelf.At("2036-06-15T11:00Z"))] });

        Assert.Equal("2026-01 2026-02 2026-03", Points(plan, "2026-03-30T00:00Z"));
        Assert.Contains($"--acknowledge {newest}", Assert.Single(plan.Refusals).Hint, StringComparison.Ordinal);
        Assert.Equal("", Points(looked, "2026-03-30T00:00Z"));
    }

    /// <summary>Somebody has looked, into the size, or into an earlier pause: that says nothing of a clock that jumps afterwards.</summary>
    [Theory]
    [InlineData(Suspicion.Time, "2036-01-22T00:00Z", false)]
    [InlineData(Suspicion.Time, "2036-01-01T00:00Z", false)]
    [InlineData(Suspicion.Time, "2035-12-20T00:00Z", true)]
    [InlineData(Suspicion.Time, "2026-02-25T00:00Z", true)]
    [InlineData(Suspicion.Time, "2040-01-01T00:00Z", true)]
    [InlineData(Suspicion.Size, "2036-01-22T00:00Z", true)]
    public void Plan_BelievesAClockOnlyAsLongAfterSomebodyHasLookedAsAfterABackup(Suspicion of, string at, bool isHeld)
    {
        var shelf = new Shelf();
        for (int day = 1; day <= 20; day++)
            shelf.Take(BackupKind.Full, $"2026-01-{day:00}T20:00Z");
        Guid newest = shelf.Media[^1].Sets[0].SetGuid;

        PlacePlan plan = shelf.Plan("2036-01-22T20:00Z", new RetentionPolicy { Window = TimeSpan.FromDays(14), MaximumAge = TimeSpan.FromDays(400), Zone = TimeZoneInfo.Utc, Copies = 0 }, facts => facts with
        {
            Holds = [new RetentionHold(shelf.Media[0].Sets[0].SetGuid, "the audit", Shelf.At("2027-01-31T00:00Z"))],
            Acknowledged = [new Acknowledgement(newest, of, Shelf.At(at))],
        });

        Assert.Equal(isHeld, !plan.Removed.Any(media => media.Media.Files[0].Path == "/backup/1.bak"));
    }

    private static string Points(PlacePlan plan, string before, string? database = null) => string.Join(' ', plan.Points
        .Where(point => point.Reason.Rule == KeepRule.Monthly && point.From < Shelf.At(before) && (database is null || point.Database == database))
        .OrderBy(point => point.From).Select(point => point.Reason.Detail));

    private static Shelf OldTill()
    {
        var shelf = new Shelf();
        Weekly(shelf, "2026-01-04T20:00Z", "2026-03-30T00:00Z");
        return shelf;
    }

    private static Shelf ReplacedTill(string now)
    {
        Shelf shelf = OldTill();
        shelf.Name = ("TILL2", "Shop");
        Weekly(shelf, "2026-04-05T20:00Z", now);
        return shelf;
    }

    private static void Weekly(Shelf shelf, string from, string to)
    {
        for (DateTimeOffset at = Shelf.At(from); at < Shelf.At(to); at = at.AddDays(7))
            shelf.Take(BackupKind.Full, at.ToString("O"));
    }
}
