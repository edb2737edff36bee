using PosBackup.Engine;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Targets;

namespace PosBackup.Targets.Tests.Retention;

/// <summary>What becomes of a removal at a target that a run before began and did not end.</summary>
public sealed class ResumedTargetRemovalTests : IDisposable
{
    private readonly RemovalShop _shop = new();

    public void Dispose() => _shop.Dispose();

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

    /// <summary>The process is gone: nobody is there to catch it.</summary>
    private sealed class KilledException : Exception;
}
