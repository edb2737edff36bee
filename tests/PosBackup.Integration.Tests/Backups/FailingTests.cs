using PosBackup.Engine;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.Integration.Tests.Backups;

/// <summary>What goes wrong is told with its reason, and leaves nothing behind.</summary>
public sealed class FailingTests
{
    [Theory]
    [InlineData(FaultKind.PathMissing, 0, ErrorCode.FolderNotWritable)]
    [InlineData(FaultKind.AccessDenied, 0, ErrorCode.FolderNotWritable)]
    [InlineData(FaultKind.DiskFull, 60000, ErrorCode.NoSpace)]
    [InlineData(FaultKind.DamagedPage, 1, ErrorCode.DatabaseDamaged)]
    [InlineData(FaultKind.DropConnection, 50, ErrorCode.InstanceUnavailable)]
    [InlineData(FaultKind.Kill, 50, ErrorCode.InstanceUnavailable)]
    public async Task Run_TellsWhyAndLeavesNothingBehind(FaultKind fault, long amount, ErrorCode code)
    {
        await using var shop = await BackedUpShop.OpenAsync();
        shop.Server.Instance.Faults.Add(new Fault(fault, "Shop", amount));

        BackupResult result = await shop.BackUpAsync(shop.Full with { Compression = CompressionMode.Off });

        Assert.Equal((RunOutcome.Failed, code), (result.Outcome, result.Code));
        Assert.NotEmpty(result.Message);
        Assert.NotNull(result.Hint);
        Assert.Null(result.Set);
        Assert.Empty(Directory.EnumerateFileSystemEntries(shop.Folder));
        Assert.Equal(code, Assert.Single(shop.Catalog!.Runs()).Code);
    }

    [Fact]
    public async Task Run_GoesOnWithTheOthers()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        await shop.CreateAsync("Stock");
        shop.Server.Instance.Faults.Add(new Fault(FaultKind.DiskFull, "Shop", 60000));

        BackupReport report = await shop.RunAsync(shop.Full with { Databases = ["*"], Compression = CompressionMode.Off });

