using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Tests.Retention.Surveys;

namespace PosBackup.Engine.Tests.Retention;

/// <summary>Targets that are not reached, or do not do what they say.</summary>
public sealed class UnreachedTargetTests : IDisposable
{
    private readonly SurveyedShop _shop = new("hq", "far");

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Run_GoesOnWhereATargetIsNotReached()
    {
        _shop.LayEverywhere(nights: 2);
        _shop.Laid.Veils["hq"].CallsLeft = 0;

        RetentionReport report = await _shop.RunAsync();

        Assert.Equal([("here", RetentionOutcome.Succeeded), ("far", RetentionOutcome.Succeeded), ("hq", RetentionOutcome.Failed)], report.Places.Select(place => (place.Place.ToString(), place.Outcome)));
        Assert.Equal("here 2; hq 1 2; far 2", _shop.Lying);
    }

    [Fact]
    public async Task Run_GoesOnElsewhereWhereOnePlaceFailsInAWayThatNobodyHasForeseen()
    {
        _shop.LayEverywhere(nights: 2);
        _shop.Laid.Veils["hq"].IsBroken = true;

        RetentionReport report = await _shop.RunAsync();

        Assert.Equal([("here", RetentionOutcome.Succeeded), ("hq", RetentionOutcome.Failed), ("far", RetentionOutcome.Succeeded)], report.Places.Select(place => (place.Place.ToString(), place.Outcome)));
        Assert.Equal(ErrorCode.Unknown, report.Places[1].Code);
        Assert.Contains("in a bad mood", report.Places[1].Message, StringComparison.Ordinal);
        Assert.Equal("here 2; hq 1 2; far 2", _shop.Lying);
    }

    [Fact]
    public async Task Run_FailsWhereATargetAcknowledgesDeletionsAndDeletesNothing()
    {
        _shop.LayEverywhere(nights: 2);
        _shop.Laid.Veils["hq"].IsWriteOnce = true;

        PlaceResult hq = (await _shop.RunAsync()).Places[1];

        Assert.Equal((RetentionOutcome.Failed, RemovalOutcome.Failed, 0L), (hq.Outcome, Assert.Single(hq.Removals).Outcome, hq.FreedBytes));
        Assert.Contains("was acknowledged, and the file is still there", hq.Removals[0].Message, StringComparison.Ordinal);
        Assert.Equal([1, 2], _shop.In(SurveyedShop.Hq));
        Assert.Equal(2, _shop.Laid.Catalog.Copies("hq").Count);
        Assert.Equal(AuditKind.Interrupted, await _shop.Laid.Log.ReadAsync().Where(record => record.Entry.Place == SurveyedShop.Hq).Select(record => record.Entry.Kind).LastAsync());
    }

    [Fact]
    public async Task Run_CountsNoCopyAtATargetThatWasNotReached()
    {
        BackupSet old = _shop.Take();
        _shop.Lay(old, RetentionPlace.Here, SurveyedShop.Hq);
        _shop.Lay(_shop.Take(), RetentionPlace.Here, SurveyedShop.Hq, SurveyedShop.Far);
        _shop.Options = _shop.Options with { Policy = SurveyedShop.KeepOne with { Copies = 1 } };
        _shop.Laid.Veils["hq"].CallsLeft = 0;

        await _shop.RunAsync();

        Assert.Equal([1, 2], _shop.In(RetentionPlace.Here));
    }
}
