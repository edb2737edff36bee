using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Wrappers;
using PosBackup.Engine.Transfers;
using PosBackup.Targets.Tests.Contract;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>What nobody foresaw at one target, and Ctrl+C after the last file: neither loses the word of what was shipped.</summary>
public sealed class UnforeseenTests : IDisposable
{
    private readonly Shop _shop = new();

    [Theory]
    [InlineData("Put", true)]
    [InlineData("List", true)]
    [InlineData("Describe", true)]
    [InlineData("Put", false)]
    [InlineData("List", false)]
    public async Task Run_LosesNoOtherTargetNorTheReport(string call, bool isCancellation)
    {
        _shop.Backup("full.bak", 1000);
        _shop.Add(new InMemoryTarget { Name = "broken", Refuse = (name, _) => name == call ? Odd(isCancellation) : null });

        SyncReport report = await _shop.ShipAsync(CancellationToken.None, "broken", "hq");

        Assert.Equal([SyncOutcome.Failed, SyncOutcome.Succeeded], report.Targets.Select(target => target.Outcome));
        (ErrorCode code, string? message, string? hint) = report.Targets[0].Copies is [var copy] ? (copy.Code, copy.Message, copy.Hint) : (report.Targets[0].Code, report.Targets[0].Message, report.Targets[0].Hint);
        Assert.Equal(ErrorCode.Unknown, code);
        Assert.Contains("odd", message, StringComparison.Ordinal);
        Assert.NotNull(hint);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_KeepsTheReportOfATargetThatCannotBeClosed(bool isCancellation)
    {
        _shop.Backup("full.bak", 1000);
        _shop.Target.ClosingFailure = Odd(isCancellation);

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.Equal(SyncOutcome.Succeeded, result.Outcome);
        Assert.Single(result.Copies);
        Assert.Empty((await _shop.PlanAsync()).Items);
    }

    [Fact]
    public async Task Run_KeepsWhatWasShippedWhenItIsCancelledAfterwards()
    {
        Manifest full = _shop.Backup("full.bak", 1000);
        using var cancel = new CancellationTokenSource();
        var settled = new SettledTarget(_shop.Target);
        _shop.Add(settled);
        bool isShipped = false;
        _shop.Target.Refuse = (call, path) =>
        {
            isShipped |= call == "Rename" && path.Name.Contains("manifest", StringComparison.Ordinal);
            if (call != "Stat" || !isShipped || !ManifestStore.IsManifest(path.Name))
                return null;

            cancel.Cancel();
            return new OperationCanceledException(cancel.Token);
        };

        TargetSyncResult result = await _shop.ShipOnceAsync(cancel.Token);

        Assert.True(cancel.IsCancellationRequested);
        Assert.Equal((SyncOutcome.Succeeded, ErrorCode.None), (result.Outcome, result.Code));
        Assert.Equal(full.Sha256, Assert.Single(result.Copies).Copy!.Sha256);
        Assert.Equal(1, settled.Times);
        Assert.Contains(result.Notes, note => note.Message.Contains("may be taken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_TellsThatADriveMustNotBeTakenWhenItCannotBeSettledAsNobodyForesaw()
    {
        _shop.Backup("full.bak", 1000);
        _shop.Add(new SettledTarget(_shop.Target) { Failure = new InvalidOperationException("odd") });

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.Equal(SyncOutcome.Succeeded, result.Outcome);
        Assert.Single(result.Copies);
        Assert.Contains("do not take the drive away", Assert.Single(result.Notes).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _shop.Dispose();

    private static Exception Odd(bool isCancellation) => isCancellation ? new OperationCanceledException("odd") : new InvalidOperationException("odd");

    /// <summary>A target whose medium people take away.</summary>
    private sealed class SettledTarget(IBackupTarget inner) : WrappedTarget(inner)
    {
        public Exception? Failure { get; init; }

        public int Times { get; private set; }

        public override Task<string?> SettleAsync(CancellationToken cancellationToken)
        {
            Times++;
            return Failure is null ? Task.FromResult<string?>("it may be taken away") : Task.FromException<string?>(Failure);
        }
    }
}
