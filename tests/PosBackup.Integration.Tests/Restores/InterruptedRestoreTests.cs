using PosBackup.Engine;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Restores;
using PosBackup.Engine.Restores.Steps;

namespace PosBackup.Integration.Tests.Restores;

/// <summary>Restores that stop dead between two lines, as with the power; the next call says what it found and goes on.</summary>
public sealed class InterruptedRestoreTests
{
    private const int Steps = 4;

    public static TheoryData<int, bool> EveryStep()
    {
        var data = new TheoryData<int, bool>();
        for (int step = 1; step <= Steps; step++)
        {
            data.Add(step, p2: false);
            data.Add(step, p2: true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryStep))]
    public async Task Run_GoesOnWhereACopyStopped(int step, bool isDone)
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.BuildChainAsync();
        shop.Steps = new Dying(step, isDone);
        await Assert.ThrowsAsync<PowerFailure>(() => shop.RunAsync(shop.AsCopy));

        shop.Steps = NoRestoreStepObserver.Instance;
        RestoreReport second = await shop.SucceedAsync(shop.AsCopy);

        // Behind the last step the database was online already; only the journal was not told.
        Assert.Equal(step == Steps && isDone ? null : step > 1 || isDone, second.Plan?.Continues);
        Assert.Equal("1 2 3 4", await shop.ReceiptsAsync("Copy"));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    [InlineData(5, false)]
    public async Task Run_GoesOnWhereAnOverwritingRestoreStopped(int step, bool isDone)
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.BuildChainAsync();
        await shop.Shop.SellAsync(5);
        RestoreOptions options = shop.Over with { TailLog = TailLogChoice.Take };
        shop.Steps = new Dying(step, isDone);
        await Assert.ThrowsAsync<PowerFailure>(() => shop.RunAsync(options));

        shop.Steps = NoRestoreStepObserver.Instance;
        await shop.SucceedAsync(options);

