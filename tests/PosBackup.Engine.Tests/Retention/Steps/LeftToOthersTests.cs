using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Steps;

/// <summary>A place that this account may only add to: nothing is removed there, and what needs a person still shows.</summary>
public sealed class LeftToOthersTests : IDisposable
{
    private readonly RemovalStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(false, RetentionOutcome.LeftToOthers)]
    [InlineData(true, RetentionOutcome.Refused)]
    public async Task Run_TellsOfARefusalAlsoWhereTheRestIsLeft(bool isRefused, RetentionOutcome outcome)
    {
        HeldMedia full = await _store.BackupAsync("full");
        PlacePlan plan = RemovalStore.Plan([full], await _store.BackupAsync("kept"));
        plan = plan with { Facts = plan.Facts with { IsAppendOnly = true }, Refusals = isRefused ? [new RetentionRefusal(RefusalReason.NewestNotVerified, "the newest was never verified", "verify it")] : [] };

        PlaceResult result = await _store.RunAsync(plan);

        Assert.Equal(outcome, result.Outcome);
        Assert.Equal([(RemovalOutcome.NotTried, null)], result.Removals.Select(removal => (removal.Outcome, removal.Message)));
        Assert.Equal("here is append-only: what may go there is left to whoever may remove it", Assert.Single(result.Notes).Message);
        Assert.True(await _store.IsWholeAsync(full));
    }
}
