using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Planning;

namespace PosBackup.Engine.Tests.Retention.Planning.Guards;

/// <summary>What is expected and not there.</summary>
public sealed class AbsentMediaTests
{
    private static readonly RetentionPolicy Last = new() { KeepLast = 1, Zone = TimeZoneInfo.Utc, Copies = 0 };

    [Fact]
    public void IsWhole_IsNeverWhatIsAbsent()
    {
        HeldMedia media = Fulls("Shop").Media[0];

        Assert.True(media.IsWhole);
        Assert.False((media with { IsAbsent = true }).IsWhole);
        Assert.False((media with { IsAbsent = true, Stripes = 2, Files = [media.Files[0], media.Files[0] with { Stripe = 2 }] }).IsWhole);
    }

    /// <summary>The database was renamed, or restored under another name: what is absent of the one may be what the other builds on.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Plan_RemovesNothingOfAFamilyOfWhichSomethingIsInDoubt_WhateverItsName(bool isAbsent)
    {
        Shelf shelf = Fulls("Shop");
        HeldMedia old = shelf.Media[0];
        shelf.Media[0] = old with { Sets = [old.Sets[0] with { Database = "Former" }], IsAbsent = isAbsent, Doubt = isAbsent ? null : "its manifest tells of another length" };

        PlacePlan plan = shelf.Plan("2026-01-05T21:00Z", Last);

        Assert.Empty(plan.Removed);
        Assert.Contains(plan.Refusals, refusal => refusal is { Reason: RefusalReason.Doubt, Database: "Shop" });
    }

    /// <summary>It has one stripe, and lacks no second one.</summary>
    [Theory]
    [InlineData(true, "'posbackup catalog forget' with their paths stop expecting them")]
    [InlineData(false, "bring them back, or say with 'posbackup sync --accept-loss' that they are gone for good")]
    public void Plan_SaysThatTheNewestIsNotSeen_AndWhatToDo(bool isHere, string hint)
    {
        RetentionPlace place = isHere ? RetentionPlace.Here : new RetentionPlace("hq");
        HeldMedia[] media = [.. Fulls("Shop").Media.Select(one => one with { Place = place })];
        media[^1] = media[^1] with { IsAbsent = true, Verdict = null };

        PlacePlan plan = RetentionPlanner.Plan(new RetentionFacts { Now = Shelf.At("2026-01-05T21:00Z"), Places = [new PlaceFacts { Place = place, Policy = Last }], Media = media, Policy = Last }).Places[0];

        RetentionRefusal refusal = Assert.Single(plan.Refusals, refusal => refusal.Reason == RefusalReason.NewestNotVerified);
        Assert.EndsWith("is the newest of Shop and cannot be restored: its files are not seen", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith(hint, refusal.Hint, StringComparison.Ordinal);
    }

    /// <summary>Nothing is seen anywhere, so that no places together can restore anything.</summary>
    [Fact]
    public void Plan_SaysWhereOnlyWhatIsNotSeenCanRestore()
    {
        HeldMedia[] media = [.. Fulls("Shop").Media.Select(one => one with { IsAbsent = true, Verdict = null })];
        RetentionFacts facts = new() { Now = Shelf.At("2026-01-05T21:00Z"), Places = [new PlaceFacts { Place = RetentionPlace.Here, Policy = Last }], Media = media, Policy = Last with { KeepLast = 3 } };

        KeepReason[] together = [.. RetentionPlanner.Plan(facts).Places[0].Kept.SelectMany(one => one.Sets).SelectMany(set => set.Keeps).Where(keep => keep.Rule == KeepRule.Together)];

        Assert.NotEmpty(together);
        Assert.All(together, keep => Assert.Equal("no place can restore it alone, and all together only with what is not seen", RetentionText.Of(keep)));
    }

    private static Shelf Fulls(string name)
    {
        Shelf shelf = Shelf.OfFulls(evenings: 5);
        for (int i = 0; i < shelf.Media.Count; i++)
            shelf.Media[i] = shelf.Media[i] with { Sets = [shelf.Media[i].Sets[0] with { Database = name }] };
        return shelf;
    }
}
