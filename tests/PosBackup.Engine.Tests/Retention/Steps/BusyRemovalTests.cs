using PosBackup.Engine.Files;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Steps;

namespace PosBackup.Engine.Tests.Retention.Steps;

/// <summary>Media and folders that somebody else is at work with.</summary>
public sealed class BusyRemovalTests : IDisposable
{
    private readonly RemovalStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Run_LetsOneRunInAtATime()
    {
        HeldMedia full = await _store.BackupAsync("full");
        HeldMedia second = await _store.BackupAsync("second");
        PlaceResult? other = null;
        var place = new ObservedPlace(new LocalRemoval(_store.Catalog), deletedAsync: async _ => other ??= await _store.RunAsync(RemovalStore.Plan([second])));

        PlaceResult result = await _store.RunAsync(RemovalStore.Plan([full]), place);

        Assert.Equal((RetentionOutcome.Succeeded, RetentionOutcome.Failed, ErrorCode.Busy), (result.Outcome, other!.Outcome, other.Code));
        Assert.Equal(RemovalOutcome.NotTried, Assert.Single(other.Removals).Outcome);
        Assert.True(await _store.IsWholeAsync(second));
        Assert.Equal(RetentionOutcome.Succeeded, (await _store.RunAsync(RemovalStore.Plan([second]))).Outcome);
    }

    [Fact]
    public async Task Run_StaysOutOfAFolderThatABackupIsAtWorkIn()
    {
        HeldMedia full = await _store.BackupAsync("full");
        using (FolderLock.Take(Path.GetDirectoryName(full.Files[0].Path)!, "Shop"))
        {
            RemovalResult busy = Assert.Single((await _store.RunAsync(RemovalStore.Plan([full]))).Removals);
            Assert.Equal((RemovalOutcome.Failed, ErrorCode.Busy), (busy.Outcome, busy.Code));
            Assert.True(await _store.IsWholeAsync(full));
        }

        Assert.Equal(RetentionOutcome.Succeeded, (await _store.RunAsync(RemovalStore.Plan([full]))).Outcome);
    }

    [Fact]
    public async Task Run_LeavesMediaOfWhichAStripeIsBeingRestored()
    {
        HeldMedia striped = await _store.BackupAsync("full", stripes: 2);
        HeldMedia other = await _store.BackupAsync("other");
        using (var restore = new ReadHold())
        {
            restore.Add([striped.Files[1].Path]);

            PlaceResult result = await _store.RunAsync(RemovalStore.Plan([striped, other]));

            Assert.Equal([(RemovalOutcome.Failed, ErrorCode.Busy), (RemovalOutcome.Removed, ErrorCode.None)], result.Removals.Select(removal => (removal.Outcome, removal.Code)));
            Assert.Contains("full_2.bak", result.Removals[0].Message, StringComparison.Ordinal);
            Assert.True(await _store.IsWholeAsync(striped));
            Assert.Empty(await _store.LoggedAsync(striped));
        }

        Assert.Equal(RetentionOutcome.Succeeded, (await _store.RunAsync(RemovalStore.Plan([striped]))).Outcome);
    }
}
