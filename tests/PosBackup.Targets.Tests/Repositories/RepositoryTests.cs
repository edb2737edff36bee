using System.Security.Cryptography;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Transfers;
using PosBackup.Targets.Tests.Contract;
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
        Assert.True(contents.IsWhole);
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
    public async Task Look_TellsStoresApartWhoseNamesDifferByCase()
    {
        _shop.Put(TargetPath.Parse("Shop/TILL/Sales/2026/03/theirs.bak"), new byte[10]);
        _shop.Put(TargetPath.Parse("shop/TILL/Sales/2026/03/ours.bak"), new byte[10]);

        Assert.Equal(["shop/TILL/Sales/2026/03/ours.bak"], (await LookAsync(new RepositoryFilter { Store = "shop" })).Media.Select(media => media.Path.Value));
        Assert.Empty((await LookAsync(new RepositoryFilter { Store = "SHOP" })).Media);
        Assert.Equal(2, (await LookAsync()).Media.Count);
    }

    [Fact]
    public async Task Look_FindsAStoreInOtherCapitalsWhereTheTargetDoesNotTellThemApart()
    {
        _shop.Put(TargetPath.Parse("Shop/TILL/Sales/2026/03/ours.bak"), new byte[10]);

        RepositoryContents contents = await new Repository(new CaseBlindTarget(_shop.Target)).LookAsync(new RepositoryFilter { Store = "SHOP" }, default);

        Assert.Equal("Shop/TILL/Sales/2026/03/ours.bak", Assert.Single(contents.Media).Path.Value);
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

    [Theory]
    [InlineData("..manifest.json")]
    [InlineData("...manifest.json")]
    [InlineData("..0123456789abcdef.part")]
    [InlineData("..manifest.json.0123456789abcdef.part")]
    public async Task Look_IsNotLedAstrayByANameThatIsAnEndingAlone(string name)
    {
        _shop.Put(TargetPath.Parse(Folder + name), new byte[1000]);
        TargetPath full = _shop.Take(BackupKind.Full, 1000, "full.bak");

        RepositoryContents contents = await LookAsync();

        Assert.Equal(full, Assert.Single(contents.Media).Path);
    }

    [Fact]
    public async Task Look_TellsOfAMediaFileWithoutAManifest()
    {
        TargetPath full = _shop.Take(BackupKind.Full, 1000, "full.bak");
        _shop.Target.Store.Remove(RepositoryLayout.ManifestOf(full));

        RepositoryContents contents = await LookAsync();

        Assert.Null(Assert.Single(contents.Media).Manifest);
        Assert.Contains("has no manifest", Assert.Single(contents.Problems).Message, StringComparison.Ordinal);
        Assert.False(contents.IsWhole);
    }

    [Theory]
    [InlineData(1500)]
    [InlineData(700)]
    [InlineData(1000)]
    public async Task Look_TakesTheManifestThatHasNotItsNameYetForAFileThatHas(int length)
    {
        TargetPath full = _shop.Take(BackupKind.Full, 1000, "full.bak");
        Manifest replacing = Replace(full, length);

        RepositoryContents contents = await LookAsync();

        Assert.Equal((replacing.Sha256, (long)length), (Assert.Single(contents.Media).Manifest!.Sha256, contents.Media[0].Length));
        Assert.Contains("broken off just before its end", Assert.Single(contents.Problems).Message, StringComparison.Ordinal);
        FetchReport report = await _shop.FetchAsync();
        Assert.Equal(SyncOutcome.Succeeded, report.Outcome);
        Assert.Equal(_shop.Target.Store.Find(full)!.ToArray(), await File.ReadAllBytesAsync(_shop.Here(full)));
    }

    [Fact]
    public async Task Look_TakesTheManifestThatHasNotItsNameYetWhereThereIsNoOther()
    {
        TargetPath full = _shop.Take(BackupKind.Full, 1000, "full.bak");
        Manifest replacing = Replace(full, 1000);
        _shop.Target.Store.Remove(RepositoryLayout.ManifestOf(full));

        Assert.Equal(replacing.Sha256, Assert.Single((await LookAsync()).Media).Manifest!.Sha256);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Look_TakesTheManifestThatHasItsNameWhileTheOtherMayBeOfAFileOnItsWay(bool isOnItsWay)
    {
        TargetPath full = _shop.Take(BackupKind.Full, 1000, "full.bak");
        byte[] old = _shop.Content[full.Value];
        Manifest replacing = Replace(full, 1000);
        _shop.Put(full, old);
        if (isOnItsWay)
            _shop.Put(RepositoryLayout.PartOf(full, new string('0', 16)), new byte[1000]);
        else
            Part(full, replacing).ModifiedAt = _shop.Target.Store.Find(RepositoryLayout.ManifestOf(full))!.ModifiedAt;

        RepositoryContents contents = await LookAsync();

        Assert.NotEqual(replacing.Sha256, Assert.Single(contents.Media).Manifest!.Sha256);
        Assert.Empty(contents.Problems);
    }

    [Theory]
    [InlineData("{")]
    [InlineData(null)]
    public async Task Look_TakesNoManifestThatWasNotWrittenToItsEndOrIsOfAnotherContent(string? text)
    {
        TargetPath full = _shop.Take(BackupKind.Full, 1000, "full.bak");
        Manifest replacing = Replace(full, 700);
        if (text is null)
            _shop.Target.Store.Move(PartPath(full, replacing), PartPath(full, replacing with { Sha256 = new string('0', 64) }));
        else
            _shop.Put(PartPath(full, replacing).Value, text);

        RepositoryContents contents = await LookAsync();

        Assert.Null(Assert.Single(contents.Media).Manifest);
        Assert.Equal(ErrorCode.ManifestOutdated, Assert.Single(contents.Problems).Code);
    }

    [Fact]
    public async Task Look_ReadsFewOfManyManifestsThatHaveNotTheirName()
    {
        TargetPath full = _shop.Take(BackupKind.Full, 1000, "full.bak");
        _shop.Target.Store.Find(full)!.SetLength(900);
        for (int i = 0; i < 50; i++)
            _shop.Put(RepositoryLayout.PartOf(RepositoryLayout.ManifestOf(full), i.ToString("x16", System.Globalization.CultureInfo.InvariantCulture)).Value, "{");
        int reads = 0;
        _shop.Target.Refuse = (call, _) =>
        {
            reads += call == "OpenRead" ? 1 : 0;
            return null;
        };

        await LookAsync();

        Assert.InRange(reads, 1, 5);
    }

    public void Dispose() => _shop.Dispose();

    private static TargetPath PartPath(TargetPath file, Manifest manifest) => RepositoryLayout.PartOf(RepositoryLayout.ManifestOf(file), RepositoryLayout.IdOf(manifest));

    private MemoryFile Part(TargetPath file, Manifest manifest) => _shop.Target.Store.Find(PartPath(file, manifest))!;

    /// <summary>As a replacement leaves it that was broken off between its two renames: the new file, the old manifest, and the new one beside.</summary>
    private Manifest Replace(TargetPath file, int length)
    {
        TargetPath manifest = RepositoryLayout.ManifestOf(file);
        byte[] content = RandomNumberGenerator.GetBytes(length);
        Manifest old = ManifestStore.Parse(_shop.Target.Store.Find(manifest)!.ToArray(), file.Name);
        Manifest replacing = old with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)), Media = old.Media with { Length = length } };
        _shop.Put(file, content);
        _shop.Put(PartPath(file, replacing), ManifestStore.Format(replacing));
        Part(file, replacing).ModifiedAt = _shop.Target.Store.Find(manifest)!.ModifiedAt.AddMinutes(1);
        return replacing;
    }

    private Task<RepositoryContents> LookAsync(RepositoryFilter? filter = null) => new Repository(_shop.Target).LookAsync(filter ?? new RepositoryFilter(), CancellationToken.None);
}
