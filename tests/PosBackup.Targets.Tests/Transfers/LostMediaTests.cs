using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Transfers;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>Media and copies that are gone, and what cannot be shipped.</summary>
public sealed class LostMediaTests : IDisposable
{
    private const int Megabyte = 1 << 20;
    private const string Folder = "0042/TILL~005cSQLEXPRESS/Shop/2026/03/";

    private readonly Shop _shop = new();

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
}
