using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Planning.Points;

/// <summary>A full that somebody took aside is good for a restore, and says nothing of the chain that is taken every night.</summary>
public sealed class CopyOnlyTests
{
    private static readonly RetentionPolicy Hour = new() { Window = TimeSpan.FromHours(1), Zone = TimeZoneInfo.Utc, Copies = 0 };

    /// <summary>Tonight's differential will build on it.</summary>
    [Fact]
    public void Plan_KeepsTheNewestFullThatWasNotTakenAside()
    {
        Shelf shelf = WithACopy();

        PlacePlan plan = shelf.Plan("2026-01-12T21:00Z", Hour);

        Assert.Equal(["/backup/1.bak"], plan.Removed.Select(media => media.Media.Files[0].Path));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(0, false)]
    [InlineData(3, true)]
    public void Plan_RemovesNothingWhileTheOrdinaryChainBehindACopyIsNotVerified(int unverified, bool isRefused)
    {
        Shelf shelf = WithACopy();
        shelf.Media[unverified] = shelf.Media[unverified] with { Verdict = null };

        PlacePlan plan = shelf.Plan("2026-01-12T21:00Z", Hour);

        Assert.Equal(isRefused ? [RefusalReason.NewestNotVerified] : [], plan.Refusals.Select(refusal => refusal.Reason));
    }

    /// <summary>Somebody takes a copy each night, and ordinary backups no more: the ordinary chain stays for the next differential, and copies go.</summary>
    [Theory]
    [InlineData(1, "/backup/3.bak /backup/4.bak /backup/5.bak /backup/6.bak /backup/7.bak")]
    [InlineData(2, "/backup/3.bak /backup/4.bak /backup/5.bak /backup/6.bak")]
    public void Plan_LetsCopiesGoThatWereTakenSinceTheNewestOrdinaryFull(int chains, string removed)
    {
        var shelf = new Shelf();
        shelf.Take(BackupKind.Full, "2026-03-01T20:00Z");
        shelf.Take(BackupKind.Differential, "2026-03-02T20:00Z");
        for (int day = 3; day <= 8; day++)
            shelf.Take(BackupKind.Full, $"2026-03-{day:00}T20:00Z", flags: BackupFlags.CopyOnly);

        PlacePlan plan = shelf.Plan("2026-03-08T21:00Z", Hour with { MinimumChains = chains });

        Assert.Equal(removed.Split(' '), plan.Removed.Select(media => media.Media.Files[0].Path).Order(StringComparer.Ordinal));
    }

    /// <summary>A full, the next one with a differential, and a copy beside them.</summary>
    private static Shelf WithACopy()
    {
        var shelf = new Shelf();
        shelf.Take(BackupKind.Full, "2026-01-04T20:00Z");
        shelf.Take(BackupKind.Full, "2026-01-11T20:00Z");
        shelf.Take(BackupKind.Differential, "2026-01-12T12:00Z");
        shelf.Take(BackupKind.Full, "2026-01-12T20:00Z", flags: BackupFlags.CopyOnly);
        return shelf;
    }
}
