using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Planning.Guards;

/// <summary>Sizes of shops whose whole database has a few megabytes: what happens there every night, and what must not pass unseen.</summary>
public sealed class SmallDatabaseSizeTests
{
    private const double Mega = 1_000_000;
    private static readonly DateTimeOffset First = Shelf.At("2026-01-01T20:00Z");
    private static readonly RetentionPolicy Day = new() { Window = TimeSpan.FromDays(1), Zone = TimeZoneInfo.Utc, Copies = 0 };

    [Theory]
    [InlineData(0.5)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7.9)]
    [InlineData(12)]
    public void NightsThatDifferByAFifth_AreNoAlarm(double megabytes)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            var random = new Random(seed);
            Assert.Empty(Refused(Fulls([.. Enumerable.Range(0, 60).Select(_ => megabytes * (0.8 + (0.4 * random.NextDouble())))])));
        }
    }

    [Theory]
    [InlineData(5, 0.5)]
    [InlineData(4, 0.4)]
    [InlineData(5, 2.7)] // the table that made most of it was emptied: an empty database has that much
    [InlineData(8, 3)]
    public void AFullThatCollapses_IsRefused(double before, double now) => Assert.Single(Refused(Fulls([before, before * 1.1, before * 0.9, before, now])));

    [Fact]
    public void EncryptedBackups_AreNoAlarmWhereTheyAlwaysWere()
    {
        var random = new Random(7);
        Assert.Empty(Refused(Fulls([.. Enumerable.Range(0, 30).Select(_ => 5 * (0.8 + (0.4 * random.NextDouble())))], compressedTo: _ => 0.97)));
    }

    [Fact]
    public void DataThatIsEncryptedSinceTonight_IsRefused() => Assert.Single(Refused(Fulls([5, 5.1, 5, 5.2], compressedTo: night => night == 3 ? 0.97 : 0.25)));

    [Fact]
    public void ADatabaseOfHardlyAnything_IsNoAlarmWhateverItsCompression() => Assert.Empty(Refused(Fulls([1.4, 1.4, 1.4], compressedTo: night => night == 2 ? 0.97 : 0.25)));

    [Fact]
    public void ADifferentialThatGrowsDayByDay_IsNoAlarm() => Assert.Empty(Refused(Differentials(whole: 5, 0.3, 0.6, 1, 1.5, 2.1, 2.8, 3.4)));

    [Fact]
    public void ADifferentialOfNearlyEverything_IsRefused() => Assert.Single(Refused(Differentials(whole: 5, 0.3, 0.4, 0.3, 4)));

    [Fact]
    public void ADifferentialOfAShopThatSoldForTheFirstTime_IsNoAlarm() => Assert.Empty(Refused(Differentials(whole: 2.4, 0.2, 0.3, 0.2, 1.6)));

    private static IEnumerable<RefusalReason> Refused(Shelf shelf) =>
        shelf.Plan("2026-03-15T00:00Z", Day).Refusals.Select(refusal => refusal.Reason).Where(reason => reason == RefusalReason.SuspiciousSizes);

    private static Shelf Fulls(double[] megabytes, Func<int, double>? compressedTo = null)
    {
        var shelf = new Shelf();
        for (int night = 0; night < megabytes.Length; night++)
        {
            long size = (long)(megabytes[night] * Mega);
            shelf.Take(BackupKind.Full, Night(night), size, (long)(size * (compressedTo?.Invoke(night) ?? 0.25)));
        }

        return shelf;
    }

    private static Shelf Differentials(double whole, params double[] megabytes)
    {
        var shelf = new Shelf();
        shelf.Take(BackupKind.Full, Night(0), (long)(whole * Mega));
        for (int night = 0; night < megabytes.Length; night++)
            shelf.Take(BackupKind.Differential, Night(night + 1), (long)(megabytes[night] * Mega));
        return shelf;
    }

    private static string Night(int night) => First.AddDays(night).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}
