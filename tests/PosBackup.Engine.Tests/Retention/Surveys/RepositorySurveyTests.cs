using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Surveys;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Tests.Retention.Hiding;
using PosBackup.Targets.Tests.Contract;

namespace PosBackup.Engine.Tests.Retention.Surveys;

public sealed class RepositorySurveyTests : IDisposable
{
    private readonly SurveyedShop _shop = new("hq", "usb");

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Look_TellsWhatLiesThereAndWhenItWasProven()
    {
        LaidMedia laid = _shop.LayStriped(2, _shop.Take(), SurveyedShop.Hq)[0];

        RepositoryHoldings holdings = await _shop.LookAsync();

        HeldMedia held = Assert.Single(holdings.Media);
        Assert.Equal((SurveyedShop.Hq, null), (holdings.Place, holdings.Doubt));
        Assert.Equal(
            (SurveyedShop.Hq, laid.Held.MediaSetId, 2, Verdict.Intact, SurveyedShop.Now.AddDays(-1), null, false, false),
            (held.Place, held.MediaSetId, held.Stripes, held.Verdict, held.ProvenAt!.Value, held.Doubt, held.IsAbsent, held.IsBeingRemoved));
        Assert.Equal(laid.Held.Files, held.Files);
        Assert.Equal(laid.Held.Sets.Select(set => set.SetGuid), held.Sets.Select(set => set.SetGuid));
    }

    [Fact]
    public async Task Look_NamesTheMediumThatIsIn_AndCountsNoProofsOfAnother()
    {
        BackupSet set = _shop.Take();
        _shop.Lay(set, new RetentionPlace("usb", "B"));
        _shop.Lay(set, new RetentionPlace("usb", "A"));

        RepositoryHoldings holdings = await _shop.LookAsync("usb");

        Assert.Equal((new RetentionPlace("usb", "A"), null, 1), (holdings.Place, holdings.Doubt, holdings.Media.Count));
        Assert.Equal(SurveyedShop.Now.AddDays(-1), holdings.Media[0].ProvenAt);
    }

    /// <summary>A folder that somebody copied has all proofs of the one it was copied from, and may be rotten.</summary>
    [Fact]
    public async Task Look_CountsNoProofThatOnlyTheManifestTells()
    {
        LaidMedia laid = _shop.Laid.Lay(SurveyedShop.Hq, new Guid(1, 1, 1, new byte[8]), 1, [_shop.Take()], Verdict.Intact, provenAt: null, disk: 1);
        Behind.Write(ManifestOf(laid), ManifestStore.Format(laid.Manifests[0].With(SomeMedia.Proof(level: VerificationLevel.L0, at: SurveyedShop.Now.AddHours(-1)))));

        Assert.Null(Assert.Single((await _shop.LookAsync()).Media).ProvenAt);
    }

    /// <summary>Who verifies the files in the folder that the target is, reads back these very copies.</summary>
    [Theory]
    [InlineData("this file", true)]
    [InlineData("damaged", false)]
    [InlineData("another file", false)]
    [InlineData("other content", false)]
    [InlineData("by a clock ahead", false)]
    [InlineData("only its manifest", false)]
    [InlineData("on no folder of this machine", false)]
    public async Task Look_CountsWhatThisCatalogReadBackInTheFolderThatTheTargetIs(string read, bool isProven)
    {
        LaidMedia laid = _shop.Laid.Lay(SurveyedShop.Hq, new Guid(1, 1, 1, new byte[8]), 1, [_shop.Take()], Verdict.Intact, provenAt: null, disk: 1);
        DateTimeOffset at = SurveyedShop.Now.AddHours(read == "by a clock ahead" ? 2 : -2);
        if (read != "on no folder of this machine")
            _shop.Laid.LocalFolders["hq"] = _shop.Laid.Disk(9);
        string path = Path.Combine(_shop.Laid.Disk(9), PathOf(laid).Value + (read == "another file" ? "2" : ""));
        Manifest manifest = laid.Manifests[0].With(SomeMedia.Proof(read == "damaged" ? Verdict.Damaged : Verdict.Intact, at: at));
        manifest = manifest with { Sha256 = read == "other content" ? new string('a', 64) : manifest.Sha256, Media = manifest.Media with { Path = path } };
        if (read == "only its manifest")
            _shop.Laid.Catalog.Record([manifest]);
        else
            _shop.Laid.Catalog.RecordVerified([manifest]);

        Assert.Equal(isProven ? at : null, Assert.Single((await _shop.LookAsync()).Media).ProvenAt);
    }

