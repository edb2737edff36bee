using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Planning.Guards;

/// <summary>What is older than is allowed and stays: somebody has to decide, or of a database that is not backed up any more to know.</summary>
public sealed class AgeConflictTests
{
    private static readonly RetentionPolicy Aged = new() { Window = TimeSpan.FromDays(7), MaximumAge = TimeSpan.FromDays(35), Zone = TimeZoneInfo.Utc, Copies = 0 };

    private readonly Shelf _shelf = new();

    [Fact]
    public void Plan_RefusesNothingOfADatabaseThatWasDropped_AndSaysHowItsLastBackupsGo()
    {
        TakeNightly(nights: 10);
        _shelf.TakeNightlyOfAnother("2026-01-01T20:00Z", nights: 120);

        PlacePlan plan = _shelf.Plan("2026-04-30T21:00Z", Aged);

        Assert.Empty(plan.Refusals);
        RetentionNote note = Assert.Single(plan.Notes, note => note.Message.Contains("is older than the 35 days that are allowed", StringComparison.Ordinal));
        Assert.EndsWith("it is of the newest chains, which always stay; nothing of it was backed up since 2026-01-10 20:00+00:00", note.Message, StringComparison.Ordinal);
        Assert.Equal("If its last backups are to go as well, move their files away, and let 'posbackup catalog forget' with their paths stop expecting them", note.Hint);
    }

    /// <summary>The shop is closed, and somebody has said that the clock is right: what the window keeps, measured from the newest, never grows younger.</summary>
    [Fact]
    public void Plan_RefusesNothingWhereTheNewestIsTooOldItself()
    {
        BackupSet newest = TakeNightly(nights: 33);

        PlacePlan plan = _shelf.Plan("2026-03-14T21:00Z", Aged, facts => facts with { Acknowledged = [new Acknowledgement(newest.SetGuid, Suspicion.Time, facts.Now)] });

        Assert.Empty(plan.Refusals);
        Assert.Contains("is older than the 35 days that are allowed, and stays: ", Assert.Single(plan.Notes).Message, StringComparison.Ordinal);
    }

    /// <summary>While the clock is not believed nothing tells that it is too old.</summary>
    [Fact]
    public void Plan_RefusesWhereTheClockIsNotBelieved()
    {
        BackupSet newest = TakeNightly(nights: 33);

        RetentionRefusal refusal = Assert.Single(_shelf.Plan("2026-03-14T21:00Z", Aged).Refusals);

        Assert.Equal(RefusalReason.Conflict, refusal.Reason);
        Assert.Contains($"--acknowledge {newest.SetGuid}", refusal.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_SaysHowSetsOfOtherToolsGo()
    {
        TakeNightly(nights: 60);
        HeldMedia old = _shelf.Media[2];
        _shelf.Media[2] = old with { Sets = [old.Sets[0] with { Description = "" }] };

        RetentionRefusal refusal = Assert.Single(_shelf.Plan("2026-03-01T21:00Z", Aged).Refusals);

        Assert.Equal(RefusalReason.Conflict, refusal.Reason);
        Assert.Contains("--foreign asOthers", refusal.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_SaysHowCopyOnlySetsGo()
    {
        _shelf.Take(BackupKind.Full, "2025-12-31T20:00Z", flags: BackupFlags.CopyOnly);
        TakeNightly(nights: 60);

        RetentionRefusal refusal = Assert.Single(_shelf.Plan("2026-03-01T21:00Z", Aged with { CopyOnly = SetTreatment.Keep }).Refusals);

        Assert.Contains("--copy-only asOthers", refusal.Hint, StringComparison.Ordinal);
    }

    /// <summary>The hold is on a differential, and its full is the oldest.</summary>
    [Fact]
    public void Plan_SaysThatTheHoldOnWhatNeedsItIsToEnd()
    {
        _shelf.Take(BackupKind.Full, "2025-12-30T20:00Z");
        BackupSet held = _shelf.Take(BackupKind.Differential, "2025-12-31T20:00Z");
        TakeNightly(nights: 60);

        RetentionRefusal refusal = Assert.Single(_shelf.Plan("2026-03-01T21:00Z", Aged, facts => facts with { Holds = [new RetentionHold(held.SetGuid, "audit", Until: null)] }).Refusals);

        Assert.Contains($"set {held.SetGuid}, which is kept, needs it", refusal.Message, StringComparison.Ordinal);
        Assert.StartsWith("end the hold", refusal.Hint, StringComparison.Ordinal);
    }

    private BackupSet TakeNightly(int nights)
    {
        BackupSet? newest = null;
        for (int night = 0; night < nights; night++)
            newest = _shelf.Take(BackupKind.Full, Shelf.At("2026-01-01T20:00Z").AddDays(night).ToString("O"));
        return newest!;
    }
}
