using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Tests.Catalog.Chains;
using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Transfers;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>Only some files are shipped: where what they build on has no copy, a person is told.</summary>
public sealed class LonelySetsTests : IDisposable
{
    private readonly Shop _shop = new();
    private readonly ShopHistory _history = new();

    public void Dispose() => _shop.Dispose();

    [Theory]
    [InlineData(BackupKind.Log)]
    [InlineData(BackupKind.Differential)]
    public async Task AFullThatWasMissed_IsToldWhenOnlyWhatFollowsIsShipped(BackupKind kind)
    {
        Take(BackupKind.Full, "full.bak");
        Manifest later = Take(kind, "later.bak");

        SyncNote planned = Assert.Single((await _shop.PlanAsync(under: later.Media.Path)).Notes);
        TargetSyncResult result = Assert.Single((await _shop.ShipAsync([later.Media.Path])).Targets);

        Assert.Equal(ErrorCode.ChainBroken, planned.Code);
        Assert.Contains("cannot be restored from hq", planned.Message, StringComparison.Ordinal);
        Assert.Contains("posbackup sync", planned.Hint, StringComparison.Ordinal);
        Assert.Equal(SyncOutcome.Succeeded, result.Outcome);
        Assert.Contains(planned, result.Notes);
    }

    [Fact]
    public async Task AnEarlierLogThatWasMissed_IsToldToo_AndOnceForADatabase()
    {
        Manifest full = Take(BackupKind.Full, "full.bak");
        Take(BackupKind.Log, "1.trn");
        Manifest[] later = [Take(BackupKind.Log, "2.trn"), Take(BackupKind.Log, "3.trn")];

        SyncNote note = Assert.Single((await _shop.PlanAsync(under: [full.Media.Path, .. later.Select(manifest => manifest.Media.Path)])).Notes);

        Assert.Equal(ErrorCode.ChainBroken, note.Code);
        Assert.Contains("1.trn", note.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatLeadsThereIsProvenThere_OrGoesAlong_AndNothingIsTold()
    {
        Manifest full = Take(BackupKind.Full, "full.bak");
        Manifest log = Take(BackupKind.Log, "1.trn");
        Assert.Empty((await _shop.PlanAsync(under: [full.Media.Path, log.Media.Path])).Notes);
        await _shop.ShipAsync([full.Media.Path]);

        Assert.Empty((await _shop.PlanAsync(under: log.Media.Path)).Notes);
        Assert.Empty((await _shop.PlanAsync()).Notes);
    }

    [Fact]
    public async Task WhatCannotBeRestoredHereEither_IsNoMatterOfTheChoice()
    {
        Take(BackupKind.Full, "full.bak", isThere: false);
        Manifest log = Take(BackupKind.Log, "1.trn");
        Take(BackupKind.Log, "2.trn");

        Assert.Empty((await _shop.PlanAsync(under: log.Media.Path)).Notes);
    }

    private Manifest Take(BackupKind kind, string name, bool isThere = true)
    {
        _history.Work();
        BackupSet set = _history.Take(kind).Set;
        _history.Now += TimeSpan.FromMinutes(10);
        return isThere ? _shop.Backup(name, 20_000, set) : SomeMedia.Manifest(name, set);
    }
}
