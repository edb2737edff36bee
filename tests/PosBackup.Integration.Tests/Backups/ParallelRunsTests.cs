using PosBackup.Engine;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Progress;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.Integration.Tests.Backups;

/// <summary>Several runs at once on one instance: each probes with the same small database, and BACKUP takes one at a time of it.</summary>
public sealed class ParallelRunsTests
{
    [Fact]
    public async Task Run_SucceedsForEachOfFourDatabasesAtOnceRoundAfterRound()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        string[] databases = ["Shop", "Depot", "Stock", "Till"];
        foreach (string database in databases[1..])
            await shop.CreateAsync(database);

        for (int round = 0; round < 4; round++)
        {
            BackupReport[] reports = await Task.WhenAll(databases.Select(database => Task.Run(() => shop.RunAsync(shop.Full with { Databases = [database] }))));

            Assert.All(reports, report =>
            {
                BackupResult result = Assert.Single(report.Results);
                Assert.True(result.Outcome == RunOutcome.Succeeded, $"{result.Database}: {result.Code}: {result.Message}");
                Assert.True(report.Preflight!.Passed);
            });
        }
    }

    [Fact]
    public async Task Check_WaitsForTheProbeOfAnother()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        var clock = new HastyClock();
        using IDisposable probe = Assert.IsAssignableFrom<IDisposable>(Model(shop).TryBeginBackup());
        clock.Waited = count =>
        {
            if (count == 3)
                probe.Dispose();
        };

        PreflightReport report = await new PreflightRunner(clock).RunAsync(shop.Full, NullObserver.Instance);

        Assert.Contains(report.Checks, check => check is { Subject: PreflightSubject.Write, Outcome: PreflightOutcome.Passed });
    }

    [Fact]
    public async Task Run_SucceedsWhereTheProbeCannotBeMadeForAnother()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        using IDisposable probe = Assert.IsAssignableFrom<IDisposable>(Model(shop).TryBeginBackup());

        BackupReport report = await new BackupRunner(shop.Catalog, new HastyClock()).RunAsync(shop.Full, NullObserver.Instance);

        Assert.Contains(report.Preflight!.Checks, check => check is { Subject: PreflightSubject.Write, Outcome: PreflightOutcome.NotChecked, Code: ErrorCode.Busy });
        Assert.Equal(RunOutcome.Succeeded, Assert.Single(report.Results).Outcome);
    }

    [Fact]
    public async Task Run_SaysThatTheDatabaseIsBusy()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        using IDisposable other = Assert.IsAssignableFrom<IDisposable>(shop.Server.Instance.Find("Shop")!.TryBeginBackup());

        BackupResult result = await shop.BackUpAsync(shop.Full);

        Assert.Equal((RunOutcome.Failed, ErrorCode.Busy), (result.Outcome, result.Code));
        Assert.Empty(result.Notes);
        Assert.Empty(Directory.EnumerateFileSystemEntries(shop.Folder));
    }

    private static Database Model(BackedUpShop shop) => shop.Server.Instance.Find("model")!;

    /// <summary>Waits for the probe of another are over at once.</summary>
    private sealed class HastyClock : TimeProvider
    {
        private int _waits;

        public Action<int> Waited { get; set; } = static _ => { };

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            bool isWait = period == Timeout.InfiniteTimeSpan && dueTime > TimeSpan.Zero && dueTime <= TimeSpan.FromSeconds(2);
            if (!isWait)
                return base.CreateTimer(callback, state, dueTime, period);

            Waited(Interlocked.Increment(ref _waits));
            return base.CreateTimer(callback, state, TimeSpan.FromMilliseconds(1), period);
        }
    }
}
