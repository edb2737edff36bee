using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Tests.Retention.Surveys;

namespace PosBackup.Engine.Tests.Retention;

/// <summary>What stays elsewhere as its file here did not go.</summary>
public sealed class LeftHereTests : IDisposable
{
    private readonly SurveyedShop _shop = new("hq", "far");

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Run_KeepsTheCopiesOfAFileThatIsStillHere()
    {
        _shop.LayEverywhere(nights: 2);
        _shop.Protect(1);

        RetentionReport report = await _shop.RunAsync();

        Assert.Equal("here 1 2; hq 1 2; far 1 2", _shop.Lying);
        Assert.Equal([(RetentionOutcome.Failed, RemovalOutcome.Left), (RetentionOutcome.Succeeded, RemovalOutcome.NotTried), (RetentionOutcome.Succeeded, RemovalOutcome.NotTried)], report.Places.Select(place => (place.Outcome, Assert.Single(place.Removals).Outcome)));
        Assert.Contains("write-protected", report.Places[1].Removals[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_KeepsWhatAFileThatIsStillHereIsRestoredOn_AlsoWhereThatLiesElsewhereOnly()
    {
        _shop.Lay(_shop.Take(), SurveyedShop.Hq);
        _shop.Lay(_shop.Take(BackupKind.Differential), RetentionPlace.Here, SurveyedShop.Far);
        _shop.LayEverywhere(nights: 1);
        _shop.Laid.Record();
        _shop.Protect(2);

        RetentionReport report = await _shop.RunAsync();

        Assert.Equal("here 2 3; hq 1 3; far 2 3", _shop.Lying);
        Assert.Contains("a file that is still here needs it", Assert.Single(report.Places[1].Removals).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_KeepsACopyThatWasApproved_WhereTheFileHereWasNot()
    {
        _shop.LayEverywhere(nights: 2);
        _shop.Options = _shop.Options with { Approved = new HashSet<ApprovedRemoval> { new(SurveyedShop.Hq, _shop.Laid.Media[0].Held.MediaSetId) } };

        RetentionReport report = await _shop.RunAsync();

        Assert.Equal("here 1 2; hq 1 2; far 1 2", _shop.Lying);
        Assert.Contains("it was not approved", report.Places[1].Removals[0].Message, StringComparison.Ordinal);
    }
}
