using Microsoft.Data.Sqlite;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Catalog;

public sealed class BackupCatalogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BackupCatalog _catalog;

    public BackupCatalogTests() => _catalog = new BackupCatalog(Path.Combine(_folder.Path, "state", "catalog.db"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void List_GivesBackWhatWasRecorded()
    {
        Manifest manifest = SomeMedia.Manifest(_folder.File("Shop.bak"), SomeMedia.Set(), SomeMedia.Set(kind: BackupKind.Log, position: 2, finishedAt: SomeMedia.Noon.AddHours(1)));
        _catalog.Record([manifest.With(SomeMedia.Proof())]);
        IReadOnlyList<CatalogEntry> entries = _catalog.List();
        Assert.Equal(manifest.Media.Sets.Select(set => set.SetGuid), entries.Select(entry => entry.Set.SetGuid));
        Assert.Equivalent(manifest.With(SomeMedia.Proof()), entries[1].Manifest, strict: true);
    }

    [Fact]
    public void Record_ReplacesWhatItKnewOfTheFile()
    {
        string path = _folder.File("Shop.bak");
        _catalog.Record([SomeMedia.Manifest(path, SomeMedia.Set(), SomeMedia.Set(position: 2))]);
        Manifest swapped = SomeMedia.Manifest(path);
        _catalog.Record([swapped]);
        Assert.Equal(swapped.Media.Sets[0].SetGuid, Assert.Single(_catalog.List()).Set.SetGuid);
    }

    [Fact]
    public void List_GivesWholePathsOfWhatWasRecordedFromItsFolder()
    {
        _catalog.Record([SomeMedia.Manifest(Path.Combine("bk", "Shop.bak"))]);

        Assert.Equal(Path.GetFullPath(Path.Combine("bk", "Shop.bak")), Assert.Single(_catalog.List()).Path);
    }

    /// <summary>Versions before wrote the path of the manifest as it was given: from another folder the file was gone.</summary>
    [Fact]
    public void List_GivesWholePathsOfWhatOlderVersionsRecordedFromItsFolder()
    {
        string path = _folder.File("Shop.bak");
        _catalog.Record([SomeMedia.Manifest(path)]);
        using (var connection = new SqliteConnection($"Data Source={_catalog.Path};Pooling=False"))
        {
            connection.Open();
            Assert.Equal(1L, connection.Scalar("UPDATE media SET manifest = replace(manifest, @path, 'Shop.bak'); SELECT count(*) FROM media WHERE manifest LIKE '%\"file\": \"Shop.bak\"%'", ("@path", System.Text.Json.JsonEncodedText.Encode(path).ToString())));
        }

        Assert.Equal(path, Assert.Single(_catalog.List()).Path);
    }

    [Fact]
    public void List_OrdersByTheMomentAndNotByTheWallClock()
    {
        DateTimeOffset[] finished = [new(2026, 10, 25, 2, 30, 0, TimeSpan.FromHours(2)), new(2026, 10, 25, 2, 10, 0, TimeSpan.FromHours(1)), new(2026, 10, 25, 1, 59, 0, TimeSpan.FromHours(2))];
        foreach (DateTimeOffset at in finished)
            _catalog.Record([SomeMedia.Manifest(_folder.File($"{at.Ticks}.bak"), SomeMedia.Set(finishedAt: at))]);

        Assert.Equal(finished.OrderBy(at => at.UtcTicks), _catalog.List().Select(entry => entry.Set.FinishedAt!.Value.Instant!.Value));
    }

    [Fact]
    public void List_FiltersByNameKindInstanceTimeAndFolder()
    {
        void Record(string file, BackupSet set) => _catalog.Record([SomeMedia.Manifest(_folder.File(file), set)]);
        Record("a/1.bak", SomeMedia.Set("Shop"));
        Record("a/2.trn", SomeMedia.Set("Shop", BackupKind.Log, finishedAt: SomeMedia.Noon.AddHours(1)));
        Record("ab/3.bak", SomeMedia.Set("Shopping", instance: "OTHER"));

        string[] Files(CatalogFilter filter) => [.. _catalog.List(filter).Select(entry => Path.GetFileName(entry.Path)).Order(StringComparer.Ordinal)];
        Assert.Equal(["1.bak", "2.trn"], Files(new() { Databases = ["shop"] }));
        Assert.Equal(["1.bak", "2.trn", "3.bak"], Files(new() { Databases = ["SHOP*"] }));
        Assert.Equal(["3.bak"], Files(new() { Databases = ["*ping", "none"] }));
        Assert.Equal(["2.trn"], Files(new() { Kind = BackupKind.Log }));
        Assert.Equal(["3.bak"], Files(new() { Instance = "other" }));
        Record("b/4.bak", SomeMedia.Set("Till", instance: "KASSE-Ö"));
        Assert.Equal(["4.bak"], Files(new() { Instance = "kasse-ö" }));
        CatalogEntry shop = _catalog.List(new() { Databases = ["Shop"], Kind = BackupKind.Full })[0];
        Assert.Equal(["1.bak"], Files(new() { SetGuid = shop.Set.SetGuid }));
        Assert.Equal(["1.bak"], Files(new() { FamilyGuid = shop.Set.FamilyGuid }));
        Assert.Equal(["1.bak"], Files(new() { MediaSetId = shop.Manifest.Media.MediaSetId }));
        Assert.Equal(["2.trn"], Files(new() { Since = SomeMedia.Noon.AddMinutes(1) }));
        Assert.Equal(["1.bak", "2.trn"], Files(new() { Under = [_folder.File("a")] }));
        Assert.Equal(["1.bak"], Files(new() { Under = [_folder.File("a/1.bak")] }));
    }

    [Fact]
    public void List_ComparesTheNameOfEachDatabaseOnce_HoweverManySetsItHas()
    {
        foreach (string file in (string[])["1.bak", "2.bak", "3.bak"])
            _catalog.Record([SomeMedia.Manifest(_folder.File(file), SomeMedia.Set("Shop"), SomeMedia.Set("Till", position: 2))]);
        var names = new CountedNames(["Shop"]);

        Assert.Equal(3, _catalog.List(new() { Databases = names }).Count);
        Assert.Equal(2, names.Times);
    }

    [Fact]
    public void MediaPaths_AreThoseOfAllFiles_EachOnce()
    {
        _catalog.Record([SomeMedia.Manifest(_folder.File("b.bak"), SomeMedia.Set("Shop"), SomeMedia.Set("Till")), SomeMedia.Manifest(_folder.File("a.bak"))]);

        Assert.Equal([_folder.File("a.bak"), _folder.File("b.bak")], _catalog.MediaPaths());
    }

    [Fact]
    public async Task List_ReportsWhatIsGoneOrChanged()
    {
        foreach (string name in (string[])["there.bak", "gone.bak", "grown.bak"])
            _catalog.Record([SomeMedia.Manifest(_folder.File(name))]);
        await File.WriteAllBytesAsync(_folder.File("there.bak"), new byte[4096]);
        await File.WriteAllBytesAsync(_folder.File("grown.bak"), new byte[8192]);

        Assert.Equal(
            [("gone.bak", MediaPresence.Missing), ("grown.bak", MediaPresence.Changed), ("there.bak", MediaPresence.Present)],
            _catalog.List().Select(entry => (Path.GetFileName(entry.Path), entry.Presence)));
    }

    [UnixFact]
    public async Task List_ReportsALinkInThePlaceOfAFile_WhateverIsAtItsEnd()
    {
        await File.WriteAllBytesAsync(_folder.File("elsewhere.bak"), new byte[4096]);
        foreach (string end in (string[])["elsewhere.bak", "nowhere.bak"])
        {
            _catalog.Record([SomeMedia.Manifest(_folder.File($"{end}.moved"))]);
            File.CreateSymbolicLink(_folder.File($"{end}.moved"), _folder.File(end));
        }

        Assert.Equal([MediaPresence.Linked, MediaPresence.Linked], _catalog.List().Select(entry => entry.Presence));
    }

    [Fact]
    public void Runs_KeepsFailuresToo()
    {
        RecordedRun failed = Run("Shop") with { Outcome = RunOutcome.Failed, Code = ErrorCode.NoSpace, Message = "disk full" };
        RecordedRun later = Run("Till") with { StartedAt = SomeMedia.Noon.AddDays(1) };
        _catalog.Record([], failed);
        _catalog.Record([], later);
        Assert.Equal([later, failed], _catalog.Runs());
        Assert.Equal([later], _catalog.Runs(count: 1));
    }

    [Fact]
    public void Forget_StopsExpectingTheFile()
    {
        _catalog.Record([SomeMedia.Manifest(_folder.File("Shop.bak"))]);
        _catalog.Forget(_folder.File("./Shop.bak"));
        Assert.Empty(_catalog.List());
    }

    [Fact]
    public async Task Record_LosesNothingWhenManyWriteAtOnce()
    {
        await Parallel.ForAsync(0, 60, new ParallelOptions { MaxDegreeOfParallelism = 8 }, (i, _) =>
        {
            new BackupCatalog(_catalog.Path).Record([SomeMedia.Manifest(_folder.File($"{i}.bak"))], Run($"db{i}"));
            return ValueTask.CompletedTask;
        });
        Assert.Equal(60, _catalog.List().Count);
        Assert.Equal(60, _catalog.Runs().Count);
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(4096, 4096)]
    public void List_SaysThatADamagedCatalogCanBeRebuilt(int from, int count)
    {
        for (int i = 0; i < 50; i++)
            _catalog.Record([SomeMedia.Manifest(_folder.File($"{i}.bak"))]);
        Overwrite(_catalog.Path, from, count);

        var error = Assert.Throws<PosBackupException>(() => _catalog.List());
        Assert.Equal(ErrorCode.CatalogUnavailable, error.Code);
        Assert.Contains(_catalog.Path, error.Message, StringComparison.Ordinal);
        Assert.Contains("catalog rebuild", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void List_RefusesADatabaseOfAnotherProgram()
    {
        string path = _folder.File("other.db");
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            connection.Execute("CREATE TABLE theirs (x)");
        }

        Assert.Equal(ErrorCode.CatalogUnavailable, Assert.Throws<PosBackupException>(() => new BackupCatalog(path).List()).Code);
    }

    [Fact]
    public void List_RefusesALayoutOfANewerVersion()
    {
        _catalog.Record([]);
        using (var connection = new SqliteConnection($"Data Source={_catalog.Path};Pooling=False"))
        {
            connection.Open();
            connection.Execute("PRAGMA user_version = 99");
        }

        var error = Assert.Throws<PosBackupException>(() => _catalog.List());
        Assert.Equal(ErrorCode.CatalogUnavailable, error.Code);
        Assert.Contains("99", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_MakesNoCatalog()
    {
        Assert.False(_catalog.Exists);
        Assert.Empty(_catalog.List());
        Assert.Empty(_catalog.Runs());
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
        _catalog.Record([]);
        Assert.True(_catalog.Exists);
    }

    [Fact]
    public async Task Use_SaysWhenTheCatalogCannotBeMade()
    {
        string file = _folder.File("file");
        await File.WriteAllTextAsync(file, "in the way");
        Assert.Equal(ErrorCode.CatalogUnavailable, Assert.Throws<PosBackupException>(() => new BackupCatalog(Path.Combine(file, "catalog.db")).Record([])).Code);
        Assert.Equal(ErrorCode.CatalogUnavailable, Assert.Throws<PosBackupException>(() => new BackupCatalog(_folder.Path).List()).Code);
    }

    private static void Overwrite(string path, int from, int count)
    {
        using FileStream file = File.OpenWrite(path);
        file.Position = from;
        file.Write(Enumerable.Repeat((byte)0xA5, count).ToArray());
    }

    private static RecordedRun Run(string database) => new()
    {
        RunId = Guid.NewGuid(),
        Instance = "TILL\\SQLEXPRESS",
        Database = database,
        RequestedKind = BackupKind.Full,
        Kind = BackupKind.Full,
        StartedAt = SomeMedia.Noon,
        FinishedAt = SomeMedia.Noon.AddSeconds(2),
        Outcome = RunOutcome.Succeeded,
    };
}
