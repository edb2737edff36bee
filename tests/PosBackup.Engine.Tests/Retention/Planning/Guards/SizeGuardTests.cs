using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Planning.Guards;

namespace PosBackup.Engine.Tests.Retention.Planning.Guards;

/// <summary>Sizes that stop the removal, and sizes that do not.</summary>
public sealed class SizeGuardTests
{
    private const long Mega = 1_000_000;
    private static readonly RetentionPolicy Day = new() { Window = TimeSpan.FromDays(1), Zone = TimeZoneInfo.Utc, Copies = 0 };

    [Theory]
    [InlineData(49, true)]
    [InlineData(50, true)]
    [InlineData(51, false)]
    [InlineData(400, false)]
    public void Plan_RefusesWhereAFullHasLessThanHalfOfTheDataOfThoseBefore(long size, bool isRefused) =>
        AssertRefused(isRefused, Fulls(100 * Mega, 100 * Mega, 100 * Mega, size * Mega));

    [Fact]
    public void Plan_RefusesOnAlsoWhenMoreFullsOfTheNewSizeWereTaken() =>
        AssertRefused(isRefused: true, Fulls(100 * Mega, 100 * Mega, 100 * Mega, 20 * Mega, 20 * Mega, 20 * Mega, 20 * Mega, 20 * Mega, 20 * Mega, 20 * Mega));

    [Fact]
    public void Plan_IgnoresSizesThatTellNothing() => AssertRefused(isRefused: false, Fulls(SizeGuard.Telling - 1, SizeGuard.Telling - 1, 1));

    [Fact]
    public void Plan_DoesNotMeasureByWhatWasTakenLongBefore()
    {
        var shelf = new Shelf();
        shelf.Take(BackupKind.Full, "2025-01-01T20:00Z", 100 * Mega);
        shelf.Take(BackupKind.Full, "2026-01-09T20:00Z", 20 * Mega);
        shelf.Take(BackupKind.Full, "2026-01-10T20:00Z", 20 * Mega);
        AssertRefused(isRefused: false, shelf);
    }

    [Fact]
    public void Plan_GoesOnWhenTheNewSizeIsAcknowledged()
    {
        Shelf shelf = Fulls(100 * Mega, 100 * Mega, 20 * Mega, 20 * Mega);
        Guid named = Assert.Single(shelf.Plan("2026-01-20T00:00Z", Day).Refusals).SetGuid!.Value;

        PlacePlan plan = shelf.Plan("2026-01-20T00:00Z", Day, facts => facts with { Acknowledged = [new Acknowledgement(named, Suspicion.Size, Shelf.At("2026-01-19T00:00Z"))] });

        Assert.Empty(plan.Refusals);
        Assert.NotEmpty(plan.Removed);
    }

    /// <summary>Whoever has looked into a pause has not seen that the data were encrypted in it.</summary>
    [Fact]
    public void Plan_TakesAnAcknowledgedTimeForNoAcknowledgedSize()
    {
        Shelf shelf = Fulls(100 * Mega, 100 * Mega, 20 * Mega, 20 * Mega);
        Guid named = Assert.Single(shelf.Plan("2026-01-20T00:00Z", Day).Refusals).SetGuid!.Value;

        PlacePlan plan = shelf.Plan("2026-01-20T00:00Z", Day, facts => facts with { Acknowledged = [new Acknowledgement(named, Suspicion.Time, Shelf.At("2026-01-19T00:00Z"))] });

        Assert.Equal([RefusalReason.SuspiciousSizes], plan.Refusals.Select(refusal => refusal.Reason));
        Assert.Empty(plan.Removed);
    }

    [Theory]
    [InlineData(95, true)]
    [InlineData(90, false)]
    public void Plan_RefusesWhereDataIsCompressedNoMore(long share, bool isRefused)
    {
        var shelf = new Shelf();
        for (int day = 1; day <= 4; day++)
            shelf.Take(BackupKind.Full, $"2026-01-{day:00}T20:00Z", 100 * Mega, compressed: day == 4 ? share * Mega : 25 * Mega);
        AssertRefused(isRefused, shelf);
    }

    [Theory]
    [InlineData(61, true)]
    [InlineData(60, false)]
    public void Plan_RefusesWhereADifferentialJumps(long size, bool isRefused)
    {
        var shelf = new Shelf();
        shelf.Take(BackupKind.Full, "2026-01-01T20:00Z", 100 * Mega);
        shelf.Take(BackupKind.Full, "2026-01-02T20:00Z", 100 * Mega);
        for (int day = 3; day <= 6; day++)
            shelf.Take(BackupKind.Differential, $"2026-01-{day:00}T20:00Z", day == 6 ? size * Mega : 10 * Mega);
        AssertRefused(isRefused, shelf);
    }

    private static Shelf Fulls(params long[] sizes)
    {
        var shelf = new Shelf();
        for (int i = 0; i < sizes.Length; i++)
            shelf.Take(BackupKind.Full, $"2026-01-{i + 1:00}T20:00Z", sizes[i]);
        return shelf;
    }

    private static void AssertRefused(bool isRefused, Shelf shelf)
    {
        PlacePlan plan = shelf.Plan("2026-01-20T00:00Z", Day);
        Assert.Equal(isRefused ? [RefusalReason.SuspiciousSizes] : [], plan.Refusals.Select(refusal => refusal.Reason));
        Assert.Equal(isRefused, !plan.Removed.Any());
    }
}
