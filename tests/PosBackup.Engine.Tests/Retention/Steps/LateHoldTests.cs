using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Planning;
using PosBackup.Engine.Retention.Policies;
using PosBackup.Engine.Retention.Steps;
using PosBackup.Engine.Tests.Retention.Audit;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Retention.Steps;

/// <summary>Holds that are put, or lost, while a run removes.</summary>
public sealed class LateHoldTests : IAsyncLifetime, IDisposable
{
    private static readonly RetentionPolicy Hour = new() { Window = TimeSpan.FromHours(1), Foreign = SetTreatment.AsOthers, MaximumDelete = 1, Copies = 0, Zone = TimeZoneInfo.Utc };

    private readonly RemovalStore _store = new();
    private HeldMedia[] _media = [];

    private HoldStore Holds => HoldStore.Beside(_store.Catalog);

    private HeldMedia Full => _media[0];

    private HeldMedia Differential => _media[1];

    /// <summary>A full and its differential, and three fulls since: the last two are the window.</summary>
    public async Task InitializeAsync()
    {
        HeldMedia full = await _store.BackupAsync("full");
        _media = [full, await _store.BackupAsync("diff", full), await _store.BackupAsync("first"), await _store.BackupAsync("second"), await _store.BackupAsync("third")];
        for (int i = 0; i < _media.Length; i++)
        {
            // One after another in the log as well, as their media are all of one sample.
            var lsn = new Lsn((uint)(100 + i), 8, 1);
            _media[i] = _media[i] with { Verdict = Verdict.Intact, Sets = [_media[i].Sets[0] with { FirstLsn = lsn, LastLsn = lsn, CheckpointLsn = lsn }] };
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task WithoutOne_AllGoesThatThePolicyLetsGo() =>
        Assert.Equal(["first.bak", "diff.bak", "full.bak"], (await RunAsync(_ => Task.CompletedTask)).Removals.Select(Name));

    [Fact]
    public async Task AHoldThatIsPutDuringTheRun_KeepsItsSetAndWhatThatNeeds()
    {
        PlaceResult result = await RunAsync(_ => HoldAsync(Differential));

        Assert.Equal(RetentionOutcome.Succeeded, result.Outcome);
        Assert.Equal([RemovalOutcome.Removed, RemovalOutcome.Held, RemovalOutcome.Held], result.Removals.Select(removal => removal.Outcome));
        Assert.Contains("a hold is on it: the audit", result.Removals[1].Message, StringComparison.Ordinal);
        Assert.Contains($"set {Differential.Sets[0].SetGuid}, which is kept, needs it", result.Removals[2].Message, StringComparison.Ordinal);
        Assert.True(await _store.IsWholeAsync(Full));
        Assert.True(await _store.IsWholeAsync(Differential));
    }

    [Fact]
    public async Task AHoldOnAFull_LetsWhatBuildsOnItGo()
    {
        PlaceResult result = await RunAsync(_ => HoldAsync(Full));

        Assert.Equal([RemovalOutcome.Removed, RemovalOutcome.Removed, RemovalOutcome.Held], result.Removals.Select(removal => removal.Outcome));
        Assert.True(await _store.IsWholeAsync(Full));
    }

    [Theory]
    [InlineData(true, ErrorCode.HoldsLost)]
    [InlineData(false, ErrorCode.HoldFileInvalid)]
    public async Task HoldsThatAreLostDuringTheRun_EndIt(bool isGone, ErrorCode code)
    {
        await Holds.ChangeAsync(file => file.With(new RetentionHold(Guid.NewGuid(), "another", Until: null)));

        PlaceResult result = await RunAsync(_ =>
        {
            File.Delete(Holds.Path);
            return isGone ? Task.CompletedTask : File.WriteAllTextAsync(Holds.Path, "{");
        });

        Assert.Equal((RetentionOutcome.Failed, code), (result.Outcome, result.Code));
        Assert.Equal([RemovalOutcome.Removed, RemovalOutcome.NotTried, RemovalOutcome.NotTried], result.Removals.Select(removal => removal.Outcome));
        Assert.True(await _store.IsWholeAsync(Differential));
    }

    private Task<HoldFile> HoldAsync(HeldMedia media) => Holds.ChangeAsync(file => file.With(new RetentionHold(media.Sets[0].SetGuid, "the audit", Until: null)));

    private async Task<PlaceResult> RunAsync(Func<string, Task> atTheFirst)
    {
        // The samples were taken long ago, and somebody has looked into that.
        var facts = new RetentionFacts { Now = SomeMedia.Noon.AddHours(5), Places = [new PlaceFacts { Place = RetentionPlace.Here, Policy = Hour }], Media = _media, Policy = Hour, Acknowledged = [new Acknowledgement(_media[^1].Sets[0].SetGuid, Suspicion.Time, SomeMedia.Noon.AddHours(5))] };
        var watched = new WatchedHolds(Holds);
        var late = new LateHolds(watched, facts, await watched.ReadAsync(default));
        bool isFirst = true;
        var place = new ObservedPlace(new LocalRemoval(_store.Catalog), deletedAsync: async path =>
        {
            if (isFirst)
                await atTheFirst(path);
            isFirst = false;
        });
        return await new PlaceRemoval(RetentionPlanner.Plan(facts).Places[0], place, _store.Log, SomeAudit.Actor, NullObserver.Instance, late).RunAsync(default);
    }

    private static string Name(RemovalResult removal) => Path.GetFileName(removal.Decision.Media.Files[0].Path);
}
