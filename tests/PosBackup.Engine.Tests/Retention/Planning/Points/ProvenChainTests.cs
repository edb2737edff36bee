using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Planning.Points;

/// <summary>Of what was not proven nobody knows whether it can be restored: it fills no rule that counts.</summary>
public sealed class ProvenChainTests
{
    [Theory]
    [InlineData(Verdict.Suspect)]
    [InlineData(Verdict.NotChecked)]
    [InlineData(null)]
    public void Plan_KeepsTheProvenFullBehindThoseThatAreNot(Verdict? verdict)
    {
        var shelf = new Shelf();
        for (int day = 1; day <= 6; day++)
            shelf.Take(BackupKind.Full, $"2026-03-{day:00}T20:00Z");
        for (int unproven = 3; unproven <= 4; unproven++)
            shelf.Media[unproven] = shelf.Media[unproven] with { Verdict = verdict };

        foreach (RetentionPolicy policy in (RetentionPolicy[])[new() { MinimumChains = 3 }, new() { KeepLast = 3 }])
        {
            PlacePlan plan = shelf.Plan("2026-03-06T21:00Z", policy with { Zone = TimeZoneInfo.Utc, Copies = 0 });

            Assert.Empty(plan.Refusals);
            Assert.Equal(["/backup/1.bak"], plan.Removed.Select(media => media.Media.Files[0].Path));
        }
    }

    /// <summary>Of a database that is backed up no more, nobody can take a new full.</summary>
    [Fact]
    public void Plan_TellsTheWayOutOfANewestSetThatIsDamaged()
    {
        var shelf = new Shelf();
        for (int day = 1; day <= 4; day++)
            shelf.Take(BackupKind.Full, $"2026-03-{day:00}T20:00Z");
        shelf.Media[^1] = shelf.Media[^1] with { Verdict = Verdict.Damaged };

        RetentionRefusal refusal = Assert.Single(shelf.Plan("2026-03-04T21:00Z", new RetentionPolicy { KeepLast = 1, Zone = TimeZoneInfo.Utc, Copies = 0 }).Refusals);

        Assert.Contains("'posbackup catalog forget'", refusal.Hint, StringComparison.Ordinal);
    }

    /// <summary>It stays while the newer ones are not verified, whatever else is asked for.</summary>
    [Fact]
    public void Plan_RemovesNothingWhileTheNewestIsNotProven()
    {
        var shelf = new Shelf();
        for (int day = 1; day <= 4; day++)
            shelf.Take(BackupKind.Full, $"2026-03-{day:00}T20:00Z");
        for (int unproven = 1; unproven <= 3; unproven++)
            shelf.Media[unproven] = shelf.Media[unproven] with { Verdict = null };

        PlacePlan plan = shelf.Plan("2026-03-04T21:00Z", new RetentionPolicy { KeepLast = 1, Zone = TimeZoneInfo.Utc, Copies = 0 });

        Assert.Empty(plan.Removed);
        Assert.Equal([RefusalReason.NewestNotVerified], plan.Refusals.Select(refusal => refusal.Reason));
    }
}
