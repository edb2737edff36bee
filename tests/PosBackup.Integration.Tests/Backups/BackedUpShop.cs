using PosBackup.Engine.Backups;
using PosBackup.Engine.Backups.Steps;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Progress;
using PosBackup.Integration.Tests.Support;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.Integration.Tests.Backups;

/// <summary>A stand-in with a shop on it, a catalog, and the runner under test between them.</summary>
internal sealed class BackedUpShop : IAsyncDisposable
{
    private readonly TempFolder _catalogFolder = new();

    private BackedUpShop(LocalStandIn server)
    {
        Server = server;
        Catalog = new BackupCatalog(_catalogFolder.File("catalog.db"));
        Folder = Directory.CreateDirectory(Path.Combine(server.BackupFolder, "shop")).FullName;
    }

    public LocalStandIn Server { get; }

    public BackupCatalog? Catalog { get; set; }

    /// <summary>Where backups go.</summary>
    public string Folder { get; }

    /// <summary>Told of each step; a test can stop a run there.</summary>
    public IStepObserver Steps { get; set; } = NoStepObserver.Instance;

    /// <summary>A full backup of the shop, as the runner is asked for by default.</summary>
    public BackupOptions Full => new() { Instance = Server.Options, Databases = ["Shop"], Folder = Folder };

    public BackupOptions Differential => Full with { Kind = BackupKind.Differential };

    public BackupOptions Log => Full with { Kind = BackupKind.Log };

    public IEnumerable<string> Media => Directory.EnumerateFiles(Folder).Where(path => !ManifestStore.IsManifest(path)).Order(StringComparer.Ordinal);

    public static async Task<BackedUpShop> OpenAsync(Func<StandInOptions, StandInOptions>? change = null, string recovery = "FULL")
    {
        var shop = new BackedUpShop(LocalStandIn.Start(change));
        try
        {
            await shop.CreateAsync("Shop", recovery);
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes a database with a table of receipts.</summary>
    public async Task CreateAsync(string database, string recovery = "FULL")
    {
        string name = TestServer.Quote(database);
        await Server.ExecuteAsync($"CREATE DATABASE {name}");
        await Server.ExecuteAsync($"ALTER DATABASE {name} SET RECOVERY {recovery}");
        await Server.ExecuteAsync("CREATE TABLE Receipts (Id int NOT NULL PRIMARY KEY, Amount int NOT NULL)", database);
        await SellAsync(1, database);
    }

    /// <summary>Sells: one more receipt.</summary>
    public Task SellAsync(int id, string database = "Shop") => Server.ExecuteAsync($"INSERT INTO Receipts (Id, Amount) VALUES ({id}, {id * 10})", database);

    /// <summary>Runs, and gives the report.</summary>
    public Task<BackupReport> RunAsync(BackupOptions options, IOperationObserver? observer = null, CancellationToken cancellationToken = default) =>
        new BackupRunner(Catalog) { Steps = Steps }.RunAsync(options, observer ?? NullObserver.Instance, cancellationToken);

    /// <summary>Runs for one database, and gives its result.</summary>
    public async Task<BackupResult> BackUpAsync(BackupOptions options, CancellationToken cancellationToken = default) =>
        Assert.Single((await RunAsync(options, cancellationToken: cancellationToken)).Results);

    /// <summary>Runs for one database, which must succeed.</summary>
    public async Task<BackupResult> SucceedAsync(BackupOptions options)
    {
        BackupResult result = await BackUpAsync(options);
        Assert.True(result.Outcome == RunOutcome.Succeeded, $"{result.Code}: {result.Message} ({result.Hint})");
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _catalogFolder.Dispose();
    }
}
