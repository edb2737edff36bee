using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Media.Listing;
using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Tests.Support.Sample;

namespace PosBackup.Engine.Tests.Media.Listing;

public sealed class ListedSetsTests
{
    private readonly ListedSets _listed = new();

    [Fact]
    public async Task Add_KeepsSomeTenThousandLogBackups()
    {
        BackupSet set = await SampleAsync();
        for (int position = 1; position <= 10_000; position++)
            _listed.Add(set with { Position = position });

        Assert.Equal((10_000, false), (_listed.Sets.Count, _listed.IsCut));
    }

    [Fact]
    public async Task Add_LeavesOutWhatWouldFillTheMemory()
    {
        BackupSet hostile = await SampleAsync() with { Description = new string('x', 32_000) };
        for (int position = 1; position <= 2000; position++)
            _listed.Add(hostile with { Position = position });

        Assert.True(_listed.IsCut);
        Assert.InRange(_listed.Sets.Count, 200, (int)(ListedSets.Room / 64_000));
        Assert.Equal(Enumerable.Range(1, _listed.Sets.Count), _listed.Sets.Select(one => one.Position));
    }

    [Fact]
    public async Task Add_LeavesOutFilesBeforeSets()
    {
        BackupSet set = await SampleAsync();
        _listed.Add(set with { Files = [.. Enumerable.Repeat(set.Files[0] with { PhysicalName = new string('x', 16_000) }, 1000)] });

        Assert.True(_listed.IsCut);
        Assert.Empty(Assert.Single(_listed.Sets).Files);
    }

    private static async Task<BackupSet> SampleAsync()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("sample.bak");
        await File.WriteAllBytesAsync(path, SampleMedia.Make(new SampleSet()));
        return (await MediaInspector.InspectAsync(path)).Media.Sets[0];
    }
}