        Assert.Equal("1 2 3 4 5", await shop.ReceiptsAsync("Shop"));
        Assert.Equal("MULTI_USER", await shop.Shop.Server.ScalarAsync("SELECT user_access_desc FROM sys.databases WHERE name = N'Shop'"));
    }

    [Fact]
    public async Task Run_SaysWhatIsLeftWhenItIsCancelled()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.BuildChainAsync();
        using var cancellation = new CancellationTokenSource();
        shop.Steps = new Acting(step: 2, cancellation.Cancel);

        RestoreReport report = await shop.RunAsync(shop.AsCopy, NullObserver.Instance, cancellation.Token);

        Assert.Equal((RestoreOutcome.Cancelled, ErrorCode.Cancelled), (report.Outcome, report.Code));
        Assert.Contains("left restoring", report.Message, StringComparison.Ordinal);
        Assert.Equal("RESTORING", await shop.StateAsync("Copy"));
        shop.Steps = NoRestoreStepObserver.Instance;
        Assert.True((await shop.SucceedAsync(shop.AsCopy)).Plan!.Continues);
    }

    [Fact]
    public async Task Run_DoesNotTouchARestoreOfOtherBackups()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.BuildChainAsync();
        await shop.Shop.CreateAsync("Other");
        await shop.Shop.SucceedAsync(shop.Shop.Full with { Databases = ["Other"] });
        await shop.SucceedAsync(shop.AsCopy with { Database = "Other", Finish = RestoreFinish.NoRecovery });

        RestoreReport report = await shop.RunAsync(shop.AsCopy);

        Assert.Equal((RestoreOutcome.Failed, ErrorCode.DatabaseExists, DatabaseState.Restoring), (report.Outcome, report.Code, report.TargetState));
        Assert.Equal("RESTORING", await shop.StateAsync("Copy"));
    }

    [Fact]
    public async Task Run_DoesNotTakeADatabaseThatSomebodyClosedForItsOwnByAnOldJournal()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.BuildChainAsync();
        shop.Steps = new Dying(Steps, isDone: true);
        await Assert.ThrowsAsync<PowerFailure>(() => shop.RunAsync(shop.AsCopy));
        await shop.Shop.Server.ExecuteAsync("INSERT INTO Receipts (Id, Amount) VALUES (7, 70)", "Copy");
        await shop.Shop.Server.ExecuteAsync($"BACKUP LOG Copy TO DISK = '{Path.Combine(shop.Shop.Server.BackupFolder, "tail.trn")}' WITH NORECOVERY");

        shop.Steps = NoRestoreStepObserver.Instance;
        RestoreReport report = await shop.RunAsync(shop.AsCopy);

        Assert.Equal((RestoreOutcome.Failed, ErrorCode.DatabaseExists), (report.Outcome, report.Code));
        await shop.Shop.Server.ExecuteAsync("RESTORE DATABASE Copy WITH RECOVERY");
        Assert.Equal("1 2 3 4 7", await shop.ReceiptsAsync("Copy"));
    }

    [Fact]
    public async Task Run_LetsTheTillInAgainWhenTheRestoreCannotBegin()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.BuildChainAsync();
        string full = shop.Shop.Media.First(path => path.Contains("full", StringComparison.Ordinal));
        shop.Steps = new Acting(step: 2, () => File.Delete(full));

        RestoreReport report = await shop.RunAsync(shop.Over);

        Assert.Equal(RestoreOutcome.Failed, report.Outcome);
        Assert.Contains("online", report.Message, StringComparison.Ordinal);
        await shop.Shop.SellAsync(5);
        Assert.Equal("1 2 3 4 5", await shop.ReceiptsAsync("Shop"));
        Assert.Equal("MULTI_USER", await shop.Shop.Server.ScalarAsync("SELECT user_access_desc FROM sys.databases WHERE name = N'Shop'"));
    }

    [Fact]
    public async Task Run_RestoresNoSetThatWasSwappedMeanwhile()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.BuildChainAsync();
        string[] logs = [.. shop.Shop.Media.Where(path => path.EndsWith(".trn", StringComparison.Ordinal))];
        string other = logs[0] + ".other";
        File.Copy(logs[1], other);
        shop.Steps = new Acting(step: 2, () => File.Move(other, logs[0], overwrite: true));

        RestoreReport report = await shop.RunAsync(shop.AsCopy);

        Assert.Equal((RestoreOutcome.Failed, ErrorCode.BackupSetNotFound), (report.Outcome, report.Code));
        Assert.Contains("not the set", report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_LetsOnlyOneInAtATime()
    {
        await using var shop = await RestoredShop.OpenAsync();
        await shop.BuildChainAsync();
        RestoreReport? second = null;
        shop.Steps = new Acting(step: 2, async () => second = await shop.RunAsync(shop.AsCopy with { Moment = Engine.Catalog.Chains.RestoreMoment.Newest }));

        await shop.SucceedAsync(shop.AsCopy);

        Assert.Equal((RestoreOutcome.Failed, ErrorCode.Busy), (second!.Outcome, second.Code));
    }

    private sealed class PowerFailure : Exception;

    /// <summary>Nothing after this line happens.</summary>
    private sealed class Dying(int step, bool isDone) : IRestoreStepObserver
    {
        public Task BeginsAsync(RestoreStep begun) => !isDone && begun.Number == step ? throw new PowerFailure() : Task.CompletedTask;

        public Task DoneAsync(RestoreStep done) => isDone && done.Number == step ? throw new PowerFailure() : Task.CompletedTask;
    }

    /// <summary>Does something before a step, once.</summary>
    private sealed class Acting(int step, Func<Task> act) : IRestoreStepObserver
    {
        private bool _isDone;

        public Acting(int step, Action act)
            : this(step, () =>
            {
                act();
                return Task.CompletedTask;
            })
        {
        }

        public Task BeginsAsync(RestoreStep begun)
        {
            if (_isDone || begun.Number != step)
                return Task.CompletedTask;

            _isDone = true;
            return act();
        }

        public Task DoneAsync(RestoreStep done) => Task.CompletedTask;
    }
}