    /// <summary>Drives that take turns share their paths: what was read on one says nothing of what lies on another.</summary>
    [Theory]
    [InlineData(Verdict.Intact)]
    [InlineData(Verdict.Damaged)]
    public async Task Look_CountsNothingThatWasReadBackWhereDrivesTakeTurns(Verdict verdict)
    {
        LaidMedia proven = _shop.Lay(_shop.Take(), new RetentionPlace("usb", "A"))[0];
        LaidMedia unproven = _shop.Laid.Lay(new RetentionPlace("usb", "A"), new Guid(2, 1, 1, new byte[8]), 1, [_shop.Take()], Verdict.Intact, provenAt: null, disk: 2);
        _shop.Laid.LocalFolders["usb"] = _shop.Laid.Disk(9);
        _shop.Laid.ReadBack(proven, _shop.Laid.Disk(9), verdict, SurveyedShop.Now.AddHours(-1));
        _shop.Laid.ReadBack(unproven, _shop.Laid.Disk(9), verdict, SurveyedShop.Now.AddHours(-1));

        RepositoryHoldings holdings = await _shop.LookAsync("usb");

        Assert.Equal([SurveyedShop.Now.AddDays(-1), null], holdings.Media.OrderBy(media => media.MediaSetId.ToByteArray()[0]).Select(media => media.ProvenAt));
        Assert.Empty(holdings.Disproven);
    }

