using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Tests.Retention.Hiding;
using PosBackup.Engine.Tests.Retention.Surveys;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Retention;

/// <summary>Copies that somebody found damaged, or mixed up.</summary>
public sealed class DisprovenCopyTests : IDisposable
{
    private readonly SurveyedShop _shop = new("hq", "far");

    public void Dispose() => _shop.Dispose();

    /// <summary>Somebody verified the copy there and found damage, or mixed files up: shipping reads it back and sends it again.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_UnprovesWhatAManifestAtATargetDisproves_AndAPlanOnlyTellsIt(bool isDamaged)
    {
        _shop.LayEverywhere(nights: 2);
        LaidMedia[] there = [.. _shop.Laid.Media.Where(laid => laid.Place == SurveyedShop.Hq)];
        Manifest manifest = isDamaged ? there[1].Manifests[0].With(SomeMedia.Proof(Verdict.Damaged, at: SurveyedShop.Now.AddHours(-1))) : there[0].Manifests[0];
        _shop.Laid.WriteBeside(there[1], manifest);

        RetentionReport plan = await _shop.PlanAsync();
        Assert.All(_shop.Laid.Catalog.Copies("hq"), copy => Assert.True(copy.IsProven));
        await _shop.RunAsync();

        RetentionNote note = Assert.Single(plan.Places.Single(place => place.Place == SurveyedShop.Hq).Notes, note => note.Code == ErrorCode.CopyCorrupt);
        Assert.Contains(there[1].Held.Files[0].Path, note.Message, StringComparison.Ordinal);
        Assert.Equal([there[1].Held.Files[0].Path], _shop.Laid.Catalog.Copies("hq").Where(copy => !copy.IsProven).Select(copy => copy.Path));
    }

    /// <summary>The manifest may not have been writable, or be that of before.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_UnprovesForGoodWhatWasReadBackThereAndFoundDamaged_AndAPlanOnlyTellsIt(bool isWrittenBeside)
    {
        _shop.LayEverywhere(nights: 2);
        LaidMedia there = _shop.Laid.Media.Last(laid => laid.Place == SurveyedShop.Hq);
        _shop.Laid.LocalFolders["hq"] = _shop.Laid.Disk(9);
        Manifest damaged = _shop.Laid.ReadBack(there, _shop.Laid.Disk(9), Verdict.Damaged, SurveyedShop.Now.AddHours(-1));
        if (isWrittenBeside)
            _shop.Laid.WriteBeside(there, damaged);

        RetentionReport plan = await _shop.PlanAsync();
        Assert.All(_shop.Laid.Catalog.Copies("hq"), copy => Assert.True(copy.IsProven));
        await _shop.RunAsync();

        RetentionNote note = Assert.Single(plan.Places.Single(place => place.Place == SurveyedShop.Hq).Notes, note => note.Code == ErrorCode.CopyCorrupt);
        Assert.Contains(there.Held.Files[0].Path, note.Message, StringComparison.Ordinal);
        Assert.Equal([there.Held.Files[0].Path], _shop.Laid.Catalog.Copies("hq").Where(copy => !copy.IsProven).Select(copy => copy.Path));
    }

    /// <summary>Damage was found on drive A; then B takes its turn, and nobody can look at A again.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_KeepsTheOnlyGoodFile_WhereItsCopyOnADriveThatIsOutWasFoundDamaged(bool isInAtTheNextRun)
    {
        using var shop = new SurveyedShop("usb");
        var drive = new RetentionPlace("usb", "A");
        LaidMedia rotten = shop.Lay(shop.Take(), RetentionPlace.Here, drive)[1];
        shop.Lay(shop.Take(), RetentionPlace.Here, drive);
        shop.Options = shop.Options with { Policy = SurveyedShop.KeepOne with { Copies = 1 }, PolicyOf = _ => SurveyedShop.KeepOne with { KeepLast = 2 } };
        shop.Laid.LocalFolders["usb"] = shop.Laid.Disk(9);
        Manifest damaged = shop.Laid.ReadBack(rotten, shop.Laid.Disk(9), Verdict.Damaged, SurveyedShop.Now.AddHours(-1));
        shop.Laid.WriteBeside(rotten, damaged);
        shop.Laid.Record();
        shop.Laid.Media.RemoveAll(laid => laid.Place == drive);
        if (isInAtTheNextRun)
            await shop.RunAsync();
        shop.Laid.MediaIn["usb"] = "B";

        await shop.RunAsync();

        Assert.Equal([1, 2], shop.In(RetentionPlace.Here));
        Assert.Equal(isInAtTheNextRun, shop.Laid.Catalog.Copies("usb").Any(copy => !copy.IsProven));
    }
}
