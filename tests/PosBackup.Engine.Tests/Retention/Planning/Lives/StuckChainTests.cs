using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Planning.Lives;

/// <summary>Where there is no full for long, all since the newest stays: that is told.</summary>
public sealed class StuckChainTests
{
    private static readonly RetentionPolicy Week = new() { Window = TimeSpan.FromDays(7), Zone = TimeZoneInfo.Utc, Copies = 0 };

    [Theory]
    [InlineData(35, false)]
    [InlineData(36, true)]
    public void Plan_SaysThatNothingGoesUntilThereIsAFull(int nights, bool isTold)
    {
        PlacePlan plan = Nightly(nights).Plan($"{Shelf.At("2026-01-01T21:00Z").AddDays(nights - 1):O}", Week);

        Assert.Empty(plan.Refusals);
        Assert.Equal(
            isTold ? ["no full of Shop lies here since 2026-01-01 20:00+00:00: 27 sets that were taken since stay with it, though nothing else asks for them, until there is one"] : [],
            plan.Notes.Select(note => note.Message));
    }

    [Fact]
    public void Plan_SaysNothingWhereTheWindowAsksForAll() => Assert.Empty(Nightly(60).Plan("2026-03-01T21:00Z", Week with { Window = TimeSpan.FromDays(90) }).Notes);

    /// <summary>Whoever takes no backups any more takes no full either.</summary>
    [Fact]
    public void Plan_SaysNothingOfADatabaseOfWhichNothingComesAnyMore() =>
        Assert.DoesNotContain(Nightly(40).Plan("2026-03-25T21:00Z", Week).Notes, note => note.Message.StartsWith("no full of", StringComparison.Ordinal));

    private static Shelf Nightly(int nights)
    {
        var shelf = new Shelf();
        for (int night = 0; night < nights; night++)
            shelf.Take(night == 0 ? BackupKind.Full : BackupKind.Differential, Shelf.At("2026-01-01T20:00Z").AddDays(night).ToString("O"));
        return shelf;
    }
}
