using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Transfers;
using PosBackup.Engine.Transfers.Proving;
using PosBackup.Targets.Tests.Contract;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>Copies that are read again: what rotted is found, and what a lost catalog had shipped is taken over.</summary>
public sealed class ProvenAgainTests : IDisposable
{
    private const int Megabyte = 1 << 20;
    private const string Folder = "0042/TILL~005cSQLEXPRESS/Shop/2026/03/";

    private readonly Shop _shop = new();

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

    public void Dispose() => _shop.Dispose();
}
