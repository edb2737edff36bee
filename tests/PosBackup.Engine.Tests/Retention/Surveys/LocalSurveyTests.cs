using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Tests.Retention.Hiding;

namespace PosBackup.Engine.Tests.Retention.Surveys;

public sealed class LocalSurveyTests : IDisposable
{
    private readonly SurveyedShop _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Look_TellsWhatLiesHere()
    {
        LaidMedia laid = _shop.LayStriped(2, _shop.Take(), RetentionPlace.Here)[0];

        HeldMedia held = Assert.Single(await _shop.LookHereAsync());

        Assert.Equal(
            (RetentionPlace.Here, laid.Held.MediaSetId, 2, Verdict.Intact, null, null, false, false),
            (held.Place, held.MediaSetId, held.Stripes, held.Verdict, held.ProvenAt, held.Doubt, held.IsAbsent, held.IsBeingRemoved));
        Assert.Equal(laid.Held.Files, held.Files);
        Assert.Equal(laid.Held.Sets.Select(set => set.SetGuid), held.Sets.Select(set => set.SetGuid));
    }

    [Fact]
    public async Task Look_TakesNothingForGoneThatIsNotSeen()
    {
        LaidMedia laid = _shop.Lay(_shop.Take(), RetentionPlace.Here)[0];
        Directory.Delete(Path.GetDirectoryName(laid.Held.Files[0].Path)!, recursive: true);

        HeldMedia held = Assert.Single(await _shop.LookHereAsync());

        Assert.True(held.IsAbsent);
        Assert.Contains("may not be mounted", held.Doubt, StringComparison.Ordinal);
        Assert.Equal(laid.Held.Files, held.Files);
    }

    [Fact]
    public async Task Look_LeavesOutWhatIsNotSeenOnceItsRemovalWasBegun()
    {
        LaidMedia gone = _shop.Lay(_shop.Take(), RetentionPlace.Here)[0];
        LaidMedia there = _shop.Lay(_shop.Take(), RetentionPlace.Here)[0];
        await _shop.Laid.BeginAsync(gone);
        await _shop.Laid.BeginAsync(there);
        File.Delete(gone.Held.Files[0].Path);

        HeldMedia held = Assert.Single(await _shop.LookHereAsync());

        Assert.Equal((there.Held.MediaSetId, true), (held.MediaSetId, held.IsBeingRemoved));
    }

    [Theory]
    [InlineData("longer", "another length")]
    [InlineData("spoilt manifest", "cannot be used")]
    [InlineData("other manifest", "describes other content")]
    public async Task Look_DoubtsWhatIsNotAsRecorded(string change, string doubt)
    {
        LaidMedia laid = _shop.Lay(_shop.Take(), RetentionPlace.Here)[0];
        LaidMedia other = _shop.Lay(_shop.Take(), RetentionPlace.Here)[0];
        string path = laid.Held.Files[0].Path;
        if (change == "longer")
            await File.AppendAllTextAsync(path, "more");
        else
            await File.WriteAllBytesAsync(ManifestStore.PathOf(path), change == "spoilt manifest" ? "{"u8.ToArray() : ManifestStore.Format(other.Manifests[0]));

        IReadOnlyList<HeldMedia> held = await _shop.LookHereAsync();

        Assert.Contains(doubt, held.Single(media => media.MediaSetId == laid.Held.MediaSetId).Doubt, StringComparison.Ordinal);
        Assert.Null(held.Single(media => media.MediaSetId == other.Held.MediaSetId).Doubt);
    }

    [Fact]
    public async Task Look_TakesTheCatalogsWordWhereTheManifestIsGone()
    {
        LaidMedia laid = _shop.Lay(_shop.Take(), RetentionPlace.Here)[0];
        File.Delete(ManifestStore.PathOf(laid.Held.Files[0].Path));

        HeldMedia held = Assert.Single(await _shop.LookHereAsync());

        Assert.Equal((null, Verdict.Intact, false), (held.Doubt, held.Verdict, held.IsAbsent));
    }
}
