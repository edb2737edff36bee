using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Transfers;
using PosBackup.Targets.Tests.Transfers;

namespace PosBackup.Targets.Tests.Repositories;

/// <summary>What a repository makes of what lies on a target, be it hostile.</summary>
public sealed class RepositoryTests : IDisposable
{
    private const string Folder = "0042/TILL/Shop/2026/03/";

    private readonly FetchedShop _shop = new();

    [Fact]
    public async Task Look_FindsMediaWithTheirManifests()
    {
        TargetPath full = _shop.Take(BackupKind.Full, 1000, "full.bak");
        TargetPath log = _shop.Take(BackupKind.Log, 500, "log.trn");

        RepositoryContents contents = await LookAsync();

        Assert.Equal([full, log], contents.Media.Select(media => media.Path));
        Assert.Equal([1000L, 500L], contents.Media.Select(media => media.Manifest!.Media.Length));
        Assert.All(contents.Media, media => Assert.Equal("0042", media.Store));
        Assert.Empty(contents.Problems);
    }

    [Fact]
    public async Task Look_ReadsOnlyManifestsOfWantedDatabases()
    {
        _shop.Take(BackupKind.Full, 1000, "full.bak");
        _shop.History.Name = "Stock";
        _shop.Take(BackupKind.Full, 1000, "stock.bak");
        var read = new List<string>();
        _shop.Target.Refuse = (call, path) =>
        {
            lock (read)
            {
                if (call == "OpenRead")
                    read.Add(path.Name);
            }

            return null;
        };

        RepositoryContents contents = await LookAsync(new RepositoryFilter { Store = "0042", Instance = "till", Databases = ["sh*"] });

        Assert.Equal("full.bak", Assert.Single(contents.Media).Path.Name);
        Assert.Equal(["full.bak.manifest.json"], read);
    }

    [Fact]
    public async Task Look_FindsTheLongestNameThatIsMadeWhereItGoesBeside()
    {
        TargetPath path = _shop.Take(BackupKind.Full, 1000, new string('x', 300));
        TargetPath beside = RepositoryLayout.Beside(path, new string('a', 16));
        _shop.Put(beside, _shop.Content[path.Value]);
        _shop.Put(RepositoryLayout.ManifestOf(beside), [.. _shop.Target.Store.Find(RepositoryLayout.ManifestOf(path))!.ToArray()]);

        RepositoryContents contents = await LookAsync();

        Assert.Empty(contents.Problems);
        Assert.Equal([path, beside], contents.Media.Select(media => media.Path).OrderBy(one => one.Value.Length));
        Assert.All(contents.Media, media => Assert.True($"{ManifestStore.PathOf(media.Path.Name)}.{Guid.Empty:N}.tmp".Length <= 255));
    }

    [Theory]
    [InlineData("0043", null, "*")]
    [InlineData(null, "OTHER", "*")]
    [InlineData(null, null, "Stock?")]
    public async Task Look_LeavesOutOtherStoresInstancesAndDatabases(string? store, string? instance, string database)
    {
        _shop.Take(BackupKind.Full, 1000, "full.bak");

        Assert.Empty((await LookAsync(new RepositoryFilter { Store = store, Instance = instance, Databases = [database] })).Media);
    }

    [Fact]
    public async Task Look_FindsDatabasesWhoseNameWasCut()
    {
        _shop.History.Name = new string('收', 100);
        _shop.Take(BackupKind.Full, 1000, "full.bak");

        Assert.NotNull(Assert.Single((await LookAsync(new RepositoryFilter { Databases = [new string('收', 100)] })).Media).Manifest);
        FetchReport report = await _shop.FetchAsync(_shop.Latest with { Database = new string('收', 100) });
        Assert.Equal(SyncOutcome.Succeeded, report.Outcome);
    }

