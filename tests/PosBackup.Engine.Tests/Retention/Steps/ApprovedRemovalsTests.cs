using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Steps;

namespace PosBackup.Engine.Tests.Retention.Steps;

/// <summary>What of a plan goes when only a part of it was approved.</summary>
public sealed class ApprovedRemovalsTests : IDisposable
{
    private readonly RemovalStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task WhatWasApproved_GoesAndTheRestStaysAndIsTold()
    {
        HeldMedia first = await _store.BackupAsync("first");
        HeldMedia second = await _store.BackupAsync("second");
        HeldMedia kept = await _store.BackupAsync("kept");
        PlacePlan plan = RemovalStore.Plan([second, first], kept);

        PlaceResult result = await RunAsync(plan, first);

        Assert.Equal(RetentionOutcome.Succeeded, result.Outcome);
        Assert.Equal([(first, RemovalOutcome.Removed), (second, RemovalOutcome.NotTried)], result.Removals.Select(removal => (removal.Decision.Media, removal.Outcome)));
        Assert.Contains("not approved", result.Removals[1].Message, StringComparison.Ordinal);
        Assert.Same(plan, result.Plan);
        Assert.True(_store.IsGone(first));
        Assert.True(await _store.IsWholeAsync(second));
        Assert.True(await _store.IsWholeAsync(kept));
        Assert.Empty(await _store.LoggedAsync(second));
    }

    [Fact]
    public async Task WhatAnUnapprovedOneNeeds_StaysAlsoWhenItWasApproved()
    {
        HeldMedia full = await _store.BackupAsync("full");
        HeldMedia differential = await _store.BackupAsync("diff", full);
        HeldMedia kept = await _store.BackupAsync("kept");

        PlaceResult result = await RunAsync(RemovalStore.Plan([differential, full], kept), full);

        Assert.Equal((RetentionOutcome.Succeeded, 0L), (result.Outcome, result.FreedBytes));
        Assert.All(result.Removals, removal => Assert.Equal(RemovalOutcome.NotTried, removal.Outcome));
        Assert.Contains("diff.bak needs it", result.Removals[1].Message, StringComparison.Ordinal);
        Assert.True(await _store.IsWholeAsync(full));
        Assert.True(await _store.IsWholeAsync(differential));
    }

    [Fact]
    public async Task WhatBuildsOnAnUnapprovedOne_Goes()
    {
        HeldMedia full = await _store.BackupAsync("full");
        HeldMedia differential = await _store.BackupAsync("diff", full);

        PlaceResult result = await RunAsync(RemovalStore.Plan([differential, full]), differential);

        Assert.Equal([RemovalOutcome.Removed, RemovalOutcome.NotTried], result.Removals.Select(removal => removal.Outcome));
        Assert.True(_store.IsGone(differential));
        Assert.True(await _store.IsWholeAsync(full));
    }

    [Fact]
    public async Task ARemovalThatWasBegun_IsEndedWithoutApproval()
    {
        HeldMedia begun = await _store.BackupAsync("begun") with { IsBeingRemoved = true };

        PlaceResult result = await RunAsync(RemovalStore.Plan([begun]));

        Assert.Equal(RemovalOutcome.Removed, Assert.Single(result.Removals).Outcome);
        Assert.True(_store.IsGone(begun));
    }

    [Fact]
    public async Task WhatIsNotToGoAnyMore_IsTold()
    {
        HeldMedia kept = await _store.BackupAsync("kept");

        PlaceResult result = await RunAsync(RemovalStore.Plan([], kept), kept);

        Assert.Empty(result.Removals);
        Assert.Contains(kept.MediaSetId.ToString(), Assert.Single(result.Notes).Message, StringComparison.Ordinal);
        Assert.True(await _store.IsWholeAsync(kept));
    }

    [Fact]
    public async Task WithoutApprovals_AllGoes()
    {
        HeldMedia full = await _store.BackupAsync("full");
        PlacePlan plan = RemovalStore.Plan([full]);

        Assert.Same(plan, ApprovedRemovals.Of(plan, approved: null).Plan);
    }

    private async Task<PlaceResult> RunAsync(PlacePlan plan, params HeldMedia[] approved)
    {
        var removals = ApprovedRemovals.Of(plan, approved.Select(media => new ApprovedRemoval(media.Place, media.MediaSetId)).ToHashSet());
        return removals.Complete(await _store.RunAsync(removals.Plan), plan);
    }
}
