using PosBackup.Engine;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Audit;

namespace PosBackup.Targets.Tests.Retention;

/// <summary>Targets on which this account may not remove, or not everything.</summary>
public sealed class DeniedRemovalTests : IDisposable
{
    private readonly RemovalShop _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Run_LeavesADeniedTargetToOthersAndFailsNothing()
    {
        HeldMedia full = await _shop.ShipAsync("full.bak");
        HeldMedia differential = await _shop.ShipAsync("diff.bak", full);
        _shop.Deny();

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
        _shop.Deny(path => path == RemovalShop.PathOf(locked));

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
        _shop.Deny(_ => ++deletes > 0);

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
        _shop.Deny();

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
        _shop.Deny(path => path == RemovalShop.PathOf(differential));

        PlaceResult result = await _shop.RunAsync(RemovalShop.Plan([first, differential, full, last]));

        Assert.Equal([RemovalOutcome.Removed, RemovalOutcome.Failed, RemovalOutcome.NotTried, RemovalOutcome.Removed], result.Removals.Select(removal => removal.Outcome));
        Assert.Equal(RetentionOutcome.Failed, result.Outcome);
        Assert.True(_shop.IsWhole(full) && _shop.IsWhole(differential));
        Assert.Equal([AuditKind.Removing, AuditKind.Failed], await _shop.LoggedAsync(differential));
    }
}
