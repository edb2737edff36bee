using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Planning.Points;

/// <summary>A database that was set back to an old state: what was given up since is judged by its age, though its log had come further than the present one.</summary>
public sealed class SetBackTests
{
    private static readonly RetentionPolicy Week = new() { Window = TimeSpan.FromDays(7), Zone = TimeZoneInfo.Utc };

    [Fact]
    public void Plan_LetsAnAbandonedForkGo()
    {
        var shelf = new Shelf();
        BackupSet template = shelf.Take(BackupKind.Full, "2026-01-01T01:00Z");
        Nights(shelf, "2026-01-02", 60);
        shelf.SetBack(template);
        Nights(shelf, "2026-03-03", 30);

        PlacePlan plan = shelf.Plan("2026-04-01T23:00Z", Week);

        Assert.Equal("2026-03-25", Oldest(plan));
    }

    [Fact]
    public void Plan_KeepsOfATrainingTillWhatTheWindowNeeds()
    {
        var shelf = new Shelf();
        BackupSet template = shelf.Take(BackupKind.Full, "2026-01-01T01:00Z");
        for (int week = 0; week < 10; week++)
        {
            Nights(shelf, Day("2026-01-02", 7 * week), 7);
            shelf.SetBack(template);
        }

        PlacePlan plan = shelf.Plan("2026-03-12T23:00Z", Week);

        // The window begins on the evening of the 5th; and the template stays, which the log of the 6th goes on from.
        string[] kept = [.. plan.Kept.SelectMany(media => media.Sets).Select(set => Of(set.Set)).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal("2026-01-01", kept[0]);
        Assert.Equal("2026-03-05", kept[1]);
    }

    [Fact]
    public void Plan_KeepsWhatWasTakenWithTheClockSetBack()
    {
        var shelf = new Shelf();
        shelf.Take(BackupKind.Full, "2026-01-10T01:00Z");
        BackupSet late = shelf.Take(BackupKind.Log, "2026-01-01T12:00Z");
        shelf.Take(BackupKind.Log, "2026-01-10T13:00Z");

        PlacePlan plan = shelf.Plan("2026-01-10T23:00Z", new RetentionPolicy { KeepLast = 1, Zone = TimeZoneInfo.Utc });

        Assert.Contains(plan.Kept.SelectMany(media => media.Sets), set => set.Set.SetGuid == late.SetGuid);
    }

    /// <summary>A full each night, and two logs each day.</summary>
    private static void Nights(Shelf shelf, string from, int nights)
    {
        for (int night = 0; night < nights; night++)
        {
            string day = Day(from, night);
            shelf.Take(BackupKind.Full, $"{day}T01:00Z");
            shelf.Take(BackupKind.Log, $"{day}T12:00Z");
            shelf.Take(BackupKind.Log, $"{day}T20:00Z");
        }
    }

    private static string Day(string from, int days) => Shelf.At(from + "T00:00Z").AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Of(BackupSet set) => set.StartedAt.AsUtc().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Oldest(PlacePlan plan) => plan.Kept.SelectMany(media => media.Sets).Select(set => Of(set.Set)).Min(StringComparer.Ordinal)!;
}
