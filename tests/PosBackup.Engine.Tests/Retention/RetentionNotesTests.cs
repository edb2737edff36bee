using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Tests.Retention.Hiding;
using PosBackup.Engine.Tests.Retention.Surveys;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Retention;

/// <summary>What a plan and a run say beside what goes.</summary>
public sealed class RetentionNotesTests : IDisposable
{
    private readonly SurveyedShop _shop = new("hq", "far");

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task PlanAndRun_SayThatOnlyTheClockHereTellsTheTime_WhereNoTargetCanBeAsked()
    {
        _shop.LayEverywhere(nights: 2);
        _shop.Options = _shop.Options with { Targets = [LaidShop.Define("hq", appendOnly: true)] };

        Assert.StartsWith("nothing but the clock here tells the time: hq may only be added to", Assert.Single((await _shop.PlanAsync()).Places[0].Notes).Message, StringComparison.Ordinal);
        Assert.StartsWith("nothing but the clock here tells the time: hq may only be added to", Assert.Single((await _shop.RunAsync()).Places[0].Notes).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_SaysNothingOfClocksWhereNothingGoes()
    {
        _shop.Lay(_shop.Take(), RetentionPlace.Here, SurveyedShop.Hq, SurveyedShop.Far);

        Assert.All((await _shop.PlanAsync()).Places, place => Assert.Empty(place.Notes));
    }

    /// <summary>A plan with what somebody acknowledges is the plan of the run with it, in its words as well.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task PlanAndRun_SayNothingOfAClockThatIsAcknowledgedWithThem(bool isRun, bool isAcknowledged)
    {
        _shop.LayEverywhere(nights: 2);
        BackupSet newest = _shop.Take();
        _shop.Lay(newest, RetentionPlace.Here);
        _shop.Clock.Advance(TimeSpan.FromDays(60));
        _shop.Options = _shop.Options with { Places = [RetentionOptions.Here], Acknowledged = isAcknowledged ? new HashSet<Guid> { newest.SetGuid } : [] };

        RetentionReport report = isRun ? await _shop.RunAsync() : await _shop.PlanAsync();

        Assert.Equal(!isAcknowledged, report.Places[0].Notes.Any(note => note.Message.Contains("may have jumped", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PlanAndRun_SayWhatWouldGoFromHereButForItsCopies(bool isRun)
    {
        _shop.Lay(_shop.Take(), RetentionPlace.Here, SurveyedShop.Hq);
        _shop.Lay(_shop.Take(), RetentionPlace.Here, SurveyedShop.Hq, SurveyedShop.Far);
        _shop.Options = _shop.Options with { Policy = SurveyedShop.KeepOne with { Copies = 2 }, PolicyOf = _ => SurveyedShop.KeepOne with { Copies = 2 } };

        RetentionReport report = isRun ? await _shop.RunAsync() : await _shop.PlanAsync();

        RetentionNote note = Assert.Single(report.Places[0].Notes);
        Assert.Matches("^1 media set with [1-9][0-9]* bytes would go from here, and waits for copies elsewhere: 1 of 2 proven since ", note.Message);
        Assert.Contains("'posbackup sync'", note.Hint, StringComparison.Ordinal);
        Assert.Equal([1, 2], _shop.In(RetentionPlace.Here));
    }

    [Theory]
    [InlineData(0, "ships it again")]
    [InlineData(1, "ships it again")]
    [InlineData(2, "copies that are needed for that stay")]
    public async Task Plan_SaysWhereATargetIsToKeepLessThanHere(int copies, string said)
    {
        _shop.LayEverywhere(nights: 2);
        _shop.Options = _shop.Options with { Policy = SurveyedShop.KeepOne with { KeepLast = 9, Copies = copies }, PolicyOf = target => SurveyedShop.KeepOne with { KeepLast = target == "hq" ? 1 : 9 } };

        RetentionReport report = await _shop.PlanAsync();

        Assert.Contains("hq: it is to keep less than here (keepLast)", report.Places[1].Notes[^1].Message, StringComparison.Ordinal);
        Assert.Contains(said, report.Places[1].Notes[^1].Message, StringComparison.Ordinal);
        Assert.DoesNotContain(report.Places[2].Notes, note => note.Message.Contains("less than here", StringComparison.Ordinal));
    }

    [UnixFact]
    public async Task Plan_SaysWhatToDoAboutALinkInThePlaceOfAFile()
    {
        _shop.LayEverywhere(nights: 2);
        string path = _shop.Laid.Media[0].Held.Files[0].Path;
        string elsewhere = Path.Combine(_shop.Laid.Disk(9), "moved.bak");
        Directory.CreateDirectory(_shop.Laid.Disk(9));
        File.Move(path, elsewhere);
        File.CreateSymbolicLink(path, elsewhere);

        RetentionRefusal refusal = Assert.Single((await _shop.PlanAsync()).Places[0].Plan!.Refusals);

        Assert.Equal((RefusalReason.Doubt, $"{path}: {LinkedMedia.What}", LinkedMedia.Hint), (refusal.Reason, refusal.Message, refusal.Hint));
    }
}
