using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Retention.Steps;

namespace PosBackup.Engine.Tests.Retention.Steps;

/// <summary>What becomes of a removal that a run before began and did not end.</summary>
public sealed class ResumedRemovalTests : IDisposable
{
    private readonly RemovalStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_EndsWhatARunBeforeBeganWhereverThatWasKilled(bool afterTheCall)
    {
        bool wasKilled = true;
        for (int kill = 0; wasKilled; kill++)
        {
            using var store = new RemovalStore();
            HeldMedia full = await store.BackupAsync("full", stripes: 2);
            HeldMedia differential = await store.BackupAsync("diff", full, stripes: 2);
            HeldMedia kept = await store.BackupAsync("kept", stripes: 2);
            var place = new KilledPlace(new LocalRemoval(store.Catalog), kill, afterTheCall);
            try
            {
                await store.RunAsync(RemovalStore.Plan([differential, full], kept), place);
            }
            catch (KilledException)
            {
                // So it goes.
            }

            wasKilled = place.WasKilled;
            Assert.True(await store.IsWholeAsync(kept), $"killed at {kill}: what was kept is not whole");
            Assert.True(await store.IsWholeAsync(full) || store.IsGone(differential) || (await store.LoggedAsync(differential)).Contains(AuditKind.Removed), $"killed at {kill}: what is needed went first");

            HeldMedia[] left = [.. new[] { await store.SeeAsync(differential), await store.SeeAsync(full) }.OfType<HeldMedia>()];
            PlaceResult result = await store.RunAsync(RemovalStore.Plan(left, kept));

            Assert.True(result.Outcome == RetentionOutcome.Succeeded, $"killed at {kill}: {result.Message} {string.Join("; ", result.Removals.Select(removal => removal.Message))}");
            Assert.True(store.IsGone(full) && store.IsGone(differential), $"killed at {kill}: {string.Join(", ", store.Files)}");
            Assert.True(await store.IsWholeAsync(kept), $"killed at {kill}: what was kept is not whole");
            Assert.Equal(AuditKind.Removed, (await store.LoggedAsync(differential))[^1]);
            Assert.Equal(AuditKind.Removed, (await store.LoggedAsync(full))[^1]);
            Assert.Empty((await BegunRemovals.ReadAsync(store.Log, default)).In(RetentionPlace.Here, address: null));
            Assert.True((await store.Log.VerifyAsync()).IsIntact);
            Assert.InRange(kill, 0, 100);
        }
    }

    [Fact]
    public async Task Run_EndsARemovalInAnEmptyFolder_WhenTheCatalogExpectsItNoLonger()
    {
        HeldMedia full = await _store.BackupAsync("mount/full");
        await _store.BeginAsync(full);
        Directory.Delete(_store.File("mount"), recursive: true);
        Assert.Contains("'posbackup catalog forget' with its path ends the removal", Assert.Single((await _store.RunAsync(RemovalStore.Plan([]))).Notes).Hint, StringComparison.Ordinal);

        _store.Catalog.Forget(full.Files[0].Path);
        PlaceResult result = await _store.RunAsync(RemovalStore.Plan([]));

        Assert.Contains("is ended", Assert.Single(result.Notes).Message, StringComparison.Ordinal);
        Assert.Equal([AuditKind.Removing, AuditKind.Removed], await _store.LoggedAsync(full));
    }

    [Fact]
    public async Task Run_GoesOnWhereTheFolderOfABegunRemovalCannotBeRead()
    {
        HeldMedia begun = await _store.BackupAsync("away/begun");
        HeldMedia other = await _store.BackupAsync("other");
        await _store.BeginAsync(begun);
        var place = new ObservedPlace(
            new LocalRemoval(_store.Catalog), looking: path => _ = path == begun.Files[0].Path ? throw new PosBackupException(ErrorCode.FileAccess, "nobody can tell", "Run under another account.") : path);

        PlaceResult result = await _store.RunAsync(RemovalStore.Plan([other]), place);

        Assert.Equal(RemovalOutcome.Removed, Assert.Single(result.Removals).Outcome);
        RetentionNote note = Assert.Single(result.Notes);
        Assert.Equal((ErrorCode.FileAccess, $"the removal of {begun.Files[0].Path}, which an earlier run had begun, is not ended: nobody can tell", "Run under another account."), (note.Code, note.Message, note.Hint));
    }

