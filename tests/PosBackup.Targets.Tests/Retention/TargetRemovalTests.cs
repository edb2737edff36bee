using PosBackup.Engine;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Targets;
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
    public async Task Run_LeavesADeniedTargetToOthersAndFailsNothing()
    {
        HeldMedia full = await _shop.ShipAsync("full.bak");
        HeldMedia differential = await _shop.ShipAsync("diff.bak", full);
        _shop.Target.Refuse = (call, _) => call == "Delete" ? new TargetException(TargetFailure.Denied, "hq: permission denied", "ask") : null;

        PlaceResult result = await _shop.RunAsync(RemovalShop.Plan([differential, full]));

        Assert.Equal((RetentionOutcome.LeftToOthers, ErrorCode.None), (result.Outcome, result.Code));
        Assert.Equal([RemovalOutcome.NotTried, RemovalOutcome.NotTried], result.Removals.Select(removal => removal.Outcome));
        Assert.Contains("permission denied", Assert.Single(result.Notes).Message, StringComparison.Ordinal);
        Assert.True(_shop.IsWhole(full) && _shop.IsWhole(differential));
        Assert.Empty(await _shop.SeeBegunAsync());
    }

    [Fact]
    public async Task Run_TakesOneFileThatMayNotGoForNoMoreThanThat()
    {
        HeldMedia locked = await _shop.ShipAsync("locked.bak");
        HeldMedia other = await _shop.ShipAsync("other.bak");
        _shop.Target.Refuse = (call, path) => call == "Delete" && path == RemovalShop.PathOf(locked) ? new TargetException(TargetFailure.Denied, "hq: it is locked", "unlock it") : null;

        PlaceResult result = await _shop.RunAsync(RemovalShop.Plan([locked, other]));

        Assert.Equal((RetentionOutcome.Failed, other.Length), (result.Outcome, result.FreedBytes));
        Assert.Equal([(RemovalOutcome.Failed, ErrorCode.TargetAccessDenied), (RemovalOutcome.Removed, ErrorCode.None)], result.Removals.Select(removal => (removal.Outcome, removal.Code)));
        Assert.True(_shop.IsWhole(locked) && _shop.IsGone(other));
    }

    [Fact]
    public async Task Run_TriesTwoFilesOfATargetThatIsDeniedAndNoMore()
    {
        HeldMedia[] media = [await _shop.ShipAsync("first.bak"), await _shop.ShipAsync("second.bak"), await _shop.ShipAsync("third.bak")];
        int deletes = 0;
        _shop.Target.Refuse = (call, _) => call == "Delete" && ++deletes > 0 ? new TargetException(TargetFailure.Denied, "hq: permission denied", "ask") : null;

        PlaceResult result = await _shop.RunAsync(RemovalShop.Plan(media));

        Assert.Equal((RetentionOutcome.LeftToOthers, 2), (result.Outcome, deletes));
        Assert.Equal(Enumerable.Repeat((RemovalOutcome.NotTried, ErrorCode.None, (string?)null), 3), result.Removals.Select(removal => (removal.Outcome, removal.Code, removal.Message)));
        Assert.Equal("this account may not remove anything from hq, and leaves it to whoever may: hq: permission denied", Assert.Single(result.Notes).Message);
        Assert.Equal(media.Select(one => one.MediaSetId), result.Removals.Select(removal => removal.Decision.Media.MediaSetId));
        Assert.All(media, one => Assert.True(_shop.IsWhole(one)));
    }

    [Fact]
    public async Task Run_TellsOfWhatChangedAlsoWhereAllElseIsLeftToOthers()
    {
        HeldMedia changed = await _shop.ShipAsync("changed.bak");
        HeldMedia other = await _shop.ShipAsync("other.bak");
        _shop.Target.Store.Find(RemovalShop.PathOf(changed))!.Write(changed.Length, [1]);
        _shop.Target.Refuse = (call, _) => call == "Delete" ? new TargetException(TargetFailure.Denied, "hq: permission denied", "ask") : null;

        PlaceResult result = await _shop.RunAsync(RemovalShop.Plan([changed, other]));

        Assert.Equal(RetentionOutcome.Failed, result.Outcome);
        Assert.Equal([RemovalOutcome.Left, RemovalOutcome.NotTried], result.Removals.Select(removal => removal.Outcome));
        Assert.Contains("permission denied", Assert.Single(result.Notes).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AsksNothingOfATargetThatIsAppendOnly()
    {
        HeldMedia full = await _shop.ShipAsync("full.bak");
        _shop.Target.Refuse = (call, _) => new InvalidOperationException(call);
        PlacePlan plan = RemovalShop.Plan([full]);

        PlaceResult result = await _shop.RunAsync(plan with { Facts = plan.Facts with { IsAppendOnly = true } });

        Assert.Equal(RetentionOutcome.LeftToOthers, result.Outcome);
        Assert.Equal(RemovalOutcome.NotTried, Assert.Single(result.Removals).Outcome);
        Assert.Single(result.Notes);
    }

    [Fact]
    public async Task Run_DeniedLaterFailsOnlyThatOneAndWhatItNeeds()
    {
        HeldMedia full = await _shop.ShipAsync("full.bak");
        HeldMedia differential = await _shop.ShipAsync("diff.bak", full);
        HeldMedia first = await _shop.ShipAsync("first.bak");
        HeldMedia last = await _shop.ShipAsync("last.bak");
        _shop.Target.Refuse = (call, path) => call == "Delete" && path == RemovalShop.PathOf(differential) ? new TargetException(TargetFailure.Denied, "hq: permission denied", "ask") : null;

        PlaceResult result = await _shop.RunAsync(RemovalShop.Plan([first, differential, full, last]));

        Assert.Equal([RemovalOutcome.Removed, RemovalOutcome.Failed, RemovalOutcome.NotTried, RemovalOutcome.Removed], result.Removals.Select(removal => removal.Outcome));
        Assert.Equal(RetentionOutcome.Failed, result.Outcome);
        Assert.True(_shop.IsWhole(full) && _shop.IsWhole(differential));
        Assert.Equal([AuditKind.Removing, AuditKind.Failed], await _shop.LoggedAsync(differential));
    }

    [Fact]
    public async Task Run_StopsWhereTheLineIsLostAndTheNextRunEndsIt()
    {
        HeldMedia full = await _shop.ShipAsync("full.bak");
        HeldMedia other = await _shop.ShipAsync("other.bak");
        _shop.Target.Refuse = (call, path) =>
        {
            if (call != "Delete")
                return null;

            // Done, but the answer never came.
            _shop.Target.Store.Remove(path);
            return new TargetException(TargetFailure.Lost, "hq: the line was cut", "try again");
        };

        PlaceResult result = await _shop.RunAsync(RemovalShop.Plan([full, other]));

        Assert.Equal((RetentionOutcome.Failed, ErrorCode.TargetUnavailable), (result.Outcome, result.Code));
        Assert.Equal([RemovalOutcome.Failed, RemovalOutcome.NotTried], result.Removals.Select(removal => removal.Outcome));
        Assert.Equal([AuditKind.Removing, AuditKind.Interrupted], await _shop.LoggedAsync(full));
        Assert.True(_shop.IsWhole(other));

        _shop.Target.Refuse = null;
        result = await _shop.RunAsync(RemovalShop.Plan(await _shop.SeeAsync(full, other)));

        Assert.Equal(RetentionOutcome.Succeeded, result.Outcome);
        Assert.True(_shop.IsGone(full) && _shop.IsGone(other));
        Assert.Equal(AuditKind.Removed, (await _shop.LoggedAsync(full))[^1]);
    }

    [Fact]
    public async Task Run_EndsARemovalOfTheLastFileOfAFolder_WhenItsLossWasAccepted()
    {
        HeldMedia full = await _shop.ShipAsync("full.bak");
        _shop.Target.Refuse = (call, _) => call == "Delete" ? new KilledException() : null;
        await Assert.ThrowsAsync<KilledException>(() => _shop.RunAsync(RemovalShop.Plan([full])));
        _shop.Target.Refuse = null;
        _shop.Target.Store.Remove(RemovalShop.PathOf(full));
        _shop.Target.Store.Remove(RemovalShop.ManifestOf(full));
        Assert.Contains("--accept-loss", Assert.Single((await _shop.RunAsync(RemovalShop.Plan([]))).Notes).Hint, StringComparison.Ordinal);

        _shop.Catalog.ForgetCopy("hq", medium: "", full.Files[0].Path);
        PlaceResult result = await _shop.RunAsync(RemovalShop.Plan([]));

        Assert.Contains("is ended", Assert.Single(result.Notes).Message, StringComparison.Ordinal);
        Assert.Empty(await _shop.SeeBegunAsync());
    }

    [Fact]
    public async Task Run_ClearsNoManifestOfACopyThatCameBack()
    {
        HeldMedia full = await _shop.ShipAsync("full.bak");
        int deletes = 0;
        _shop.Target.Refuse = (call, _) => call == "Delete" && ++deletes == 2 ? new KilledException() : null;
        await Assert.ThrowsAsync<KilledException>(() => _shop.RunAsync(RemovalShop.Plan([full])));
        _shop.Target.Refuse = null;
        await _shop.ShipAsync();

        await _shop.RunAsync(RemovalShop.Plan([]));

        Assert.True(_shop.IsWhole(full));
        Assert.Single(await _shop.SeeBegunAsync());

        await _shop.RunAsync(RemovalShop.Plan([], await _shop.SeeAsync(full)));

        Assert.True(_shop.IsWhole(full));
        Assert.Empty(await _shop.SeeBegunAsync());
    }

    [Fact]
    public async Task Run_EndsWhatARunBeforeBeganWhereverThatWasKilled()
    {
        bool wasKilled = true;
        for (int kill = 0; wasKilled; kill++)
        {
            using var shop = new RemovalShop();
            HeldMedia full = await shop.ShipAsync("full.bak");
            HeldMedia differential = await shop.ShipAsync("diff.bak", full);
            HeldMedia kept = await shop.ShipAsync("kept.bak");
            int left = kill;
            wasKilled = false;
            shop.Target.Refuse = (_, _) =>
            {
                wasKilled |= left-- <= 0;
                return wasKilled ? new KilledException() : null;
            };
            try
            {
                await shop.RunAsync(RemovalShop.Plan([differential, full], kept));
            }
            catch (KilledException)
            {
                // So it goes.
            }

            shop.Target.Refuse = null;
            Assert.True(shop.IsWhole(kept), $"killed at {kill}: what was kept is not whole");
            Assert.True(shop.IsWhole(full) || shop.IsGone(differential), $"killed at {kill}: what is needed went first");

            PlaceResult result = await shop.RunAsync(RemovalShop.Plan(await shop.SeeAsync(differential, full), kept));

            Assert.True(result.Outcome == RetentionOutcome.Succeeded, $"killed at {kill}: {result.Message} {string.Join("; ", result.Removals.Select(removal => removal.Message))}");
            Assert.True(shop.IsGone(full) && shop.IsGone(differential), $"killed at {kill}: {string.Join(", ", shop.Target.Store.Files)}");
            Assert.True(shop.IsWhole(kept));
            Assert.Equal(AuditKind.Removed, (await shop.LoggedAsync(full))[^1]);
            Assert.Empty(await shop.SeeBegunAsync());
            Assert.True((await shop.Log.VerifyAsync()).IsIntact);
            Assert.InRange(kill, 0, 60);
        }
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

    /// <summary>The process is gone: nobody is there to catch it.</summary>
    private sealed class KilledException : Exception;
}
