using PosBackup.Engine.Catalog;
using PosBackup.Engine.Files;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Retention.Steps;
using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Tests.Support.Sample;

namespace PosBackup.Engine.Tests.Retention.Steps;

public sealed class LocalRemovalTests : IDisposable
{
    private readonly RemovalStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Run_RemovesWhatGoesAndNothingElse()
    {
        HeldMedia full = await _store.BackupAsync("full");
        HeldMedia differential = await _store.BackupAsync("diff", full);
        HeldMedia kept = await _store.BackupAsync("kept");
        await File.WriteAllTextAsync(_store.File("letter.txt"), "Dear shop,");

        PlaceResult result = await _store.RunAsync(RemovalStore.Plan([differential, full], kept));

        Assert.Equal(RetentionOutcome.Succeeded, result.Outcome);
        Assert.Equal([RemovalOutcome.Removed, RemovalOutcome.Removed], result.Removals.Select(removal => removal.Outcome));
        Assert.Equal(differential.Length + full.Length, result.FreedBytes);
        Assert.Equal(["kept.bak", "kept.bak.manifest.json", "letter.txt"], _store.Files);
        Assert.True(await _store.IsWholeAsync(kept));
        Assert.Equal([kept.Files[0].Path], _store.Catalog.List().Select(entry => entry.Path));
        Assert.Equal([AuditKind.Removing, AuditKind.Removed], await _store.LoggedAsync(full));
        Assert.True((await _store.Log.VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task Run_WritesDownWhatWhyAndByWhom()
    {
        HeldMedia full = await _store.BackupAsync("full", stripes: 2);
        await _store.RunAsync(RemovalStore.Plan([full]));

        var entries = new List<AuditEntry>();
        await foreach (AuditRecord record in _store.Log.ReadAsync())
            entries.Add(record.Entry);

        AuditEntry removed = entries[^1];
        Assert.Equal(full.Files.Select(file => (file.Path, file.Stripe, file.Length, file.Sha256)), removed.Files.Select(file => (file.Path, file.Stripe, file.Length, file.Sha256)));
        AuditedSet set = Assert.Single(removed.Sets);
        Assert.Equal((full.Sets[0].SetGuid, "Shop", RetentionText.Of(RemoveReason.Expired)), (set.SetGuid, set.Database, set.Reason));
        Assert.Equal((RetentionPlace.Here, full.MediaSetId, full.Length, Audit.SomeAudit.Actor), (removed.Place, removed.MediaSetId!.Value, removed.Bytes, removed.Actor));
    }

    [Fact]
    public async Task Run_RemovesAllStripes()
    {
        HeldMedia striped = await _store.BackupAsync("striped", stripes: 3);

        PlaceResult result = await _store.RunAsync(RemovalStore.Plan([striped]));

        Assert.Equal((RetentionOutcome.Succeeded, striped.Length), (result.Outcome, result.FreedBytes));
        Assert.Empty(_store.Files);
        Assert.True(_store.IsGone(striped));
    }

    public static TheoryData<string> Changes => ["appended", "cut", "replaced", "gone", "write-protected", "folder", "manifest", "forgotten"];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Run_LeavesWhatIsNotWhatWasJudged(string change)
    {
        HeldMedia striped = await _store.BackupAsync("full", stripes: 2);
        HeldMedia other = await _store.BackupAsync("other");
        await ChangeAsync(striped.Files[1].Path, change);
        string[] before = _store.Files;

        PlaceResult result = await _store.RunAsync(RemovalStore.Plan([striped, other]));

        Assert.Equal([RemovalOutcome.Left, RemovalOutcome.Removed], result.Removals.Select(removal => removal.Outcome));
        Assert.Equal(RetentionOutcome.Failed, result.Outcome);
        Assert.Equal(ErrorCode.SourceChanged, result.Removals[0].Code);
        Assert.Contains("full_2.bak", result.Removals[0].Message, StringComparison.Ordinal);
        Assert.Equal(before.Except(["other.bak", "other.bak.manifest.json"], StringComparer.Ordinal), _store.Files);
        Assert.Equal([AuditKind.Left], await _store.LoggedAsync(striped));
    }

    [UnixFact]
    public async Task Run_NeverFollowsOrDeletesALink()
    {
        HeldMedia full = await _store.BackupAsync("full");
        string path = full.Files[0].Path;
        string elsewhere = _store.File("elsewhere.bak");
        File.Move(path, elsewhere);
        File.CreateSymbolicLink(path, elsewhere);

        PlaceResult result = await _store.RunAsync(RemovalStore.Plan([full]));

        Assert.Equal(RemovalOutcome.Left, Assert.Single(result.Removals).Outcome);
        Assert.Equal(elsewhere, new FileInfo(path).LinkTarget);
        Assert.True(File.Exists(elsewhere));
        Assert.Equal(ErrorCode.FileAccess, Assert.Throws<PosBackupException>(() => LocalDeletion.Delete(path)).Code);
    }

    [Fact]
    public async Task Run_KeepsWhatIsNeededByWhatStays()
    {
        HeldMedia full = await _store.BackupAsync("full");
        HeldMedia differential = await _store.BackupAsync("diff", full);
        HeldMedia otherFull = await _store.BackupAsync("other");
        HeldMedia otherDifferential = await _store.BackupAsync("otherdiff", otherFull);
        await ChangeAsync(differential.Files[0].Path, "appended");

        PlaceResult result = await _store.RunAsync(RemovalStore.Plan([otherDifferential, differential, otherFull, full]));

        Assert.Equal([RemovalOutcome.Removed, RemovalOutcome.Left, RemovalOutcome.Removed, RemovalOutcome.NotTried], result.Removals.Select(removal => removal.Outcome));
        Assert.Contains(differential.Files[0].Path, result.Removals[3].Message, StringComparison.Ordinal);
        Assert.True(await _store.IsWholeAsync(full));
        Assert.Empty(await _store.LoggedAsync(full));
    }

    [Fact]
    public async Task Run_FinishesTheMediaInHandWhenItIsCancelled()
    {
        HeldMedia full = await _store.BackupAsync("full", stripes: 2);
        HeldMedia differential = await _store.BackupAsync("diff", full, stripes: 2);
        using var cancel = new CancellationTokenSource();
        var place = new ObservedPlace(new LocalRemoval(_store.Catalog), deleted: _ => cancel.Cancel());

        PlaceResult result = await _store.RunAsync(RemovalStore.Plan([differential, full]), place, cancel.Token);

        Assert.Equal(RetentionOutcome.Cancelled, result.Outcome);
        Assert.Equal([(RemovalOutcome.Removed, ErrorCode.None), (RemovalOutcome.NotTried, ErrorCode.Cancelled)], result.Removals.Select(removal => (removal.Outcome, removal.Code)));
        Assert.True(_store.IsGone(differential));
        Assert.True(await _store.IsWholeAsync(full));
    }

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
    public async Task Run_EndsARemovalInAnEmptyFolder_WhenTheCatalogExpectsItNoLonger()
    {
        HeldMedia full = await _store.BackupAsync("mount/full");
        await Assert.ThrowsAsync<KilledException>(() => _store.RunAsync(RemovalStore.Plan([full]), new ObservedPlace(new LocalRemoval(_store.Catalog), deleting: _ => throw new KilledException())));
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
        await Assert.ThrowsAsync<KilledException>(() => _store.RunAsync(RemovalStore.Plan([begun]), new ObservedPlace(new LocalRemoval(_store.Catalog), deleting: _ => throw new KilledException())));
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
        await Assert.ThrowsAsync<KilledException>(() => _store.RunAsync(RemovalStore.Plan([full], kept), new ObservedPlace(new LocalRemoval(_store.Catalog), deleting: _ => throw new KilledException())));

        PlaceResult result = await _store.RunAsync(RemovalStore.Plan([], kept), new UnmountedPlace(new LocalRemoval(_store.Catalog)));

        Assert.Contains("not mounted", Assert.Single(result.Notes).Message, StringComparison.Ordinal);
        Assert.Equal([AuditKind.Removing], await _store.LoggedAsync(full));
        Assert.True(await _store.IsWholeAsync(full));
    }

    [Fact]
    public async Task Run_EndsNothingInAnEmptyMountPoint_ThatHasOnlyWhatSystemsLeaveThere()
    {
        HeldMedia full = await _store.BackupAsync("mount/full");
        await Assert.ThrowsAsync<KilledException>(() => _store.RunAsync(RemovalStore.Plan([full]), new ObservedPlace(new LocalRemoval(_store.Catalog), deleting: _ => throw new KilledException())));
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
        await Assert.ThrowsAsync<KilledException>(() => _store.RunAsync(RemovalStore.Plan([striped]), new ObservedPlace(new LocalRemoval(_store.Catalog), deleting: _ => throw new KilledException())));
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
        await Assert.ThrowsAsync<KilledException>(() => _store.RunAsync(RemovalStore.Plan([full]), new ObservedPlace(new LocalRemoval(_store.Catalog), deleting: _ => throw new KilledException())));
        HeldMedia other = full with { Sets = [full.Sets[0] with { SetGuid = Guid.NewGuid() }] };
        File.Delete(full.Files[0].Path);

        PlaceResult result = await _store.RunAsync(RemovalStore.Plan([other], await _store.BackupAsync("kept")));

        Assert.Equal(RemovalOutcome.Left, Assert.Single(result.Removals).Outcome);
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

    private async Task ChangeAsync(string path, string change)
    {
        switch (change)
        {
            case "appended":
                await File.AppendAllTextAsync(path, "more");
                break;
            case "cut":
                await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(path))[..^512]);
                break;
            case "replaced":
                // The same length, and another set.
                await File.WriteAllBytesAsync(path, SampleMedia.Make(new SampleSet { SetGuid = Guid.NewGuid(), Kind = 'D' }));
                break;
            case "gone":
                File.Delete(path);
                break;
            case "write-protected":
                File.SetAttributes(path, FileAttributes.ReadOnly);
                break;
            case "folder":
                File.Delete(path);
                Directory.CreateDirectory(path);
                break;
            case "manifest":
                await ManifestStore.WriteAsync(path, SomeMedia.Manifest(path));
                break;
            default:
                _store.Catalog.Forget(path);
                break;
        }
    }
}
