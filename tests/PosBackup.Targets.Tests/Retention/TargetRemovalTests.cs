using PosBackup.Engine;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Transfers;
using PosBackup.Targets.Tests.Contract;

namespace PosBackup.Targets.Tests.Retention;

public sealed class TargetRemovalTests : IDisposable
{
    private readonly RemovalShop _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Run_RemovesCopiesAndTheirManifestsAndNothingElse()
    {
        HeldMedia full = await _shop.ShipAsync("full.bak");
        HeldMedia differential = await _shop.ShipAsync("diff.bak", full);
        HeldMedia kept = await _shop.ShipAsync("kept.bak");

        PlaceResult result = await _shop.RunAsync(RemovalShop.Plan([differential, full], kept));

        Assert.Equal((RetentionOutcome.Succeeded, full.Length + differential.Length), (result.Outcome, result.FreedBytes));
        Assert.True(_shop.IsGone(full) && _shop.IsGone(differential) && _shop.IsWhole(kept));
        Assert.Equal(2, _shop.Target.Store.Files.Count);
        Assert.Equal([AuditKind.Removing, AuditKind.Removed], await _shop.LoggedAsync(full));
        Assert.Equal(3, _shop.Catalog.List().Count);
    }

    [Fact]
    public async Task Run_ListsEachFolderOnceAndDeletesNothingBefore()
    {
        HeldMedia full = await _shop.ShipAsync("full.bak");
        HeldMedia differential = await _shop.ShipAsync("diff.bak", full);
        var calls = new List<string>();
        _shop.Target.Refuse = (call, _) =>
        {
            calls.Add(call);
            return null;
        };

        await _shop.RunAsync(RemovalShop.Plan([differential, full]));

        Assert.Equal("List", calls[0]);
        Assert.Single(calls, call => call == "List");
        Assert.Equal(4, calls.Count(call => call == "Delete"));
    }

    [Fact]
    public async Task Run_LeavesACopyThatIsGone()
    {
        HeldMedia full = await _shop.ShipAsync("full.bak");
        _shop.Target.Store.Remove(RemovalShop.PathOf(full));

        await RequireLeftAsync(full);

        Assert.True(_shop.Has(RemovalShop.ManifestOf(full)));
    }

    [Fact]
    public async Task Run_LeavesACopyOfAnotherLength()
    {
        HeldMedia full = await _shop.ShipAsync("full.bak");
        _shop.Target.Store.Find(RemovalShop.PathOf(full))!.Write(full.Length, [1, 2, 3]);

        await RequireLeftAsync(full);

        Assert.True(_shop.IsWhole(full));
    }

    [Fact]
    public async Task Run_LeavesACopyWhoseManifestIsGone()
    {
        HeldMedia full = await _shop.ShipAsync("full.bak");
        _shop.Target.Store.Remove(RemovalShop.ManifestOf(full));

        await RequireLeftAsync(full);

        Assert.True(_shop.Has(RemovalShop.PathOf(full)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_LeavesACopyWhoseManifestTellsOfOtherMedia(bool isReadable)
    {
        HeldMedia full = await _shop.ShipAsync("full.bak");
        HeldMedia other = await _shop.ShipAsync("other.bak");
        byte[] strange = isReadable ? _shop.Target.Store.Find(RemovalShop.ManifestOf(other))!.ToArray() : "{ \"what\": 1 }"u8.ToArray();
        MemoryFile manifest = _shop.Target.Store.Find(RemovalShop.ManifestOf(full))!;
        manifest.SetLength(0);
        manifest.Write(0, strange);

        await RequireLeftAsync(full);

        Assert.True(_shop.IsWhole(full));
    }

    [Fact]
    public async Task Run_LeavesACopyWhoseContentWasSentAnew()
    {
        HeldMedia full = await _shop.ShipAsync("full.bak");

        await RequireLeftAsync(full with { Files = [full.Files[0] with { Sha256 = new string('a', 64) }] });

        Assert.True(_shop.IsWhole(full));
    }

    [Fact]
    public async Task Run_LeavesAPathThatLeadsOutOfTheTarget()
    {
        HeldMedia full = await _shop.ShipAsync("full.bak");

        await RequireLeftAsync(full with { Files = [full.Files[0] with { Path = "../full.bak" }] });
    }

    [Fact]
    public async Task Run_KeepsShippingOutWhileItIsAtWork()
    {
        HeldMedia full = await _shop.ShipAsync("full.bak");
        Task<PlaceResult>? other = null;
        Task<TargetSyncResult>? sync = null;
        _shop.Target.Refuse = (call, _) =>
        {
            if (call == "Delete" && sync is null)
            {
                sync = _shop.TryShipAsync();
                other = _shop.RunAsync(RemovalShop.Plan([full]));
            }

            return null;
        };

        PlaceResult result = await _shop.RunAsync(RemovalShop.Plan([full]));

        Assert.Equal((RetentionOutcome.Succeeded, ErrorCode.Busy, ErrorCode.Busy), (result.Outcome, (await sync!).Code, (await other!).Code));
    }

    private async Task RequireLeftAsync(HeldMedia media)
    {
        RemovalResult left = Assert.Single((await _shop.RunAsync(RemovalShop.Plan([media]))).Removals);

        Assert.Equal((RemovalOutcome.Left, ErrorCode.SourceChanged, 0L), (left.Outcome, left.Code, left.FreedBytes));
        Assert.Contains("full.bak", left.Message, StringComparison.Ordinal);
        Assert.Equal([AuditKind.Left], await _shop.LoggedAsync(media));
    }
}
