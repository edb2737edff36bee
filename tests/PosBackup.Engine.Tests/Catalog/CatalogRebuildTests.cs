using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Catalog;

public sealed class CatalogRebuildTests : IDisposable
{
    private const string Full = "PureStorage/backup_test_raw.bak";
    private const string Differential = "sqltoolsservice/DiffBackup.bak";

    private readonly TemporaryFolder _folder = new();
    private readonly BackupCatalog _catalog;

    public CatalogRebuildTests() => _catalog = new BackupCatalog(_folder.File("catalog.db"));

    private string Backups => _folder.Folder("backups");

    public void Dispose() => _folder.Dispose();

    [CorpusFact]
    public async Task Rebuild_EqualsWhatWasRecorded()
    {
        foreach (string file in (string[])[Full, Differential])
        {
            Manifest manifest = await RecordAsync(Copy(file));
            await ManifestStore.WriteAsync(manifest.Media.Path, manifest);
        }

        IReadOnlyList<CatalogEntry> recorded = _catalog.List();
        var anew = new BackupCatalog(_folder.File("anew.db"));
        CatalogRebuild rebuild = await anew.RebuildAsync([Backups]);
        Assert.Equal((2, 2, 2, 0), (rebuild.Media, rebuild.Sets, rebuild.FromManifests, rebuild.Problems.Count));
        Assert.Equivalent(recorded, anew.List(), strict: true);
    }

    [CorpusFact]
    public async Task Rebuild_ReadsTheHeadersWhereThereIsNoManifest()
    {
        string path = Copy(Full);
        CatalogRebuild rebuild = await _catalog.RebuildAsync([Backups]);
        Assert.Equal((1, 0), (rebuild.Media, rebuild.FromManifests));
        CatalogEntry entry = Assert.Single(_catalog.List());
        Assert.Equal((path, "backup_test", MediaPresence.Present), (entry.Path, entry.Set.Database, entry.Presence));
        Assert.Empty(entry.Manifest.Proofs);
    }

    [CorpusTheory]
    [InlineData("{ not json", ErrorCode.ManifestUnreadable)]
    [InlineData(null, ErrorCode.ManifestOutdated)]
    public async Task Rebuild_TrustsTheMediaMoreThanABadManifest(string? content, ErrorCode problem)
    {
        string path = Copy(Full);
        if (content is null)
            await ManifestStore.WriteAsync(path, SomeMedia.Manifest(path));
        else
            await File.WriteAllTextAsync(ManifestStore.PathOf(path), content);

        CatalogRebuild rebuild = await _catalog.RebuildAsync([Backups]);
        Assert.Equal((1, 0), (rebuild.Media, rebuild.FromManifests));
        RebuildProblem one = Assert.Single(rebuild.Problems);
        Assert.Equal((path, problem, false), (one.Path, one.Error.Code, one.IsUnread));
        Assert.Equal("backup_test", Assert.Single(_catalog.List()).Set.Database);
    }

    [CorpusFact]
    public async Task Rebuild_TellsOfFilesThatAreCutOffAndForgetsNothingOfThem()
    {
        Manifest known = await RecordAsync(Copy(Full));
        await File.WriteAllBytesAsync(known.Media.Path, (await File.ReadAllBytesAsync(known.Media.Path))[..100_000]);

        CatalogRebuild rebuild = await _catalog.RebuildAsync([Backups]);

        Assert.Equal((0, 0, 0), (rebuild.Media, rebuild.Sets, rebuild.Dropped.Count));
        RebuildProblem problem = Assert.Single(rebuild.Problems);
        Assert.Equal((known.Media.Path, ErrorCode.BackupSetCorrupt, true), (problem.Path, problem.Error.Code, problem.IsUnread));
        Assert.Contains("cut off", problem.Error.Message, StringComparison.Ordinal);
        Assert.Equal(MediaPresence.Changed, Assert.Single(_catalog.List()).Presence);
    }

