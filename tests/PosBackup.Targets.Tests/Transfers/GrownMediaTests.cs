using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Transfers;
using PosBackup.Targets.Tests.Contract;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>Media that grew here: the tail is sent, where the copy is still its beginning.</summary>
public sealed class GrownMediaTests : IDisposable
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

    public void Dispose() => _shop.Dispose();
}