    /// <summary>What was proven is its beginning; nobody knows what else somebody did to it.</summary>
    [Fact]
    public async Task Look_DoubtsAFileThatIsLongerThanWhatWasShipped()
    {
        LaidMedia laid = _shop.Lay(_shop.Take(), SurveyedShop.Hq)[0];
        MemoryFile file = _shop.Laid.StoreOf(SurveyedShop.Hq).Find(PathOf(laid))!;
        file.Write(file.Length, [1]);

        HeldMedia held = Assert.Single((await _shop.LookAsync()).Media);

        Assert.StartsWith("it has 1 byte more than were shipped, and no append is under way", held.Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_DoubtsNoFileThatIsBeingAppendedTo()
    {
        LaidMedia laid = _shop.Lay(_shop.Take(), SurveyedShop.Hq)[0];
        MemoryFile file = _shop.Laid.StoreOf(SurveyedShop.Hq).Find(PathOf(laid))!;
        file.Write(file.Length, [1]);
        MediaFile media = laid.Manifests[0].Media;
        _shop.Laid.Catalog.Record([laid.Manifests[0] with { Media = media with { Path = "/b/grown.bak", Length = media.Length + 2 } }]);

        HeldMedia held = Assert.Single((await _shop.LookAsync()).Media);

        Assert.Equal((null, SurveyedShop.Now.AddDays(-1)), (held.Doubt, held.ProvenAt));
    }

    [Fact]
    public async Task Look_CountsNoProofOfOtherContent()
    {
        LaidMedia laid = _shop.Lay(_shop.Take(), SurveyedShop.Hq)[0];
        Manifest anew = laid.Manifests[0] with { Sha256 = new string('a', 64) };
        Behind.Write(ManifestOf(laid), ManifestStore.Format(anew));

        RepositoryHoldings holdings = await _shop.LookAsync();

        Assert.Null(Assert.Single(holdings.Media).ProvenAt);
    }

    [Fact]
    public async Task Look_DoubtsAPlaceThatDoesNotListWhatWasProvenThere()
    {
        _shop.Lay(_shop.Take(), SurveyedShop.Hq);
        LaidMedia hidden = _shop.Lay(_shop.Take(), SurveyedShop.Hq)[0];
        _shop.Laid.Veils["hq"].Unlisted.Add(PathOf(hidden));

        Assert.Equal($"1 file that was proven there is not listed: {PathOf(hidden)}", (await _shop.LookAsync()).Doubt);
    }

    [Fact]
    public async Task Look_DoesNotMissWhatARunHadBegunToRemove()
    {
        _shop.Lay(_shop.Take(), SurveyedShop.Hq);
        LaidMedia begun = _shop.Lay(_shop.Take(), SurveyedShop.Hq)[0];
        await _shop.Laid.BeginAsync(begun);
        _shop.Laid.StoreOf(SurveyedShop.Hq).Remove(PathOf(begun));

        Assert.Null((await _shop.LookAsync()).Doubt);
    }

    [Fact]
    public async Task Look_DoubtsAPlaceWithAFileThatNothingTellsOf()
    {
        LaidMedia untold = _shop.Lay(_shop.Take(), SurveyedShop.Hq)[0];
        _shop.Laid.Veils["hq"].Gone.Add(ManifestOf(untold));

        RepositoryHoldings holdings = await _shop.LookAsync();

        Assert.StartsWith($"nothing tells what is in {PathOf(untold)}; if it is no backup, move it out of that folder", holdings.Doubt, StringComparison.Ordinal);
        Assert.Empty(Assert.Single(holdings.Media).Sets);
        Assert.Equal(ErrorCode.ManifestUnreadable, Assert.Single(holdings.Problems).Code);
    }

    [Fact]
    public async Task Look_DoubtsAPlaceWhoseManifestTellsOfOtherMediaThanWereProvenThere()
    {
        LaidMedia full = _shop.Lay(_shop.Take(), SurveyedShop.Hq)[0];
        LaidMedia other = _shop.Lay(_shop.Take(), SurveyedShop.Hq)[0];
        Behind.Write(ManifestOf(full), ManifestStore.Format(other.Manifests[0]));

        Assert.StartsWith($"the manifest of {PathOf(full)} tells of other media than were proven there; where", (await _shop.LookAsync()).Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_DoubtsNothingWhereMediaWereAppendedToSinceTheyWereProven()
    {
        LaidMedia full = _shop.Lay(_shop.Take(), SurveyedShop.Hq)[0];
        Manifest before = full.Manifests[0];
        Behind.Write(ManifestOf(full), ManifestStore.Format(before with { Media = before.Media with { Sets = [.. before.Media.Sets, _shop.Take() with { Position = 2 }] } }));

        RepositoryHoldings holdings = await _shop.LookAsync();

        Assert.Equal((null, 2), (holdings.Doubt, Assert.Single(holdings.Media).Sets.Count));
    }

    [Theory]
    [InlineData("Thumbs.db")]
    [InlineData("desktop.ini")]
    [InlineData(".DS_Store")]
    [InlineData("._m1.bak")]
    [InlineData("._m1.bak.manifest.json")]
    [InlineData(".Shop.posbackup.lock")]
    [InlineData("m1.bak.manifest.json.0123456789abcdef0123456789abcdef.tmp")]
    [InlineData("m9.bak.0123456789abcdef.part")]
    public async Task Look_DoubtsNothingForWhatSystemsAndWeOurselvesLeaveThere(string name)
    {
        LaidMedia laid = _shop.Lay(_shop.Take(), SurveyedShop.Hq)[0];
        Behind.Write(PathOf(laid).WithName(name), [1]);

        RepositoryHoldings holdings = await _shop.LookAsync();

        Assert.Equal((null, 1, 0), (holdings.Doubt, holdings.Media.Count, holdings.Problems.Count));
    }

    [Theory]
    [InlineData("letter.tmp")]
    [InlineData("m1 (2).bak")]
    [InlineData("m1.bak ")]
    public async Task Look_DoubtsAPlaceWithAFileThatMayBeABackupUnderANameThatWeNeverGive(string name)
    {
        LaidMedia laid = _shop.Lay(_shop.Take(), SurveyedShop.Hq)[0];
        Behind.Write(PathOf(laid).WithName(name), [1]);

        Assert.StartsWith($"nothing tells what is in {PathOf(laid).WithName(name)}", (await _shop.LookAsync()).Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_DoesNotMissWhatIsOfAnotherStore()
    {
        _shop.Lay(_shop.Take(), SurveyedShop.Hq);

        RepositoryHoldings holdings = await _shop.LookAsync(store: "0043");

        Assert.Equal((null, 0), (holdings.Doubt, holdings.Media.Count));
    }

    private MemoryBehind Behind => new(_shop.Laid.StoreOf(SurveyedShop.Hq));

    private static TargetPath PathOf(LaidMedia laid) => TargetPath.Parse(laid.Held.Files[0].Path);

    private static TargetPath ManifestOf(LaidMedia laid) => RepositoryLayout.ManifestOf(PathOf(laid));
}