    [Fact]
    public async Task Rebuild_TellsOfFilesThatAreNoBackupsThoughTheirNamesSaySo()
    {
        foreach (string name in (string[])["letter.bak", "letter.TRN", "letter.txt"])
            await File.WriteAllTextAsync(Path.Combine(Backups, name), "Dear shop,");

        CatalogRebuild rebuild = await _catalog.RebuildAsync([Backups]);

        Assert.Equal(0, rebuild.Media);
        Assert.Equal(["letter.TRN", "letter.bak"], rebuild.Problems.Select(problem => Path.GetFileName(problem.Path)).Order(StringComparer.Ordinal));
        Assert.All(rebuild.Problems, problem => Assert.True(problem.IsUnread));
    }

    [CorpusFact]
    public async Task Rebuild_DropsWhatIsGoneFromItsFoldersOnly()
    {
        Manifest gone = await RecordAsync(Copy(Full));
        Manifest stays = await RecordAsync(Copy(Differential));
        Manifest elsewhere = SomeMedia.Manifest(_folder.File("elsewhere/x.bak"));
        _catalog.Record([elsewhere]);
        File.Delete(gone.Media.Path);

        CatalogRebuild rebuild = await _catalog.RebuildAsync([Backups]);
        Assert.Equal([gone.Media.Path], rebuild.Dropped);
        Assert.Equal(
            new[] { stays, elsewhere }.Select(manifest => manifest.Media.Path).Order(StringComparer.Ordinal),
            _catalog.List().Select(entry => entry.Path).Order(StringComparer.Ordinal));
    }

    /// <summary>A disk that is not there just now forgets no backup.</summary>
    [Fact]
    public async Task Rebuild_KeepsWhatLiesInAFolderThatCannotBeRead()
    {
        string unplugged = _folder.File("unplugged");
        _catalog.Record([SomeMedia.Manifest(Path.Combine(unplugged, "Shop.bak"))]);
        CatalogRebuild rebuild = await _catalog.RebuildAsync([unplugged]);
        Assert.Empty(rebuild.Dropped);
        Assert.True(Assert.Single(rebuild.Problems).IsUnread);
        Assert.Single(_catalog.List());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rebuild_KeepsWhatLayInAFolderThatIsGoneOrEmpty_AndTellsIt(bool isGone)
    {
        string disk = Path.Combine(Backups, "disk");
        if (!isGone)
            await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(disk).FullName, "Thumbs.db"), "");
        Manifest expected = SomeMedia.Manifest(Path.Combine(disk, "Shop.bak"));
        _catalog.Record([expected]);

