using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Transfers;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>Several files here of one content.</summary>
public sealed class AlikeMediaTests : IDisposable
{
    private const int Megabyte = 1 << 20;
    private const string Folder = "0042/TILL~005cSQLEXPRESS/Shop/2026/03/";

    private readonly Shop _shop = new();

    [Fact]
    public async Task Upload_SendsOneContentOnce()
    {
        Manifest full = _shop.Backup("full.bak", Megabyte);
        _shop.CopyHere(full, "mirror");
        _shop.CopyHere(full, "archive");

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);
        TargetSyncResult second = await _shop.ShipOnceAsync();

        Assert.Equal((SyncOutcome.Succeeded, (long)Megabyte), (copy.Outcome, copy.BytesSent));
        Assert.Equal(_shop.Here(full), _shop.At(Folder + "full.bak"));
        Assert.Equal(2, _shop.Target.Store.Files.Count);
        Assert.Empty(second.Copies);
        Assert.Equal((SyncOutcome.Succeeded, 3), (second.Outcome, second.AlreadyProtected));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Upload_TakesTheNextFileWhenOneIsNotWhatWasBackedUp(bool isNextGone)
    {
        Manifest full = _shop.Backup("full.bak", Megabyte);
        Manifest[] alike = [full, _shop.CopyHere(full, "mirror"), _shop.CopyHere(full, "archive")];
        alike = [.. alike.OrderBy(one => one.Media.Path, StringComparer.Ordinal)];
        LocalStore.Rot(alike[0]);
        if (isNextGone)
            File.Delete(alike[1].Media.Path);

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.Equal(SyncOutcome.Succeeded, Assert.Single(result.Copies).Outcome);
        Assert.Equal(_shop.Here(alike[2]), _shop.At(Folder + "full.bak"));
        Assert.Equal(ErrorCode.SourceChanged, Assert.Single(result.Notes).Code);
    }

    [Fact]
    public async Task Append_TakesTheNextFileWhenOneIsNotWhatWasBackedUp()
    {
        Manifest log = _shop.Backup("log.trn", 4 * Megabyte, BackupKind.Log);
        await _shop.ShipOnceAsync();
        Manifest grown = _shop.Append(log, Megabyte);
        Manifest[] alike = [grown, _shop.CopyHere(grown, "archive")];
        alike = [.. alike.OrderBy(one => one.Media.Path, StringComparer.Ordinal)];
        using (FileStream file = File.OpenWrite(alike[0].Media.Path))
        {
            file.Position = 4 * Megabyte;
            file.Write([9, 9, 9]);
        }

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, SyncAction.Append), (copy.Outcome, copy.Item.Action));
        Assert.Equal(_shop.Here(alike[1]), _shop.At(copy.Path));
    }

    [Fact]
    public async Task Prove_ReadsOneCopyOnce()
    {
        var clock = new ManualClock(SomeMedia.Noon);
        _shop.Clock = clock;
        Manifest full = _shop.Backup("full.bak", 4 * Megabyte);
        await _shop.ShipOnceAsync();
        _shop.CopyHere(full, "mirror");
        clock.Advance(TimeSpan.FromDays(31));

        TargetSyncResult result = await _shop.ShipOnceAsync();

        CopyResult copy = Assert.Single(result.Copies);
        Assert.Equal((SyncOutcome.Succeeded, SyncAction.Prove, 0L, 4L * Megabyte), (copy.Outcome, copy.Item.Action, copy.BytesSent, copy.BytesReadBack));
        Assert.Equal(1, result.AlreadyProtected);
    }

    [Fact]
    public async Task Prove_SendsARottenCopyAgainFromAFileThatIsStillThere()
    {
        var clock = new ManualClock(SomeMedia.Noon);
        _shop.Clock = clock;
        Manifest full = _shop.Backup("full.bak", 4 * Megabyte);
        await _shop.ShipOnceAsync();
        Manifest mirror = _shop.CopyHere(full, "mirror");
        File.Delete(full.Media.Path);
        _shop.Target.Store.Find(TargetPath.Parse(Folder + "full.bak"))!.Write(0, [1, 2, 3, 4]);
        clock.Advance(TimeSpan.FromDays(31));

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, 4L * Megabyte), (copy.Outcome, copy.BytesSent));
        Assert.Equal(_shop.Here(mirror), _shop.At(Folder + "full.bak"));
    }

    [Fact]
    public async Task Upload_KeepsFilesApartThatNobodyHashed()
    {
        Manifest full = _shop.Backup("full.bak", Megabyte);
        Manifest[] alike = [full, _shop.CopyHere(full, "mirror"), _shop.CopyHere(full, "archive")];
        foreach (Manifest one in alike)
            _shop.ForgetHash(one);

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.All(result.Copies, copy => Assert.Equal(SyncOutcome.Succeeded, copy.Outcome));
        Assert.Equal(3, result.Copies.Select(copy => copy.Path).Distinct().Count());
        Assert.All(result.Copies, copy => Assert.Equal(_shop.Here(full), _shop.At(copy.Path)));
        Assert.Empty((await _shop.ShipOnceAsync()).Copies);
    }

    [Fact]
    public async Task Run_TellsOfOneOfTwoCopiesThatIsGone()
    {
        Manifest full = _shop.Backup("full.bak", Megabyte);
        await _shop.ShipOnceAsync();
        TargetPath other = TargetPath.Parse(Folder + "other.bak");
        BackupCopy known = Assert.Single(_shop.Catalog.Copies());
        _shop.Catalog.Record(known with { Path = other.Value });

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.Empty(result.Copies);
        Assert.Equal((SyncOutcome.Succeeded, 1), (result.Outcome, result.AlreadyProtected));
        SyncNote note = Assert.Single(result.Notes);
        Assert.Equal(ErrorCode.TargetFileNotFound, note.Code);
        Assert.Contains(other.Value, note.Message, StringComparison.Ordinal);
        Assert.Equal(known.Path, Assert.Single(_shop.Catalog.Copies()).Path);
        Assert.Equal(_shop.Here(full), _shop.At(known.Path));
    }

    public void Dispose() => _shop.Dispose();
}
