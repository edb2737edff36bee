using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Planning;

namespace PosBackup.Engine.Tests.Retention.Planning.Lives;

/// <summary>Two machines of one store ship to one target, each with a catalog of its own; or headquarters, which ships nothing, expires there.</summary>
public sealed class OthersDatabaseTests
{
    private static readonly RetentionPlace Hq = new("hq");
    private static readonly RetentionPolicy Last = new() { KeepLast = 1, MaximumDelete = 1, MaximumAge = TimeSpan.FromDays(1), Zone = TimeZoneInfo.Utc };

    [Fact]
    public void Plan_LeavesToAnotherMachineWhatOnlyThatKnows_AndRefusesNothingForIt()
    {
        PlacePlan plan = Plan(isShippedTo: true);

        Assert.Empty(plan.Refusals);
        Assert.Equal(["TILL1", "TILL1"], plan.Removed.Select(media => media.Media.Sets[0].Instance));
        Assert.StartsWith("nothing of Shop on TILL2 in hq was shipped or verified by this catalog", Assert.Single(plan.Notes).Message, StringComparison.Ordinal);
    }

    /// <summary>What another machine ships does not make that seem little which this one lets go.</summary>
    [Fact]
    public void Plan_MeasuresWhatGoesAtOnceByItsOwn()
    {
        PlacePlan plan = Plan(isShippedTo: true, maximumDelete: 0.5);

        Assert.StartsWith("2 of 3 chains in hq would go at once", Assert.Single(plan.Refusals, refusal => refusal.Reason == RefusalReason.TooMuch).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_JudgesItOnceSomethingOfItWasReadBack()
    {
        PlacePlan plan = Plan(isShippedTo: true, isReadBack: true);

        Assert.Empty(plan.Notes);
        Assert.Equal("Shop", Assert.Single(plan.Refusals, refusal => refusal.Reason == RefusalReason.NewestNotVerified).Database);
    }

    [Fact]
    public void Plan_RefusesAtHeadquartersWhatNobodyVerified()
    {
        PlacePlan plan = Plan(isShippedTo: false);

        Assert.Empty(plan.Notes);
        Assert.Single(plan.Refusals, refusal => refusal.Reason == RefusalReason.NewestNotVerified);
    }

    /// <summary>Three nights of two tills at hq; the first till expires there.</summary>
    private static PlacePlan Plan(bool isShippedTo, bool isReadBack = false, double maximumDelete = 1)
    {
        HeldMedia[] own = Nights("TILL1", 1);
        HeldMedia[] others = Nights("TILL2", 2);
        HeldMedia[] media =
        [
            .. own,
            .. own.Select(one => one with { Place = Hq, ProvenAt = Shelf.At("2026-03-03T03:00Z") }),
            .. others.Select((one, i) => one with { Place = Hq, ProvenAt = isReadBack && i == 0 ? Shelf.At("2026-03-03T03:00Z") : null }),
        ];
        return RetentionPlanner.Plan(new RetentionFacts
        {
            Now = Shelf.At("2026-03-03T12:00Z"),
            Places = [new PlaceFacts { Place = Hq, Policy = Last with { MaximumDelete = maximumDelete }, IsShippedTo = isShippedTo }],
            Media = media,
            Policy = Last with { Copies = 0 },
        }).Places[0];
    }

    private static HeldMedia[] Nights(string instance, byte family)
    {
        var shelf = new Shelf { Name = (instance, "Shop") };
        for (int night = 1; night <= 3; night++)
            shelf.Take(BackupKind.Full, $"2026-03-0{night}T01:00Z");
        return [.. shelf.Media.Select(media => media with { MediaSetId = Guid.NewGuid(), Sets = [media.Sets[0] with { FamilyGuid = new Guid(family, 0, 0, new byte[8]), SetGuid = Guid.NewGuid() }] })];
    }
}