        Assert.Equal([RunOutcome.Failed, RunOutcome.Succeeded], report.Results.Select(result => result.Outcome));
    }

    [Fact]
    public async Task Run_SendsBackupOnceThoughTheConnectionDrops()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        shop.Server.Instance.Faults.Add(new Fault(FaultKind.DropConnection, "Shop", 50));

        Assert.Equal(RunOutcome.Failed, (await shop.BackUpAsync(shop.Full)).Outcome);

        Assert.Equal(0, Convert.ToInt32(await shop.Server.ScalarAsync("SELECT COUNT(*) FROM msdb.dbo.backupset WHERE database_name = N'Shop'"), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Run_BreaksOffABackupThatHangs()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        shop.Server.Instance.Faults.Add(new Fault(FaultKind.Hang, "Shop", 30));

        BackupResult result = await shop.BackUpAsync(shop.Full with { StallTimeout = TimeSpan.FromSeconds(10) });

        Assert.Equal((RunOutcome.Failed, ErrorCode.Stalled), (result.Outcome, result.Code));
        Assert.Empty(Directory.EnumerateFileSystemEntries(shop.Folder));
    }

    [Theory]
    [InlineData(BackupMode.NewFile)]
    [InlineData(BackupMode.Append)]
    [InlineData(BackupMode.Overwrite)]
    public async Task Run_CancelsOnTheServerAndRemovesThePartialFile(BackupMode mode)
    {
        await using var shop = await BackedUpShop.OpenAsync();
        BackupOptions options = shop.Full with { Mode = mode };
        BackupResult before = await shop.SucceedAsync(options);
        byte[] media = await File.ReadAllBytesAsync(before.Files[0].Path);
        await shop.CreateAsync("Stock");
        using var cancel = new CancellationTokenSource();
        Task halfWay = StopHalfWay(shop);

        Task<BackupReport> running = shop.RunAsync(options with { Databases = ["Shop", "Stock"] }, cancellationToken: cancel.Token);
        await halfWay;
        await cancel.CancelAsync();
        BackupReport report = await running;

        Assert.True(report.Cancelled);
        Assert.Equal([ErrorCode.Cancelled, ErrorCode.Cancelled], report.Results.Select(result => result.Code));
        Assert.Equal([before.Files[0].Path], shop.Media);
        Assert.Equal(media, await File.ReadAllBytesAsync(before.Files[0].Path));
        Assert.DoesNotContain(shop.Server.Instance.Sessions.All, session => session.CurrentCommand?.StartsWith("BACKUP", StringComparison.Ordinal) == true);
        Assert.Equal(RunOutcome.Succeeded, (await shop.SucceedAsync(options)).Outcome);
    }

    [Fact]
    public async Task Run_LetsOneRunAtATimeIntoAFolder()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        using var cancel = new CancellationTokenSource();
        Task halfWay = StopHalfWay(shop);
        Task<BackupReport> first = shop.RunAsync(shop.Full, cancellationToken: cancel.Token);
        await halfWay;

        BackupResult second = await shop.BackUpAsync(shop.Full);

        Assert.Equal(ErrorCode.Busy, second.Code);
        await cancel.CancelAsync();
        Assert.True((await first).Cancelled);
    }

    [Fact]
    public async Task Run_ThrowsOnlyForOptionsThatAreWrong()
    {
        await using var shop = await BackedUpShop.OpenAsync();

        Assert.Equal(ErrorCode.InvalidOption, (await Assert.ThrowsAsync<PosBackupException>(() => shop.RunAsync(shop.Full with { Stripes = 0 }))).Code);
        Assert.Empty(shop.Catalog!.Runs());
    }

    [Fact]
    public async Task Run_GivesEveryRequestAResultAndAPlaceInTheCatalogWhenTheInstanceLetsNobodyIn()
    {
        await using var shop = await BackedUpShop.OpenAsync();

        BackupReport report = await shop.RunAsync(shop.Log with
        {
            Instance = shop.Server.Options with { Password = new Secret("wrong") },
            Databases = ["Shop", "Archive*", "Shop"],
            Exclude = ["MSDB"],
            SystemDatabases = true,
        });

        Assert.Equal(shop.Server.DataSource, report.Instance);
        Assert.Equal(["Shop", "Archive*", "master", "model"], report.Results.Select(result => result.Database));
        Assert.All(report.Results, result =>
        {
            Assert.Equal((RunOutcome.Failed, ErrorCode.InstanceAccessDenied, BackupKind.Log), (result.Outcome, result.Code, result.RequestedKind));
            Assert.NotEmpty(result.Message);
            Assert.NotNull(result.Hint);
        });
        IReadOnlyList<RecordedRun> runs = shop.Catalog!.Runs();
        Assert.Equal(report.Results.Select(result => result.Database).Order(StringComparer.Ordinal), runs.Select(run => run.Database).Order(StringComparer.Ordinal));
        Assert.All(runs, run => Assert.Equal((report.RunId, report.Instance, ErrorCode.InstanceAccessDenied), (run.RunId, run.Instance, run.Code)));
    }

    [Fact]
    public async Task Run_ThatIsCancelledWhileItConnectsGivesItsResultsToo()
    {
        await using var shop = await BackedUpShop.OpenAsync();

        BackupReport report = await shop.RunAsync(shop.Full, cancellationToken: new CancellationToken(canceled: true));

        Assert.True(report.Cancelled);
        Assert.Equal(ErrorCode.Cancelled, Assert.Single(shop.Catalog!.Runs()).Code);
    }

    /// <summary>Makes the next backup of the shop stand still once it runs; completes then.</summary>
    private static Task StopHalfWay(BackedUpShop shop)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        shop.Server.Instance.Faults.Add(new Fault(FaultKind.Slow, "Shop")
        {
            Gate = (_, attention) =>
            {
                reached.TrySetResult();
                return Task.Delay(Timeout.Infinite, attention);
            },
        });
        return reached.Task;
    }
}
