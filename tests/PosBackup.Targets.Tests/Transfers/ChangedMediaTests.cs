using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Transfers;
using PosBackup.Engine.Transfers.Proving;
using PosBackup.Targets.Tests.Contract;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>Media that grew or were overwritten here, copies that rotted or went there, and catalogs that were lost.</summary>
public sealed class ChangedMediaTests : IDisposable
{
    private const int Megabyte = 1 << 20;
    private const string Folder = "0042/TILL~005cSQLEXPRESS/Shop/2026/03/";

    private readonly Shop _shop = new();

    [Fact]
    public async Task Append_SendsTheTailOnly()
    {
        Manifest log = _shop.Backup("log.trn", 8 * Megabyte, BackupKind.Log);
        await _shop.ShipOnceAsync();
        Manifest grown = _shop.Append(log, 3 * Megabyte);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, SyncAction.Append, 3L * Megabyte), (copy.Outcome, copy.Item.Action, copy.BytesSent));
        Assert.Equal(_shop.Here(grown), _shop.At(Folder + "log.trn"));
        Assert.Equal(grown.Sha256, Assert.Single(_shop.Catalog.Copies()).Sha256);
        Assert.Equal(2, ManifestStore.Parse(_shop.At(Folder + "log.trn.manifest.json"), "log.trn").Media.Sets.Count);
    }

    [Fact]
    public async Task Append_GoesOnWithATailThatWasBrokenOff()
    {
        Manifest log = _shop.Backup("log.trn", 8 * Megabyte, BackupKind.Log);
        await _shop.ShipOnceAsync();
        Manifest grown = _shop.Append(log, 6 * Megabyte);
        int puts = 0;
        _shop.Target.Refuse = (call, path) =>
        {
            if (call == "Put" && !path.Name.Contains("manifest", StringComparison.Ordinal))
            {
                if (++puts > 1)
                    return new TargetException(TargetFailure.Unknown, "killed");
                _shop.Target.Line.CutAfter(4 * Megabyte);
            }

            return null;
        };
        Assert.Equal(SyncOutcome.Failed, (await _shop.ShipOnceAsync()).Outcome);
        _shop.Target.Refuse = null;

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, SyncAction.Append), (copy.Outcome, copy.Item.Action));
        Assert.InRange(copy.BytesSent, 2 * Megabyte, (2 * Megabyte) + 65536);
        Assert.Equal(_shop.Here(grown), _shop.At(Folder + "log.trn"));
    }

    [Theory]
    [InlineData(20, 6, 4)]
    [InlineData(20, 40, 37)]
    [InlineData(1, 2, 1)]
    public async Task Append_GoesOnWithTheCopyWhenAPowerCutTookAllThatWasAddedToIt(int known, int added, int arrived)
    {
        Manifest log = _shop.Backup("log.trn", known * Megabyte, BackupKind.Log);
        await _shop.ShipOnceAsync();
        Manifest grown = _shop.Append(log, added * Megabyte);
        _shop.Target.Refuse = (call, path) => call == "Put" && path.Name == "log.trn" ? new TargetException(TargetFailure.Unknown, "killed") : null;
        await _shop.ShipOnceAsync();
        _shop.Target.Refuse = null;
        _shop.Target.Store.Find(TargetPath.Parse(Folder + "log.trn"))!.SetLength((known + arrived) * Megabyte);

        TargetSyncResult result = await _shop.ShipOnceAsync();

        CopyResult copy = Assert.Single(result.Copies);
        Assert.Equal((SyncOutcome.Succeeded, SyncAction.Append, Folder + "log.trn"), (copy.Outcome, copy.Item.Action, copy.Path.Value));
        Assert.Equal(added * Megabyte, copy.BytesSent);
        Assert.Equal(_shop.Here(grown), _shop.At(Folder + "log.trn"));
        Assert.DoesNotContain(result.Notes, note => note.Code == ErrorCode.CopyCorrupt);
    }

    [Fact]
    public async Task Append_GoesWholeUnderAnotherNameWhereTheTargetCannotContinue()
    {
        _shop.Add(new InMemoryTarget(_shop.Target.Store) { Name = "hq", Features = TargetFeatures.AtomicReplace });
        Manifest log = _shop.Backup("log.trn", 4 * Megabyte, BackupKind.Log);
        await _shop.ShipOnceAsync();
        byte[] before = _shop.At(Folder + "log.trn")!;
        Manifest grown = _shop.Append(log, Megabyte);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, 5L * Megabyte), (copy.Outcome, copy.BytesSent));
        Assert.NotEqual(Folder + "log.trn", copy.Path.Value);
        Assert.Equal(_shop.Here(grown), _shop.At(copy.Path));
        Assert.Equal(before, _shop.At(Folder + "log.trn"));
        Assert.Empty((await _shop.ShipOnceAsync()).Copies);
    }

    [Fact]
    public async Task Append_GoesWholeUnderAnotherNameWhenTheCopyIsNotWhatItWas()
    {
        Manifest log = _shop.Backup("log.trn", 4 * Megabyte, BackupKind.Log);
        await _shop.ShipOnceAsync();
        _shop.Target.Store.Find(TargetPath.Parse(Folder + "log.trn"))!.Write(offset: (4 * Megabyte) - 10, [1, 2, 3]);
        Manifest grown = _shop.Append(log, Megabyte);

        TargetSyncResult result = await _shop.ShipOnceAsync();

        CopyResult copy = Assert.Single(result.Copies);
        Assert.Equal(SyncOutcome.Succeeded, copy.Outcome);
        Assert.Equal(_shop.Here(grown), _shop.At(copy.Path));
        Assert.Contains(result.Notes, note => note.Code == ErrorCode.CopyCorrupt);
    }

    [Fact]
    public async Task Append_IsNoneWhenTheBeginningHereWasRewritten()
    {
        Manifest log = _shop.Backup("log.trn", 4 * Megabyte, BackupKind.Log);
        await _shop.ShipOnceAsync();
        byte[] before = _shop.At(Folder + "log.trn")!;
        using (FileStream file = File.OpenWrite(log.Media.Path))
            file.Write([7, 7, 7]);
        Manifest grown = _shop.Append(log, Megabyte);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal(SyncOutcome.Succeeded, copy.Outcome);
        Assert.Equal(_shop.Here(grown), _shop.At(copy.Path));
        Assert.Equal(before, _shop.At(Folder + "log.trn"));
    }

    [Fact]
    public async Task Replace_LeavesTheOldCopyUntilTheNewOneIsProven()
    {
        _shop.Backup("weekly.bak", 4 * Megabyte);
        await _shop.ShipOnceAsync();
        byte[] old = _shop.At(Folder + "weekly.bak")!;
        Manifest overwritten = _shop.Backup("weekly.bak", 5 * Megabyte);
        bool proven = false;
        _shop.Target.Refuse = (call, path) =>
        {
            proven |= call == "OpenRead";
            if (call == "Rename" && path.Name.StartsWith("weekly.bak.", StringComparison.Ordinal) && !path.Name.Contains("manifest", StringComparison.Ordinal))
            {
                Assert.True(proven);
                Assert.Equal(old, _shop.At(Folder + "weekly.bak"));
            }

            return null;
        };

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, SyncAction.Replace), (copy.Outcome, copy.Item.Action));
        Assert.Equal(_shop.Here(overwritten), _shop.At(Folder + "weekly.bak"));
        Assert.Single(_shop.Catalog.Copies());
    }

    [Fact]
    public async Task Replace_ChangesNothingWhereNothingMayBeChanged()
    {
        _shop.AppendOnly = true;
        _shop.Backup("weekly.bak", 4 * Megabyte);
        await _shop.ShipOnceAsync();
        byte[] old = _shop.At(Folder + "weekly.bak")!;
        Manifest overwritten = _shop.Backup("weekly.bak", 5 * Megabyte);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal(SyncOutcome.Succeeded, copy.Outcome);
        Assert.Equal(old, _shop.At(Folder + "weekly.bak"));
        Assert.Equal(_shop.Here(overwritten), _shop.At(copy.Path));
    }

    [Fact]
    public async Task Upload_KeepsTwoFilesOfOneNameApart()
    {
        Manifest one = _shop.Backup("weekly.bak", Megabyte);
        Directory.CreateDirectory(_shop.File("elsewhere"));
        Manifest two = _shop.Backup(Path.Combine("elsewhere", "weekly.bak"), Megabyte);

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.Equal([SyncOutcome.Succeeded, SyncOutcome.Succeeded], result.Copies.Select(copy => copy.Outcome));
        Assert.Equal(_shop.Here(one), _shop.At(result.Copies[0].Path));
        Assert.Equal(_shop.Here(two), _shop.At(result.Copies[1].Path));
        Assert.Empty((await _shop.ShipOnceAsync()).Copies);
    }

    [Fact]
    public async Task Prove_ReadsEveryByteOfWhatItTakesOver()
    {
        var clock = new ManualClock(SomeMedia.Noon);
        _shop.Clock = clock;
        Manifest full = _shop.Backup("full.bak", 40 * Megabyte);
        await _shop.ShipOnceAsync();
        MemoryFile there = _shop.Target.Store.Find(TargetPath.Parse(Folder + "full.bak"))!;
        there.Write(SamplePlaces.FirstUnsampled(40 * Megabyte), [0x55, 0xAA]);
        clock.Advance(TimeSpan.FromDays(30));
        _shop.Target.Refuse = (call, _) => call == "Put" ? new TargetException(TargetFailure.Denied, "no") : null;
        Assert.Equal(SyncOutcome.Failed, (await _shop.ShipOnceAsync()).Outcome);
        Assert.Empty(_shop.Catalog.Copies());
        _shop.Target.Refuse = null;

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal(SyncOutcome.Succeeded, copy.Outcome);
        Assert.Equal(_shop.Here(full), _shop.At(copy.Path));
    }

    [Fact]
    public async Task Prove_ReadsEveryByteOfACopyAlsoWhenItsFileHereIsGone()
    {
        var clock = new ManualClock(SomeMedia.Noon);
        _shop.Clock = clock;
        Manifest full = _shop.Backup("full.bak", 40 * Megabyte);
        await _shop.ShipOnceAsync();
        File.Delete(full.Media.Path);
        _shop.Target.Store.Find(TargetPath.Parse(Folder + "full.bak"))!.Write(SamplePlaces.FirstUnsampled(40 * Megabyte), [0x55, 0xAA]);
        clock.Advance(TimeSpan.FromDays(30));

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.Equal(SyncOutcome.Failed, result.Outcome);
        Assert.Contains(result.Notes, note => note.Code == ErrorCode.CopyCorrupt);
    }

    [Fact]
    public async Task Append_ComparesTheWholeBeginningHere()
    {
        Manifest log = _shop.Backup("log.trn", 40 * Megabyte, BackupKind.Log);
        await _shop.ShipOnceAsync();
        byte[] before = _shop.At(Folder + "log.trn")!;
        using (FileStream file = File.OpenWrite(log.Media.Path))
        {
            file.Position = SamplePlaces.FirstUnsampled(40 * Megabyte);
            file.Write([7, 7, 7]);
        }

        Manifest grown = _shop.Append(log, Megabyte);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal(_shop.Here(grown), _shop.At(copy.Path));
        Assert.Equal(before, _shop.At(Folder + "log.trn"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData((40 * Megabyte) - 1)]
    [InlineData(null)]
    public async Task Sample_FindsWhatIsWrongInHeadTailAndBlocks(int? offset)
    {
        _shop.Backup("full.bak", 40 * Megabyte);
        long place = offset ?? SamplePlanner.Plan(40L * Megabyte, blocks: 4, seed: 7)[1].Offset;
        _shop.Target.Refuse = (call, path) =>
        {
            if (call == "OpenRead")
                _shop.Target.Store.Find(path)!.Write(place, [0x55]);
            return null;
        };

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Failed, ErrorCode.CopyCorrupt), (copy.Outcome, copy.Code));
        Assert.Empty(_shop.Catalog.Copies());
    }

    [Fact]
    public async Task Upload_ShipsWhatNobodyHashedAgainWhenItWasOverwritten()
    {
        Guid media = Guid.NewGuid();
        Manifest first = Unhashed(_shop.Backup("x.bak", Megabyte), media);
        await _shop.ShipOnceAsync();
        Assert.Empty((await _shop.ShipOnceAsync()).Copies);
        Manifest second = Unhashed(_shop.Backup("x.bak", Megabyte), media);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.NotEqual(first.Media.Sets[0].SetGuid, second.Media.Sets[0].SetGuid);
        Assert.Equal(_shop.Here(second), _shop.At(copy.Path));
    }

    [Fact]
    public async Task Upload_KeepsNamesApartThatDifferByCase()
    {
        _shop.Target.Store.FindOrMake(TargetPath.Parse(Folder + "FULL.BAK")).Write(0, [1, 2, 3]);
        Manifest full = _shop.Backup("full.bak", Megabyte);
        Directory.CreateDirectory(_shop.File("elsewhere"));
        Manifest other = _shop.Backup(Path.Combine("elsewhere", "Full.bak"), Megabyte);

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.Equal(_shop.Here(full), _shop.At(result.Copies[0].Path));
        Assert.Equal(_shop.Here(other), _shop.At(result.Copies[1].Path));
        Assert.Equal(3, _shop.Target.Store.Files.Where(path => !path.Name.Contains("manifest", StringComparison.Ordinal)).Select(path => path.Value).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public async Task Run_RefusesAPlaceThatLostEveryCopyUnlessTold()
    {
        for (int i = 0; i < 3; i++)
            _shop.Backup($"log{i}.trn", Megabyte, BackupKind.Log);
        await _shop.ShipOnceAsync();
        foreach (TargetPath path in _shop.Target.Store.Files)
            _shop.Target.Store.Remove(path);

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.Equal((SyncOutcome.Failed, ErrorCode.TargetMisconfigured), (result.Outcome, result.Code));
        Assert.Empty(_shop.Target.Store.Files);
        Assert.Equal(3, _shop.Catalog.Copies().Count);
        _shop.AcceptLoss = true;
        Assert.Equal(3, (await _shop.ShipOnceAsync()).Copies.Count(copy => copy.Outcome == SyncOutcome.Succeeded));
    }

    [Fact]
    public async Task Upload_NeverTakesThePlaceOfAnotherFilesCopy()
    {
        Directory.CreateDirectory(_shop.File("elsewhere"));
        Manifest young = _shop.Backup("weekly.bak", Megabyte, at: SomeMedia.Noon.AddDays(1));
        await _shop.ShipOnceAsync();
        Manifest old = _shop.Backup(Path.Combine("elsewhere", "weekly.bak"), Megabyte, at: SomeMedia.Noon);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, SyncAction.Upload), (copy.Outcome, copy.Item.Action));
        Assert.Equal(_shop.Here(young), _shop.At(Folder + "weekly.bak"));
        Assert.Equal(_shop.Here(old), _shop.At(copy.Path));
    }

    [Fact]
    public async Task Upload_NeverTakesThePlaceOfACopyWhoseFileIsForgottenHere()
    {
        Directory.CreateDirectory(_shop.File("elsewhere"));
        Manifest forgotten = _shop.Backup("weekly.bak", Megabyte);
        await _shop.ShipOnceAsync();
        byte[] only = _shop.Here(forgotten);
        File.Delete(forgotten.Media.Path);
        _shop.Catalog.Forget(forgotten.Media.Path);
        _shop.Backup(Path.Combine("elsewhere", "weekly.bak"), Megabyte);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal(SyncOutcome.Succeeded, copy.Outcome);
        Assert.Equal(only, _shop.At(Folder + "weekly.bak"));
    }

    [Fact]
    public async Task Replace_LeavesAFileAloneThatIsNotTheCopyAnyMore()
    {
        _shop.Backup("weekly.bak", Megabyte);
        await _shop.ShipOnceAsync();
        _shop.Target.Store.Find(TargetPath.Parse(Folder + "weekly.bak"))!.SetLength(77);
        _shop.Backup("weekly.bak", 2 * Megabyte);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal(SyncOutcome.Succeeded, copy.Outcome);
        Assert.NotEqual(Folder + "weekly.bak", copy.Path.Value);
        Assert.Equal(77, _shop.At(Folder + "weekly.bak")!.Length);
    }

    [Fact]
    public async Task Upload_NeverOverwritesAFileThatNobodyKnows()
    {
        Manifest full = _shop.Backup("full.bak", Megabyte);
        _shop.Target.Store.FindOrMake(TargetPath.Parse(Folder + "full.bak")).Write(0, [1, 2, 3]);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal(SyncOutcome.Succeeded, copy.Outcome);
        Assert.Equal([1, 2, 3], _shop.At(Folder + "full.bak"));
        Assert.Equal(_shop.Here(full), _shop.At(copy.Path));
    }

    [Fact]
    public async Task Prove_TakesOverWhatALostCatalogHadShipped()
    {
        Manifest full = _shop.Backup("full.bak", 3 * Megabyte);
        await _shop.ShipOnceAsync();
        _shop.LoseCatalog(full);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, SyncAction.Prove, 0L), (copy.Outcome, copy.Item.Action, copy.BytesSent));
        Assert.Single(_shop.Catalog.Copies());
    }

    [Fact]
    public async Task Prove_DoesNotTakeAStrangersFileOfTheSameLength()
    {
        Manifest full = _shop.Backup("full.bak", 3 * Megabyte);
        _shop.Target.Store.FindOrMake(TargetPath.Parse(Folder + "full.bak")).SetLength(3 * Megabyte);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, 3L * Megabyte), (copy.Outcome, copy.BytesSent));
        Assert.Equal(_shop.Here(full), _shop.At(copy.Path));
        Assert.Equal(new byte[3 * Megabyte], _shop.At(Folder + "full.bak"));
    }

    [Fact]
    public async Task Prove_ReadsEveryByteWithinTheDaysAndSendsWhatRottedAgain()
    {
        var clock = new ManualClock(SomeMedia.Noon);
        _shop.Clock = clock;
        Manifest full = _shop.Backup("full.bak", 20 * Megabyte);
        await _shop.ShipOnceAsync();
        MemoryFile there = _shop.Target.Store.Find(TargetPath.Parse(Folder + "full.bak"))!;
        for (int i = Megabyte; i < 19 * Megabyte; i += 4096)
            there.Write(i, [0x55, 0xAA]);
        clock.Advance(TimeSpan.FromDays(30));

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.Equal((SyncOutcome.Succeeded, SyncAction.Prove, 20L * Megabyte), (result.Copies[0].Outcome, result.Copies[0].Item.Action, result.Copies[0].BytesSent));
        Assert.Contains(result.Notes, note => note.Code == ErrorCode.CopyCorrupt);
        Assert.Equal(_shop.Here(full), _shop.At(Folder + "full.bak"));
    }

    [Fact]
    public async Task Prove_RecordsThatEveryByteWasRead()
    {
        var clock = new ManualClock(SomeMedia.Noon);
        _shop.Clock = clock;
        _shop.Backup("full.bak", 20 * Megabyte);
        await _shop.ShipOnceAsync();
        clock.Advance(TimeSpan.FromDays(30));

        await _shop.ShipOnceAsync();
        clock.Advance(TimeSpan.FromDays(29));

        BackupCopy copy = Assert.Single(_shop.Catalog.Copies());
        Assert.Equal((VerificationDepth.Whole, SomeMedia.Noon, SomeMedia.Noon.AddDays(30)), (copy.Depth, copy.ShippedAt, copy.WholeAt!.Value));
        Assert.Empty((await _shop.ShipOnceAsync()).Copies);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(SyncAction.Prove, Assert.Single((await _shop.ShipOnceAsync()).Copies).Item.Action);
    }

    [Fact]
    public async Task Prove_WritesAManifestAgainThatIsGone()
    {
        _shop.Backup("full.bak", Megabyte);
        await _shop.ShipOnceAsync();
        byte[] manifest = _shop.At(Folder + "full.bak.manifest.json")!;
        _shop.Target.Store.Remove(TargetPath.Parse(Folder + "full.bak.manifest.json"));

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.Equal(0, Assert.Single(result.Copies).BytesSent);
        Assert.Equal(ManifestStore.Parse(manifest, "x").Sha256, ManifestStore.Parse(_shop.At(Folder + "full.bak.manifest.json"), "x").Sha256);
        Assert.Empty((await _shop.ShipOnceAsync()).Copies);
    }

    [Fact]
    public async Task Run_RefusesADatabaseThatTheCatalogDoesNotKnow()
    {
        _shop.Backup("full.bak", Megabyte);

        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() => _shop.ShipAsync(database: "Shpo"));

        Assert.Equal(ErrorCode.DatabaseNotFound, error.Code);
        Assert.Empty(_shop.Target.Store.Files);
    }

    [Fact]
    public async Task Upload_SendsAgainWhatIsGoneFromTheTarget()
    {
        Manifest full = _shop.Backup("full.bak", Megabyte);
        await _shop.ShipOnceAsync();
        _shop.Target.Store.Remove(TargetPath.Parse(Folder + "full.bak"));

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.Equal(_shop.Here(full), _shop.At(Folder + "full.bak"));
        Assert.Contains(result.Notes, note => note.Code == ErrorCode.TargetFileNotFound);
    }

    [Fact]
    public async Task Run_TellsWhatItCannotShip()
    {
        Manifest gone = _shop.Backup("gone.bak", Megabyte);
        Manifest changed = _shop.Backup("changed.bak", Megabyte);
        Manifest damaged = _shop.Backup("damaged.bak", Megabyte);
        File.Delete(gone.Media.Path);
        await File.AppendAllTextAsync(changed.Media.Path, "more");
        _shop.Catalog.Record([damaged.With(SomeMedia.Proof(Verdict.Damaged))]);

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.Empty(result.Copies);
        Assert.Equal([ErrorCode.BackupSetNotFound, ErrorCode.SourceChanged, ErrorCode.BackupSetCorrupt], result.Notes.Select(note => note.Code));
    }

    public void Dispose() => _shop.Dispose();

    private Manifest Unhashed(Manifest manifest, Guid mediaSet)
    {
        manifest = manifest with { Sha256 = null, Media = manifest.Media with { MediaSetId = mediaSet } };
        _shop.Catalog.Record([manifest]);
        return manifest;
    }
}
