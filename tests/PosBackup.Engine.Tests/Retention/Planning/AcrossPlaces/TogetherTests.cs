using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Planning;

namespace PosBackup.Engine.Tests.Retention.Planning.AcrossPlaces;

/// <summary>What only all places together can restore, and what follows for each of them.</summary>
public sealed class TogetherTests
{
    /// <summary>
    /// The last log of far needs a log that lies here; and that, here, the old full, which nothing else keeps. Its copy at hq is the proof without which it could never go.
    /// <code>
    /// here   F ── L1 ────────── L2               F9
    /// hq     F ── L1                             F9
    /// usb                       L2               F9
    /// far              F' ────────── L3          F9      L3 by F', L2 and itself
    /// </code>
    /// </summary>
    [Fact]
    public void Plan_KeepsTheProofsOfWhatStaysHereOnlyTogetherWithOtherPlaces()
    {
        var shelf = new Shelf();
        shelf.Take(BackupKind.Full, "2026-01-01T20:00Z");
        shelf.Take(BackupKind.Log, "2026-01-02T20:00Z");
        shelf.Take(BackupKind.Full, "2026-01-03T20:00Z");
        shelf.Take(BackupKind.Log, "2026-01-04T20:00Z");
        shelf.Take(BackupKind.Log, "2026-01-05T20:00Z");
        shelf.Take(BackupKind.Full, "2026-01-20T20:00Z");
        DateTimeOffset now = Shelf.At("2026-01-20T21:00Z");
        var policy = new RetentionPolicy { KeepLast = 1, Copies = 1, MaximumDelete = 1, Zone = TimeZoneInfo.Utc };
        RetentionPlace[] places = [RetentionPlace.Here, new("hq"), new("usb"), new("far")];
        int[][] on = [[0, 1, 3, 5], [0, 1, 5], [3, 5], [2, 4, 5]];

        RetentionPlan plan = RetentionPlanner.Plan(new RetentionFacts
        {
            Now = now,
            Places = [.. places.Select(place => new PlaceFacts { Place = place, Policy = policy })],
            Media = [.. places.SelectMany((place, i) => on[i].Select(media => shelf.Media[media] with { Place = place, ProvenAt = now.AddHours(-1) }))],
            Policy = policy with { Window = TimeSpan.FromDays(60) },
        });

        Assert.Empty(plan.Refusals);
        Assert.Equal(["1.bak", "2.bak", "4.bak", "6.bak"], Kept(plan, 0));
        Assert.Equal(["1.bak", "2.bak", "6.bak"], Kept(plan, 1));
        Assert.Contains(plan.Places[1].Kept.SelectMany(media => media.Sets).SelectMany(set => set.Keeps), keep => keep.Rule == KeepRule.ProofOfLocal);
    }

    private static IEnumerable<string> Kept(RetentionPlan plan, int place) => plan.Places[place].Kept.Select(media => Path.GetFileName(media.Media.Files[0].Path)).Order(StringComparer.Ordinal);
}
