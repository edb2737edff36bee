using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Retention.Steps;

namespace PosBackup.Engine.Tests.Retention.Steps;

/// <summary>What cannot be written down, or cannot be deleted.</summary>
public sealed class FailedRemovalTests : IDisposable
{
    private readonly RemovalStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Run_RemovesNothingThatCannotBeWrittenDown()
    {
        HeldMedia full = await _store.BackupAsync("full");
        HeldMedia second = await _store.BackupAsync("second");
        Directory.CreateDirectory(_store.Log.Path);

        PlaceResult result = await _store.RunAsync(RemovalStore.Plan([full, second]));

        Assert.Equal((RetentionOutcome.Failed, ErrorCode.FileAccess), (result.Outcome, result.Code));
        Assert.Equal(2, result.Removals.Count);
        Assert.True(await _store.IsWholeAsync(full) && await _store.IsWholeAsync(second));
    }

    [Fact]
    public async Task Run_ThatCannotDeleteSaysSoAndIsNotBegun()
    {
        HeldMedia full = await _store.BackupAsync("full");
        HeldMedia differential = await _store.BackupAsync("diff", full);
        var place = new ObservedPlace(
            new LocalRemoval(_store.Catalog), deleting: path => throw new PosBackupException(ErrorCode.FileAccess, $"{path} cannot be deleted: another program has it open", "Close it."));

        PlaceResult result = await _store.RunAsync(RemovalStore.Plan([differential, full]), place);

        Assert.Equal([(RemovalOutcome.Failed, "Close it."), (RemovalOutcome.NotTried, "It goes when what needs it has gone.")], result.Removals.Select(removal => (removal.Outcome, removal.Hint)));
        Assert.Equal([AuditKind.Removing, AuditKind.Failed], await _store.LoggedAsync(differential));
        Assert.Empty((await BegunRemovals.ReadAsync(_store.Log, default)).In(RetentionPlace.Here, address: null));
        Assert.Equal(0, result.FreedBytes);
    }

    [Fact]
    public async Task Run_FailsWhatIsStillThereAfterItsDeletion()
    {
        HeldMedia striped = await _store.BackupAsync("full", stripes: 2);
        byte[] content = await File.ReadAllBytesAsync(striped.Files[1].Path);
        var place = new ObservedPlace(new LocalRemoval(_store.Catalog), deletedAsync: path => path == striped.Files[1].Path ? File.WriteAllBytesAsync(path, content) : Task.CompletedTask);

        PlaceResult result = await _store.RunAsync(RemovalStore.Plan([striped]), place);

        RemovalResult removal = Assert.Single(result.Removals);
        Assert.Equal((RetentionOutcome.Failed, ErrorCode.FileAccess, striped.Files[0].Length), (result.Outcome, removal.Code, removal.FreedBytes));
        Assert.Equal($"the deletion of {striped.Files[1].Path} was acknowledged, and the file is still there; {striped.Files[0].Path} of the same media set went before it: nothing can be restored from the rest, and the next run goes on", removal.Message);
        Assert.Equal([AuditKind.Removing, AuditKind.Interrupted], await _store.LoggedAsync(striped));
    }

    [Fact]
    public async Task Run_ThatFailsAtTheSecondStripeStaysBegun()
    {
        HeldMedia striped = await _store.BackupAsync("full", stripes: 2);
        int calls = 0;
        var place = new ObservedPlace(new LocalRemoval(_store.Catalog), deleting: path =>
        {
            if (++calls == 2)
                throw new PosBackupException(ErrorCode.FileAccess, $"{path} cannot be deleted", "Close it.");
        });

        PlaceResult result = await _store.RunAsync(RemovalStore.Plan([striped]), place);

        Assert.Equal(striped.Files[0].Length, result.FreedBytes);
        Assert.Equal([AuditKind.Removing, AuditKind.Interrupted], await _store.LoggedAsync(striped));
        HeldMedia left = (await _store.SeeAsync(striped))!;
        Assert.True(left is { IsBeingRemoved: true, IsWhole: false });
        Assert.Equal(RetentionOutcome.Succeeded, (await _store.RunAsync(RemovalStore.Plan([left]))).Outcome);
        Assert.True(_store.IsGone(striped));
    }
}
