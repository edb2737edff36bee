using PosBackup.Engine.Catalog;
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