        foreach (string named in (string[])[disk, Backups])
        {
            CatalogRebuild refused = await _catalog.RebuildAsync([named]);
            RebuildProblem problem = Assert.Single(refused.Problems);
            Assert.Equal((disk, ErrorCode.BackupSetNotFound, true, true), (problem.Path, problem.Error.Code, problem.IsUnread, problem.IsUnseen));
            Assert.Equal([expected.Media.Path], refused.Unseen);
            Assert.Contains("expects 1 media file in it: it stays expected", problem.Error.Message, StringComparison.Ordinal);
            Assert.Empty(refused.Dropped);
            Assert.Single(_catalog.List());
        }
    }

    [Fact]
    public async Task Rebuild_SetsADamagedCatalogAsideAndKeepsIt()
    {
        byte[] damaged = DamagedCatalog();
        await File.WriteAllBytesAsync(_catalog.Path, damaged);
        CatalogRebuild rebuild = await _catalog.RebuildAsync([Backups]);
        Assert.Equal(damaged, await File.ReadAllBytesAsync(rebuild.SetAside!));
        Assert.Empty(_catalog.List());
    }

    /// <summary>A catalog whose process died before its first checkpoint has no id yet: there the name that catalogs have decides.</summary>
    [Theory]
    [InlineData("catalog.db", true)]
    [InlineData("tills.db", false)]
    public async Task Rebuild_SetsADatabaseWithoutAnIdAsideWhenItHasTheNameOfCatalogs(string name, bool isSetAside)
    {
        byte[] damaged = DamagedCatalog();
        damaged.AsSpan(68, 4).Clear();
        var catalog = new BackupCatalog(Path.Combine(_folder.Folder("other"), name));
        await File.WriteAllBytesAsync(catalog.Path, damaged);
        if (isSetAside)
            Assert.NotNull((await catalog.RebuildAsync([Backups])).SetAside);
        else
            await RefusesAsync(catalog, damaged);
    }

    [Fact]
    public async Task Rebuild_RefusesADamagedDatabaseOfAnotherProgram()
    {
        byte[] damaged = DamagedCatalog();
        damaged[68]++;
        await File.WriteAllBytesAsync(_catalog.Path, damaged);
        await RefusesAsync(_catalog, damaged);
    }

    [Theory]
    [InlineData("server.cer", 900)]
    [InlineData("Shop.bak", 100_000)]
    [InlineData("catalog.db", 5)]
    [InlineData("catalog.db", 8192)]
    public async Task Rebuild_RefusesAFileThatIsNoDatabase(string name, int length)
    {
        var catalog = new BackupCatalog(Path.Combine(_folder.Folder("other"), name));
        byte[] theirs = [.. Enumerable.Repeat((byte)'x', length)];
        await File.WriteAllBytesAsync(catalog.Path, theirs);
        await RefusesAsync(catalog, theirs);
    }

    [Fact]
    public async Task Rebuild_TakesAnEmptyFile()
    {
        await File.WriteAllBytesAsync(_catalog.Path, []);
        Assert.Null((await _catalog.RebuildAsync([Backups])).SetAside);
        Assert.Empty(_catalog.List());
    }

    [Fact]
    public void ARebuild_LeavesAloneWhatAnotherProcessRecordsMeanwhile()
    {
        string path = _folder.File("Shop.bak");
        Manifest before = SomeMedia.Manifest(path);
        Manifest meanwhile = SomeMedia.Manifest(path);
        _catalog.Record([before]);
        var database = new CatalogDatabase(_catalog.Path);
        long revision = database.Use(CatalogRows.Revision);
        _catalog.Record([meanwhile]);

        database.Use(connection =>
        {
            Assert.Empty(CatalogRows.PathsUpTo(connection, revision));
            CatalogRows.PutUnlessNewer(connection, before, revision);
            return true;
        });
        Assert.Equal(meanwhile.Media.Sets[0].SetGuid, Assert.Single(_catalog.List()).Set.SetGuid);
    }

    private string Copy(string corpusFile)
    {
        string copy = Path.Combine(Backups, Path.GetFileName(corpusFile));
        File.WriteAllBytes(copy, File.ReadAllBytes(Corpus.PathOf(corpusFile)));
        return copy;
    }

    private async Task<Manifest> RecordAsync(string path)
    {
        MediaInspection inspection = await MediaInspector.InspectAsync(path);
        Manifest manifest = Manifest.FromMedia(inspection.Media).With(SomeMedia.Proof());
        _catalog.Record([manifest]);
        return manifest;
    }

    /// <summary>One whose header is whole, and nothing else.</summary>
    private byte[] DamagedCatalog()
    {
        var catalog = new BackupCatalog(Path.Combine(_folder.Folder("whole"), "catalog.db"));
        catalog.Record([SomeMedia.Manifest(_folder.File("Shop.bak"))]);
        byte[] bytes = File.ReadAllBytes(catalog.Path);
        bytes.AsSpan(100).Fill((byte)'x');
        return bytes;
    }

    private async Task RefusesAsync(BackupCatalog catalog, byte[] content)
    {
        var error = await Assert.ThrowsAsync<PosBackupException>(() => catalog.RebuildAsync([Backups]));
        Assert.Equal(ErrorCode.CatalogUnavailable, error.Code);
        Assert.Contains(catalog.Path, error.Message, StringComparison.Ordinal);
        Assert.Contains("rename it", error.Hint, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllBytesAsync(catalog.Path));
        Assert.Equal([catalog.Path], Directory.GetFiles(Path.GetDirectoryName(catalog.Path)!));
    }
}
