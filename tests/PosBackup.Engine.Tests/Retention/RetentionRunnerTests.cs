using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Planning.Limits;
using PosBackup.Engine.Tests.Retention.Hiding;
using PosBackup.Engine.Tests.Retention.Surveys;
using PosBackup.Engine.Transfers;

namespace PosBackup.Engine.Tests.Retention;

public sealed class RetentionRunnerTests : IDisposable
{
    private readonly SurveyedShop _shop = new("hq", "far");

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Run_RemovesWhatNobodyAsksFor_HereFirst()
    {
        _shop.LayEverywhere(nights: 2);

        RetentionReport report = await _shop.RunAsync();

        Assert.Equal([("here", RetentionOutcome.Succeeded, 1), ("hq", RetentionOutcome.Succeeded, 1), ("far", RetentionOutcome.Succeeded, 1)], report.Places.Select(place => (place.Place.ToString(), place.Outcome, place.Removals.Count)));
        Assert.Equal("here 2; hq 2; far 2", _shop.Lying);
        Assert.All(report.Places, place => Assert.Empty(place.Notes));
        Assert.Equal((SurveyedShop.Now, SurveyedShop.Now), (report.StartedAt, report.FinishedAt));
    }

    [Fact]
    public async Task Plan_ChangesNothing_AndSaysThatItComparedNoClocks()
    {
        _shop.LayEverywhere(nights: 2);
        _shop.Laid.Clocks["hq"] = SurveyedShop.Now.AddYears(1);

        RetentionReport report = await _shop.PlanAsync();

        Assert.All(report.Places, place => Assert.Equal((RetentionOutcome.Succeeded, 1, 0), (place.Outcome, place.Plan!.Removed.Count(), place.Removals.Count)));
        Assert.All(report.Places, place => Assert.Equal("the clock here was not compared with that of hq, far: it takes a small file there, and this was only a plan", Assert.Single(place.Notes).Message));
        Assert.Equal("here 1 2; hq 1 2; far 1 2", _shop.Lying);
    }

    [Fact]
    public async Task Run_RemovesNothingAnywhereWhereOneClockDisagrees()
    {
        _shop.LayEverywhere(nights: 2);
        _shop.Laid.Clocks["far"] = SurveyedShop.Now.AddDays(-2);

        RetentionReport report = await _shop.RunAsync();

        Assert.All(report.Places, place => Assert.Equal((RetentionOutcome.Refused, RefusalReason.Clock), (place.Outcome, Assert.Single(place.Plan!.Refusals).Reason)));
        Assert.All(report.Places, place => Assert.Contains("that of far says", place.Plan!.Refusals[0].Message, StringComparison.Ordinal));
        Assert.Equal("here 1 2; hq 1 2; far 1 2", _shop.Lying);

        _shop.Options = _shop.Options with { Targets = [.. _shop.Options.Targets.Select(target => target with { IgnoreClock = target.Name == "far" })] };
        await _shop.RunAsync();
        Assert.Equal("here 2; hq 2; far 2", _shop.Lying);
    }

    /// <summary>It is known to the runs of the next days by the log; a plan writes nothing, and a second run of a day says it once.</summary>
    [Fact]
    public async Task Run_WritesDownThatTooMuchWouldGo_AndLetsItGoOnTheSeventhDay()
    {
        using var shop = new SurveyedShop();
        for (int day = 0; day < 3; day++)
            shop.Lay(shop.Take(), RetentionPlace.Here);

        for (int day = 1; day < RemovalLimit.DaysToPass; day++)
        {
            Assert.Equal(RefusalReason.TooMuch, Assert.Single((await shop.PlanAsync()).Places[0].Plan!.Refusals).Reason);
            Assert.Equal(RetentionOutcome.Refused, Assert.Single((await shop.RunAsync()).Places).Outcome);
            Assert.Equal(RetentionOutcome.Refused, Assert.Single((await shop.RunAsync()).Places).Outcome);
            Assert.Equal(day, (await shop.AuditAsync()).Refused.Count);
            shop.Clock.Advance(TimeSpan.FromDays(1));
        }

        PlaceResult passed = Assert.Single((await shop.RunAsync()).Places);

        Assert.Equal((RetentionOutcome.Succeeded, 2), (passed.Outcome, passed.Removals.Count));
        Assert.Contains("this was refused on 6 days", Assert.Single(passed.Notes).Message, StringComparison.Ordinal);
        Assert.Equal([3], shop.In(RetentionPlace.Here));
        Assert.Empty((await shop.AuditAsync()).Refused);
    }

    [Fact]
    public async Task Sync_ShipsAgainWhatATargetThatKeepsLessHasLetGo()
    {
        _shop.LayEverywhere(nights: 2);
        _shop.Options = _shop.Options with { Policy = SurveyedShop.KeepOne with { KeepLast = 9 } };
        await _shop.RunAsync();
        var sync = new SyncRunner(_shop.Laid.Catalog, _shop.Laid, _shop.Laid.Journals, _shop.Clock);

        PlannedSync planned = (await sync.PlanAsync(new SyncOptions { Store = LaidShop.Store, Targets = [_shop.Options.Targets[0]] }, NullObserver.Instance))[0];

        Assert.Equal(SyncAction.Upload, Assert.Single(planned.Plan!.Items).Action);
    }

    [Fact]
    public async Task Run_OfOneDatabase_LeavesMediaOnWhichAnotherLiesToo()
    {
        BackupSet shop = _shop.Take();
        BackupSet stock = _shop.Take(database: "Stock") with { Position = 2, FamilyGuid = Guid.NewGuid() };
        LaidMedia shared = _shop.Laid.Lay(RetentionPlace.Here, new Guid(77, 1, 1, new byte[8]), 1, [shop, stock], Verdict.Intact, SurveyedShop.Now.AddDays(-1), disk: 7);
        _shop.Lay(_shop.Take(), RetentionPlace.Here);
        _shop.Lay(_shop.Take(), RetentionPlace.Here);
        _shop.Lay(_shop.Take(database: "Stock") with { FamilyGuid = stock.FamilyGuid }, RetentionPlace.Here);
        _shop.Options = _shop.Options with { Databases = ["Shop"], Policy = SurveyedShop.KeepOne with { MaximumDelete = 1 } };

        PlaceResult here = (await _shop.RunAsync()).Places[0];

        Assert.Equal([77, 2, 3], _shop.In(RetentionPlace.Here));
        Assert.Single(here.Removals);
        Assert.Contains(here.Plan!.Kept, decision => decision.Media.MediaSetId == shared.Held.MediaSetId);
    }
}
