using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Tests.Retention.Hiding;
using PosBackup.Engine.Tests.Retention.Surveys;

namespace PosBackup.Engine.Tests.Retention;

/// <summary>Where targets lead: two to one place, one under another name, one to a folder of this machine.</summary>
public sealed class TargetAddressTests : IDisposable
{
    private readonly SurveyedShop _shop = new("hq", "far");

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Run_TakesTwoDefinitionsOfOneAddressForOnePlace()
    {
        _shop.LayEverywhere(nights: 2);
        TargetDefinition far = LaidShop.Define("far");
        _shop.Options = _shop.Options with { Targets = [LaidShop.Define("hq"), (SftpDefinition)far with { Path = "./hq/" }], Policy = SurveyedShop.KeepOne with { Copies = 2 } };

        RetentionReport report = await _shop.RunAsync();

        Assert.Equal([1, 2], _shop.In(RetentionPlace.Here));
        Assert.Contains("leads to where target 'hq' does", report.Places.Single(place => place.Place == SurveyedShop.Far).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FindsItsTargetsAlsoWhenTheyAreWrittenWithOtherCapitalsNow()
    {
        _shop.LayEverywhere(nights: 2);
        _shop.Options = _shop.Options with { Targets = [LaidShop.Define("HQ"), LaidShop.Define("Far")], Policy = SurveyedShop.KeepOne with { Copies = 2 } };

        RetentionReport report = await _shop.RunAsync();

        Assert.Equal([("here", 1), ("HQ", 1), ("Far", 1)], report.Places.Select(place => (place.Place.ToString(), place.Removals.Count)));
        Assert.Equal("here 2; hq 2; far 2", _shop.Lying);
        Assert.Equal(2, _shop.Laid.Catalog.Copies().Count);
    }

    [Fact]
    public async Task Run_TakesAFileInTheFolderOfATargetForNothingHere()
    {
        _shop.LayEverywhere(nights: 2);
        _shop.Laid.LocalFolders["hq"] = _shop.Laid.Disk(9);
        Manifest there = _shop.Laid.Media.First(laid => laid.Place == SurveyedShop.Hq).Manifests[0];
        string path = Path.Combine(_shop.Laid.Disk(9), there.Media.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "it");
        _shop.Laid.Catalog.Record([there with { Media = there.Media with { Path = path } }]);
        _shop.Options = _shop.Options with { Places = ["here"], Policy = SurveyedShop.KeepOne with { Copies = 2 } };

        PlaceResult here = Assert.Single((await _shop.RunAsync()).Places);

        Assert.Equal([2], _shop.In(RetentionPlace.Here));
        Assert.True(File.Exists(path));
        Assert.Contains("1 of the files that the catalog expects lies in the folder of a target", Assert.Single(here.Notes).Message, StringComparison.Ordinal);
    }

    /// <summary>The root of the disk on which the backups lie may be a target: they are judged here, and a copy there is another.</summary>
    [Fact]
    public async Task Run_JudgesHereWhatLiesInTheFolderOfATargetButNotWhereCopiesLie()
    {
        _shop.LayEverywhere(nights: 2);
        _shop.Laid.LocalFolders["hq"] = Path.GetDirectoryName(_shop.Laid.Disk(1))!;
        _shop.Options = _shop.Options with { Policy = SurveyedShop.KeepOne with { Copies = 2 } };

        RetentionReport report = await _shop.RunAsync();

        Assert.Equal([2], _shop.In(RetentionPlace.Here));
        Assert.DoesNotContain(report.Places[0].Notes, note => note.Message.Contains("in the folder of a target", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_TakesNoFolderForTwoPlaces()
    {
        _shop.LayEverywhere(nights: 2);
        foreach (string target in (string[])["hq", "far"])
            _shop.Laid.LocalFolders[target] = _shop.Laid.Disk(9);
        _shop.Options = _shop.Options with { Policy = SurveyedShop.KeepOne with { Copies = 2 } };

        RetentionReport report = await _shop.RunAsync();

        Assert.Equal([1, 2], _shop.In(RetentionPlace.Here));
        PlaceResult far = report.Places.Single(place => place.Place == SurveyedShop.Far);
        Assert.Equal((RetentionOutcome.Failed, ErrorCode.TargetFileInvalid), (far.Outcome, far.Code));
        Assert.Contains("leads to the folder of hq", far.Message, StringComparison.Ordinal);
    }
}
