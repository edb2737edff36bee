using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Audit;

namespace PosBackup.Engine.Tests.Retention.Planning.Guards;

/// <summary>Sizes night by night: what a plan lets go is gone the next night, and somebody acknowledges each alarm. An alarm that comes again and again is switched off one day.</summary>
public sealed class SizesOverNightsTests
{
    private const long Mega = 1_000_000;
    private static readonly DateTimeOffset First = Shelf.At("2025-01-01T20:00Z");
    private static readonly RetentionPolicy Window = new() { Window = TimeSpan.FromDays(14), Foreign = SetTreatment.AsOthers, Zone = TimeZoneInfo.Utc, Copies = 0 };

    private readonly Shelf _shelf = new();
    private readonly List<Acknowledgement> _acknowledged = [];
    private readonly List<string> _asked = [];

    /// <summary>Old data is archived away once. The set that was acknowledged leaves the window long before the month ends of the big ones do.</summary>
    [Theory]
    [InlineData(12, 0)]
    [InlineData(12, 8)]
    [InlineData(0, 0)]
    public void DataThatIsArchivedAwayOnce_IsAskedForOnce(int months, int weeks)
    {
        Nights(200, Window with { Monthly = months, Weekly = weeks }, night => Take(night, night < 100 ? 2000 * Mega : 700 * Mega));

        Assert.Equal(["2025-04-11"], _asked);
    }

    /// <summary>Three weeks of large differentials, and small ones again.</summary>
    [Fact]
    public void DifferentialsThatGrowOnce_AreAskedForOnce()
    {
        Nights(200, Window with { Monthly = 12, Weekly = 8 }, night =>
        {
            if (night % 30 == 0)
                Take(night, 2000 * Mega);
            else
                _shelf.Take(BackupKind.Differential, At(night), night is >= 100 and < 120 ? 1700 * Mega : 40 * Mega);
        });

        Assert.Equal(["2025-04-11"], _asked);
    }

    /// <summary>Indexes are rebuilt each Saturday, before Sunday's full.</summary>
    [Fact]
    public void DifferentialsThatGrowEachWeek_AreAskedForOnceAQuarter()
    {
        Nights(300, Window, night =>
        {
            if (night % 7 == 0)
                Take(night, 2000 * Mega);
            else
                _shelf.Take(BackupKind.Differential, At(night), night % 7 == 6 ? 1700 * Mega : 40 * Mega * (night % 7));
        });

        Assert.Equal(["2025-01-07", "2025-04-15", "2025-07-22"], _asked);
    }

    /// <summary>What is much more than what was acknowledged is another matter.</summary>
    [Fact]
    public void ADifferentialThatIsMuchMoreThanWhatWasAcknowledged_IsAskedForAnew()
    {
        Nights(14, Window, night =>
        {
            if (night % 7 == 0)
                Take(night, 2000 * Mega);
            else
                _shelf.Take(BackupKind.Differential, At(night), night == 6 ? 1300 * Mega : night == 13 ? 1900 * Mega : 40 * Mega);
        });

        Assert.Equal(["2025-01-07", "2025-01-14"], _asked);
    }

    /// <summary>The vendor of the till takes a plain full beside ours, each night or each week; a dump of Management Studio looks the same.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(7, 0)]
    [InlineData(1, 98)]
    public void FullsOfAnotherToolThatAreNotCompressed_AreNoAlarm(int every, int compressedTo)
    {
        Nights(60, Window, night =>
        {
            Take(night, 2000 * Mega, compressed: 600 * Mega);
            if (night % every != 0 || night < 20)
                return;

            _shelf.Take(BackupKind.Full, First.AddDays(night).AddMinutes(30).ToString("O"), 2000 * Mega, compressedTo == 0 ? 2000 * Mega : 20 * compressedTo * Mega, BackupFlags.CopyOnly);
            HeldMedia media = _shelf.Media[^1];
            _shelf.Media[^1] = media with { Sets = [media.Sets[0] with { Description = "" }] };
        });

        Assert.Empty(_asked);
    }

    [Fact]
    public void BackupsThatAreNotCompressedAnyMore_AreNoAlarm_AndEncryptedOnesAre()
    {
        Nights(40, Window, night => Take(night, 2000 * Mega, compressed: night < 20 || night >= 35 ? 600 * Mega : night < 30 ? 2000 * Mega : 0));
        Assert.Empty(_asked);

        Take(40, 2000 * Mega, compressed: 1990 * Mega);
        Assert.Single(_shelf.Plan("2025-02-10T21:00Z", Window).Refusals);
    }

    /// <summary>One that is taken aside each night does not stand for ours.</summary>
    [Fact]
    public void ACopyOfFullSizeEachNight_HidesNoFullThatCollapses()
    {
        Nights(10, Window, night =>
        {
            Take(night, night < 9 ? 2000 * Mega : 500 * Mega);
            _shelf.Take(BackupKind.Full, First.AddDays(night).AddMinutes(30).ToString("O"), 2000 * Mega, flags: BackupFlags.CopyOnly);
        });

        Assert.Equal(["2025-01-10"], _asked);
    }

    private void Take(int night, long size, long compressed = 0) => _shelf.Take(BackupKind.Full, At(night), size, compressed);

    /// <summary>A set of next year, by a wrong clock, was found right, and is gone: what comes before next year is measured all the same.</summary>
    [Fact]
    public void ASetOfTheFuture_ThatWasFoundRight_HidesNothing()
    {
        for (int night = 0; night < 20; night++)
            Take(night, night < 19 ? 2000 * Mega : 100 * Mega);
        BackupSet newest = _shelf.Media[^1].Sets[0];
        DateTimeOffset now = First.AddDays(19).AddHours(1);
        var ahead = new Acknowledgement(Guid.NewGuid(), Suspicion.Size, now.AddHours(-1))
        {
            Set = new RememberedSet(newest.Instance, newest.Database, BackupKind.Full, now.AddYears(1)),
            Sizes = new SetSizes(100 * Mega, 100 * Mega, Base: null),
        };

        PlacePlan plan = _shelf.Plan(now.ToString("O"), Window, all => all with { Acknowledged = [ahead] });

        Assert.Equal(RefusalReason.SuspiciousSizes, Assert.Single(plan.Refusals).Reason);
    }

    private void Nights(int count, RetentionPolicy policy, Action<int> take)
    {
        for (int night = 0; night < count; night++)
        {
            take(night);
            RetentionFacts facts = null!;
            PlacePlan plan = _shelf.Plan(First.AddDays(night).AddHours(1).ToString("O"), policy, all => facts = all with { Acknowledged = [.. _acknowledged] });
            foreach (RetentionRefusal refusal in plan.Refusals)
            {
                Assert.Equal(RefusalReason.SuspiciousSizes, refusal.Reason);
                _asked.Add(At(night)[..10]);
                _acknowledged.AddRange(Acknowledgements.Of(facts with { Now = facts.Now.AddHours(12) }, new HashSet<Guid> { refusal.SetGuid!.Value }));
            }

            HashSet<HeldMedia> gone = [.. plan.Removed.Select(media => media.Media)];
            _shelf.Media.RemoveAll(gone.Contains);
        }
    }

    private static string At(int night) => First.AddDays(night).ToString("O");
}