    [Fact]
    public async Task Run_EndsNothingOnADiskThatIsNotMounted()
    {
        HeldMedia full = await _store.BackupAsync("full");
        HeldMedia kept = await _store.BackupAsync("kept");
        await _store.BeginAsync(full, kept);

        PlaceResult result = await _store.RunAsync(RemovalStore.Plan([], kept), new UnmountedPlace(new LocalRemoval(_store.Catalog)));

        Assert.Contains("not mounted", Assert.Single(result.Notes).Message, StringComparison.Ordinal);
        Assert.Equal([AuditKind.Removing], await _store.LoggedAsync(full));
        Assert.True(await _store.IsWholeAsync(full));
    }

    [Fact]
    public async Task Run_EndsNothingInAnEmptyMountPoint_ThatHasOnlyWhatSystemsLeaveThere()
    {
        HeldMedia full = await _store.BackupAsync("mount/full");
        await _store.BeginAsync(full);
        foreach (string file in Directory.GetFiles(_store.File("mount")))
            File.Delete(file);
        foreach (string stray in (string[])[".DS_Store", "Thumbs.db", "desktop.ini", "._full.bak", ".Shop.posbackup.lock"])
            await File.WriteAllTextAsync(_store.File($"mount/{stray}"), "");

        PlaceResult result = await _store.RunAsync(RemovalStore.Plan([]));

        Assert.Contains("not mounted", Assert.Single(result.Notes).Message, StringComparison.Ordinal);
        Assert.Equal([AuditKind.Removing], await _store.LoggedAsync(full));
        Assert.Single(_store.Catalog.List());
    }

    [Fact]
    public async Task Run_DoesNotEndARemovalOfWhichAStripeIsOnADiskThatIsNotMounted()
    {
        HeldMedia striped = await _store.BackupAsync("full", stripes: 2);
        await _store.BeginAsync(striped);
        string away = striped.Files[0].Path;
        HeldMedia left = striped with { Files = [striped.Files[1]], IsBeingRemoved = true };

        PlaceResult result = await _store.RunAsync(RemovalStore.Plan([left]), new HalfMountedPlace(new LocalRemoval(_store.Catalog), away));

        RemovalResult removal = Assert.Single(result.Removals);
        Assert.Equal((RemovalOutcome.Failed, ErrorCode.FileAccess), (removal.Outcome, removal.Code));
        Assert.Contains("not mounted", removal.Message, StringComparison.Ordinal);
        Assert.Equal([AuditKind.Removing, AuditKind.Removing, AuditKind.Interrupted], await _store.LoggedAsync(striped));
        Assert.Contains(_store.Catalog.List(), entry => entry.Path == away);
        Assert.Equal(RetentionOutcome.Succeeded, (await _store.RunAsync(RemovalStore.Plan([(await _store.SeeAsync(striped))!]))).Outcome);
        Assert.True(_store.IsGone(striped));
    }

    [Fact]
    public async Task Run_DoesNotTakeMediaThatWereOverwrittenSinceForHalfRemoved()
    {
        HeldMedia full = await _store.BackupAsync("full");
        await _store.BeginAsync(full);
        HeldMedia other = full with { Sets = [full.Sets[0] with { SetGuid = Guid.NewGuid() }] };
        File.Delete(full.Files[0].Path);

        PlaceResult result = await _store.RunAsync(RemovalStore.Plan([other], await _store.BackupAsync("kept")));

        Assert.Equal(RemovalOutcome.Left, Assert.Single(result.Removals).Outcome);
    }
}
