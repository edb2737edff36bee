using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Planning;

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

    private static Shelf Fulls(string name)
    {
        var shelf = new Shelf();
        for (int day = 1; day <= 5; day++)
            shelf.Take(BackupKind.Full, $"2026-01-{day:00}T20:00Z");
        for (int i = 0; i < shelf.Media.Count; i++)
            shelf.Media[i] = shelf.Media[i] with { Sets = [shelf.Media[i].Sets[0] with { Database = name }] };
        return shelf;
    }
}
