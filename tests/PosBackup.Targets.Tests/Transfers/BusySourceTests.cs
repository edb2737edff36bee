using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>Media that grow, are overwritten or removed while they are shipped. What was backed up is shipped all the same, as long as its hash proves it.</summary>
public sealed class BusySourceTests : IDisposable
{
    private const int Megabyte = 1 << 20;
    private const string Folder = "0042/TILL~005cSQLEXPRESS/Shop/2026/03/";

    private readonly Shop _shop = new();

    [Theory]
    [InlineData(1, VerificationDepth.Sample)]
    [InlineData(3, VerificationDepth.Whole)]
    public async Task Run_ShipsWhatWasBackedUpWhileMoreIsAppended(int connections, VerificationDepth depth)
    {
        _shop.Connections = connections;
        Manifest log = _shop.Backup("log.trn", 40 * Megabyte, BackupKind.Log);
        byte[] first = _shop.Here(log);
        Manifest grown = log;
        Once("Put", () => grown = _shop.Append(log, Megabyte));

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, 40L * Megabyte, depth), (copy.Outcome, copy.BytesSent, copy.Copy!.Depth));
        Assert.Equal(first, _shop.At(Folder + "log.trn"));
        Assert.Equal(log.Sha256, ManifestStore.Parse(_shop.At(Folder + "log.trn.manifest.json"), "log.trn").Sha256);
        CopyResult rest = Assert.Single((await _shop.ShipOnceAsync()).Copies);
        Assert.Equal((SyncOutcome.Succeeded, SyncAction.Append, (long)Megabyte), (rest.Outcome, rest.Item.Action, rest.BytesSent));
        Assert.Equal(_shop.Here(grown), _shop.At(Folder + "log.trn"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Run_ShipsWhatWasBackedUpWhenMoreWasAppendedBeforeItsTurn(int connections)
    {
        _shop.Connections = connections;
        Manifest log = _shop.Backup("log.trn", 40 * Megabyte, BackupKind.Log);
        byte[] first = _shop.Here(log);
        Once("List", () => _shop.Append(log, Megabyte));

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, log.Sha256), (copy.Outcome, copy.Copy?.Sha256));
        Assert.Equal(first, _shop.At(Folder + "log.trn"));
    }

    [Fact]
    public async Task Run_TakesOverWhatWasBackedUpWhenMoreWasAppendedBeforeItsTurn()
    {
        Manifest log = _shop.Backup("log.trn", 3 * Megabyte, BackupKind.Log);
        await _shop.ShipOnceAsync();
        _shop.LoseCatalog(log);
        Once("List", () => _shop.Append(log, Megabyte));

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, SyncAction.Prove, 0L), (copy.Outcome, copy.Item.Action, copy.BytesSent));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_ShipsAFileThatIsRemovedHereMeanwhile(bool isHashed)
    {
        Manifest full = _shop.Backup("full.bak", 20 * Megabyte);
        if (!isHashed)
            _shop.Catalog.Record([full with { Sha256 = null }]);
        byte[] only = _shop.Here(full);
        Once("Put", () => File.Delete(full.Media.Path));

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, full.Sha256), (copy.Outcome, copy.Copy?.Sha256));
        Assert.Equal(only, _shop.At(Folder + "full.bak"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_ShipsNothingThatIsWrittenToMeanwhileAndThatNobodyHashed(bool isReplaced)
    {
        Manifest full = _shop.Backup("full.bak", 20 * Megabyte) with { Sha256 = null };
        _shop.Catalog.Record([full]);
        Once("Put", () =>
        {
            DateTime later = File.GetLastWriteTimeUtc(full.Media.Path).AddMinutes(1);
            if (isReplaced)
            {
                File.Copy(full.Media.Path, full.Media.Path + ".new");
                File.Move(full.Media.Path + ".new", full.Media.Path, overwrite: true);
            }

            File.SetLastWriteTimeUtc(full.Media.Path, later);
        });

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Failed, ErrorCode.SourceChanged), (copy.Outcome, copy.Code));
        Assert.Contains("written to", copy.Message, StringComparison.Ordinal);
        Assert.Empty(_shop.Target.Store.Files);
    }

    [Fact]
    public async Task Run_KeepsTheOnlyCopyOfWhatIsOverwrittenHereBeforeItIsProven()
    {
        Manifest full = _shop.Backup("full.bak", 20 * Megabyte);
        byte[] only = _shop.Here(full);
        Once("OpenRead", () => File.WriteAllBytes(full.Media.Path, new byte[20 * Megabyte]));

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, VerificationDepth.Whole, 20L * Megabyte), (copy.Outcome, copy.Copy?.Depth, copy.BytesSent));
        Assert.Equal(only, _shop.At(Folder + "full.bak"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Run_TellsThatTheSourceChangedAlsoWhenWhatWasSentCannotBeRemoved(int connections)
    {
        _shop.Connections = connections;
        Manifest full = _shop.Backup("full.bak", 40 * Megabyte);
        using (FileStream file = File.OpenWrite(full.Media.Path))
            file.Write([9, 9, 9]);
        _shop.Target.Refuse = (call, _) => call == "Delete" ? new TargetException(TargetFailure.Denied, "hq: nothing may be removed") : null;

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Failed, ErrorCode.SourceChanged), (copy.Outcome, copy.Code));
    }

    public void Dispose() => _shop.Dispose();

    /// <summary>Does something before the first call of a name.</summary>
    private void Once(string name, Action act)
    {
        int calls = 0;
        _shop.Target.Refuse = (call, _) =>
        {
            if (call == name && Interlocked.Increment(ref calls) == 1)
                act();
            return null;
        };
    }
}
