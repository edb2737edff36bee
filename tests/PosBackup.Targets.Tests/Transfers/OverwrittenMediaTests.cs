using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Transfers;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>Media that were overwritten here, and their copies.</summary>
public sealed class OverwrittenMediaTests : IDisposable
{
    private const int Megabyte = 1 << 20;
    private const string Folder = "0042/TILL~005cSQLEXPRESS/Shop/2026/03/";

    private readonly Shop _shop = new();

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

    public void Dispose() => _shop.Dispose();

    private Manifest Unhashed(Manifest manifest, Guid mediaSet)
    {
        manifest = manifest with { Sha256 = null, Media = manifest.Media with { MediaSetId = mediaSet } };
        _shop.Catalog.Record([manifest]);
        return manifest;
    }
}
