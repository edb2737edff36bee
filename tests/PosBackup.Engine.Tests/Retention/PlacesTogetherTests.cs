using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Tests.Retention.Hiding;
using PosBackup.Engine.Tests.Retention.Surveys;

namespace PosBackup.Engine.Tests.Retention;

/// <summary>What only all places together can restore, also where not all of it is seen.</summary>
public sealed class PlacesTogetherTests : IDisposable
{
    private readonly SurveyedShop _shop = new("hq", "far");

    public void Dispose() => _shop.Dispose();

    [Theory]
    [InlineData("not reached")]
    [InlineData("not listed")]
    public async Task Run_KeepsWhatIsNeededByCopiesThatWereNotSeen(string what)
    {
        BackupSet full = _shop.Take();
        BackupSet differential = _shop.Take(BackupKind.Differential);
        _shop.Lay(full, SurveyedShop.Far);
        LaidMedia hidden = _shop.Lay(differential, SurveyedShop.Hq)[0];
        _shop.LayEverywhere(nights: 1);
        _shop.PromiseTogether(TimeSpan.FromDays(30));
        if (what == "not reached")
            _shop.Laid.Veils["hq"].CallsLeft = 0;
        else
            _shop.Laid.Veils["hq"].Unlisted.Add(TargetPath.Parse(hidden.Held.Files[0].Path));

        await _shop.RunAsync();

        Assert.Equal([1, 3], _shop.In(SurveyedShop.Far));
    }

    [Fact]
    public async Task Run_KeepsWhatNeedsCopiesThatWereNotSeen()
    {
        BackupSet full = _shop.Take();
        BackupSet differential = _shop.Take(BackupKind.Differential);
        _shop.Lay(full, SurveyedShop.Hq);
        _shop.Lay(differential, SurveyedShop.Far);
        _shop.LayEverywhere(nights: 1);
        _shop.PromiseTogether(TimeSpan.FromDays(30));
        _shop.Laid.Veils["hq"].CallsLeft = 0;

        await _shop.RunAsync();

        Assert.Equal([2, 3], _shop.In(SurveyedShop.Far));
    }

    [Fact]
    public async Task Run_TakesWhatIsNotSeenHereForNoPlaceThatHasIt()
    {
        BackupSet full = _shop.Take();
        BackupSet differential = _shop.Take(BackupKind.Differential);
        LaidMedia[] fulls = _shop.Lay(full, RetentionPlace.Here, SurveyedShop.Hq);
        LaidMedia[] differentials = _shop.Lay(differential, RetentionPlace.Here, SurveyedShop.Far);
        _shop.LayEverywhere(nights: 1);
        _shop.PromiseTogether(TimeSpan.FromDays(30));
        _shop.Laid.Record();
        File.Delete(fulls[0].Held.Files[0].Path);
        File.Delete(differentials[0].Held.Files[0].Path);

        await _shop.RunAsync();

        Assert.Equal("here 3; hq 1 3; far 2 3", _shop.Lying);
    }

    [Fact]
    public async Task Run_KeepsTheWayIntoALogThatOnlyAllPlacesTogetherHave_AlsoBeforeTheFullThatIsInIt()
    {
        _shop.Lay(_shop.Take(), SurveyedShop.Hq);
        _shop.Lay(_shop.Take(), RetentionPlace.Here);
        _shop.Lay(_shop.Take(BackupKind.Log), SurveyedShop.Far);
        _shop.LayEverywhere(nights: 1);
        _shop.PromiseTogether(TimeSpan.FromHours(60));

        await _shop.RunAsync();

        Assert.Equal("here 2 4; hq 1 4; far 3 4", _shop.Lying);
    }
}
