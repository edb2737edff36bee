using PosBackup.Engine;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Backups.Steps;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Integration.Tests.Backups;

/// <summary>Who listens hears of each database when its backup is over, not when all are.</summary>
public sealed class ToldResultsTests
{
    [Fact]
    public async Task Run_TellsEachResultBeforeTheNextBackupBegins()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        await shop.CreateAsync("Stock");
        var heard = new Heard<BackupResult>();
        var steps = new HeardBefore(heard);

        BackupReport report = await new BackupRunner(shop.Catalog) { Results = heard, Steps = steps }.RunAsync(shop.Full with { Databases = ["Shop", "Shpo", "Stock"] }, NullObserver.Instance);

        Assert.Equal(report.Results, heard);
        Assert.Equal([("Shop", 0), ("Stock", 2)], steps.Planned);
    }

    [Fact]
    public async Task Run_TellsEachResultOfManyAtOnce()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        string[] databases = ["Shop", "Depot", "Stock", "Till"];
        foreach (string database in databases[1..])
            await shop.CreateAsync(database);
        var heard = new Heard<BackupResult>();

        BackupReport report = await new BackupRunner(shop.Catalog) { Results = heard }.RunAsync(shop.Full with { Databases = databases, Parallelism = 4 }, NullObserver.Instance);

        Assert.Equal(report.Results, heard.OrderBy(result => Array.IndexOf(databases, result.Database)));
    }

    [Fact]
    public async Task Run_TellsThatThereIsNoConnection()
    {
        await using var shop = await BackedUpShop.OpenAsync();
        var heard = new Heard<BackupResult>();
        BackupOptions options = shop.Full with { Databases = ["Shop", "Till*"], Instance = shop.Server.Options with { User = "nobody" } };

        await new BackupRunner(shop.Catalog) { Results = heard }.RunAsync(options, NullObserver.Instance);

        Assert.Equal([("Shop", ErrorCode.InstanceAccessDenied), ("Till*", ErrorCode.InstanceAccessDenied)], heard.Select(result => (result.Database, result.Code)));
    }

    /// <summary>How many results had been heard when each database was planned.</summary>
    private sealed class HeardBefore(Heard<BackupResult> heard) : IStepObserver
    {
        public List<(string Database, int Heard)> Planned { get; } = [];

        public Task ReachedAsync(BackupStep step, string database)
        {
            if (step == BackupStep.Planned)
                Planned.Add((database, heard.Count));

            return Task.CompletedTask;
        }
    }
}