    [Fact]
    public async Task Look_TellsOfAFileOfAnotherLength()
    {
        TargetPath full = _shop.Take(BackupKind.Full, 1000, "full.bak");
        _shop.Target.Store.Find(full)!.SetLength(900);

        RepositoryContents contents = await LookAsync();

        Assert.Null(Assert.Single(contents.Media).Manifest);
        Assert.Equal(ErrorCode.ManifestOutdated, Assert.Single(contents.Problems).Code);
        Assert.Contains("has 900 bytes, its manifest says 1000", contents.Problems[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{ "schema": 999 }""")]
    [InlineData("""{ "schema": 1, "toolVersion": "1", "media": { "file": "x", "length": -5 } }""")]
    [InlineData("""{ "schema": 1, "toolVersion": "1", "media": { "file": "x", "length": 1000, "stripes": 99999999, "stripe": 5 } }""")]
    public async Task Look_TellsOfAHostileManifestAndReadsTheOthers(string manifest)
    {
        _shop.Take(BackupKind.Full, 1000, "full.bak");
        TargetPath hostile = TargetPath.Parse(Folder + "hostile.bak");
        _shop.Put(hostile, new byte[1000]);
        _shop.Put(hostile + ".manifest.json", manifest);

        RepositoryContents contents = await LookAsync();

        Assert.Equal(2, contents.Media.Count);
        Assert.Single(contents.Media, media => media.Manifest is not null);
        SyncNote note = Assert.Single(contents.Problems);
        Assert.Equal(ErrorCode.ManifestUnreadable, note.Code);
        Assert.Contains("hostile.bak on hq", note.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_DoesNotReadAManifestThatIsFarTooLong()
    {
        TargetPath full = _shop.Take(BackupKind.Full, 1000, "full.bak");
        _shop.Target.Store.Find(RepositoryLayout.ManifestOf(full))!.SetLength(5L << 30);

        RepositoryContents contents = await LookAsync();

        Assert.Equal(ErrorCode.ManifestUnreadable, Assert.Single(contents.Problems).Code);
        Assert.InRange(_shop.Target.Line.Carried, 0, 1 << 20);
    }

    [Fact]
    public async Task Look_NeverTakesAPartForMedia()
    {
        _shop.Put(TargetPath.Parse(Folder + "full.bak.0123456789abcdef.part"), new byte[1000]);
        _shop.Put(TargetPath.Parse(Folder + "full.bak.manifest.json.0123456789abcdef.part"), new byte[10]);
        _shop.Put(TargetPath.Parse("elsewhere/full.bak"), new byte[1000]);
        _shop.Put(TargetPath.Parse("0042/TILL/Shop/notes/03/full.bak"), new byte[1000]);

        RepositoryContents contents = await LookAsync();

        Assert.Empty(contents.Media);
        Assert.Empty(contents.Problems);
    }

    [Theory]
    [InlineData("CON")]
    [InlineData("aux.bak")]
    [InlineData(".hidden.bak")]
    [InlineData("shop.bak:stream")]
    [InlineData("shop.bak ")]
    [InlineData("a*b.bak")]
    public async Task Look_LeavesOutNamesThatWeNeverGive(string name)
    {
        _shop.Put(TargetPath.Parse(Folder + name), new byte[1000]);
        _shop.Take(BackupKind.Full, 1000, "full.bak");

        RepositoryContents contents = await LookAsync();

        Assert.Equal("full.bak", Assert.Single(contents.Media).Path.Name);
        Assert.Equal(ErrorCode.MediaMismatch, Assert.Single(contents.Problems).Code);
    }

    [Fact]
    public async Task Look_TellsOfAMediaFileWithoutAManifest()
    {
        TargetPath full = _shop.Take(BackupKind.Full, 1000, "full.bak");
        _shop.Target.Store.Remove(RepositoryLayout.ManifestOf(full));

        RepositoryContents contents = await LookAsync();

        Assert.Null(Assert.Single(contents.Media).Manifest);
        Assert.Contains("has no manifest", Assert.Single(contents.Problems).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _shop.Dispose();

    private Task<RepositoryContents> LookAsync(RepositoryFilter? filter = null) => new Repository(_shop.Target).LookAsync(filter ?? new RepositoryFilter(), CancellationToken.None);
}
