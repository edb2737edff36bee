using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Transfers;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>Copies whose names are taken by others: nothing that somebody put there is written over.</summary>
public sealed class CopyNameTests : IDisposable
{
    private const int Megabyte = 1 << 20;
    private const string Folder = "0042/TILL~005cSQLEXPRESS/Shop/2026/03/";

    private readonly Shop _shop = new();

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
    public async Task Upload_NeverOverwritesAFileThatNobodyKnows()
    {
        Manifest full = _shop.Backup("full.bak", Megabyte);
        _shop.Target.Store.FindOrMake(TargetPath.Parse(Folder + "full.bak")).Write(0, [1, 2, 3]);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal(SyncOutcome.Succeeded, copy.Outcome);
        Assert.Equal([1, 2, 3], _shop.At(Folder + "full.bak"));
        Assert.Equal(_shop.Here(full), _shop.At(copy.Path));
    }

    public void Dispose() => _shop.Dispose();
}
