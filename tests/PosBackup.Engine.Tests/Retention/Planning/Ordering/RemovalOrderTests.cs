using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Planning.Ordering;

/// <summary>What goes first.</summary>
public sealed class RemovalOrderTests
{
    private static readonly RetentionPolicy Hour = new() { Window = TimeSpan.FromHours(1), Zone = TimeZoneInfo.Utc, Copies = 0 };

    [Fact]
    public void Plan_RemovesWhatBuildsOnOthersFirst_AndTheNewestFirst()
    {
        Shelf shelf = Chains();

        Assert.Equal([6, 5, 4, 3, 2, 1], Numbers(shelf, shelf.Plan("2026-01-09T00:00Z", Hour)));
    }

    [Fact]
    public void Plan_RemovesADifferentialOfAnOlderFullBeforeThatFull_AndNotBeforeNewerSets()
    {
        Shelf shelf = Chains();
        BackupSet late = shelf.Media[2].Sets[0];
        shelf.Media[2] = shelf.Media[2] with { Sets = [late with { StartedAt = new ServerTime(new DateTime(2025, 12, 1), TimeSpan.Zero), FinishedAt = new ServerTime(new DateTime(2025, 12, 1), TimeSpan.Zero) }] };

        int[] order = Numbers(shelf, shelf.Plan("2026-01-09T00:00Z", Hour));

        Assert.True(Array.IndexOf(order, 3) < Array.IndexOf(order, 1), "a differential goes before its base, whatever its date says");
    }

    [Fact]
    public void Plan_RemovesTheNewestOfAllDatabasesFirst()
    {
        Shelf shelf = Chains();
        shelf.Media.AddRange(shelf.Media.ConvertAll(OfAnotherDatabase));

        int[] order = Numbers(shelf, shelf.Plan("2026-01-09T00:00Z", Hour));

        // Of the other database all is half a day older.
        Assert.Equal([6, 13, 5, 12, 4, 11, 3, 10, 2, 9, 1, 8], order);
    }

    [Fact]
    public void Plan_FindsAnOrderForMediaThatNeedEachOther()
    {
        Shelf shelf = Chains();
        HeldMedia Together(int one, int other) => shelf.Media[one] with { Sets = [.. shelf.Media[one].Sets, shelf.Media[other].Sets[0] with { Position = 2 }] };
        (shelf.Media[0], shelf.Media[1]) = (Together(0, 4), Together(1, 3));
        shelf.Media.RemoveRange(3, 2);

        PlacePlan plan = shelf.Plan("2026-01-09T00:00Z", Hour);

        Assert.Equal(4, plan.Removed.Count());
        Assert.Equal(shelf.Media[0].MediaSetId, plan.Removed.First(media => media.Media.Sets.Count > 1).Media.MediaSetId);
    }

    /// <summary>1 full, 2 log, 3 differential on 1, 4 full, 5 log, 6 differential on 4, and 7, a full that stays.</summary>
    private static Shelf Chains()
    {
        var shelf = new Shelf();
        shelf.Take(BackupKind.Full, "2026-01-01T20:00Z");
        shelf.Take(BackupKind.Log, "2026-01-02T20:00Z");
        shelf.Take(BackupKind.Differential, "2026-01-03T20:00Z");
        shelf.Take(BackupKind.Full, "2026-01-04T20:00Z");
        shelf.Take(BackupKind.Log, "2026-01-05T20:00Z");
        shelf.Take(BackupKind.Differential, "2026-01-06T20:00Z");
        shelf.Take(BackupKind.Full, "2026-01-08T20:00Z");
        return shelf;
    }

    private static HeldMedia OfAnotherDatabase(HeldMedia media)
    {
        BackupSet set = media.Sets[0];
        return media with
        {
            MediaSetId = Another(media.MediaSetId),
            Sets =
            [
                set with
                {
                    SetGuid = Another(set.SetGuid),
                    FamilyGuid = Another(set.FamilyGuid),
                    RecoveryForkGuid = Another(set.RecoveryForkGuid),
                    FirstRecoveryForkGuid = Another(set.FirstRecoveryForkGuid),
                    DifferentialBaseGuid = set.DifferentialBaseGuid is { } full ? Another(full) : null,
                    StartedAt = set.StartedAt with { Local = set.StartedAt.Local.AddHours(-12) },
                    FinishedAt = set.FinishedAt is { } end ? end with { Local = end.Local.AddHours(-12) } : null,
                },
            ],
        };
    }

    private static Guid Another(Guid guid)
    {
        byte[] bytes = guid.ToByteArray();
        bytes[8] ^= 0x55;
        return new Guid(bytes);
    }

    private static int[] Numbers(Shelf shelf, PlacePlan plan) => [.. plan.Removed.Select(media => shelf.Media.IndexOf(media.Media) + 1)];
}
