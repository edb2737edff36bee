using System.Globalization;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Restores;
using PosBackup.Engine.Restores.Steps;
using PosBackup.Integration.Tests.Backups;
using PosBackup.Integration.Tests.Support;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.Integration.Tests.Restores;

/// <summary>A backed up shop with the restore runner under test.</summary>
internal sealed class RestoredShop : IAsyncDisposable
{
    private readonly TempFolder _state = new();

    private RestoredShop(BackedUpShop shop) => Shop = shop;

    public BackedUpShop Shop { get; }

    public string StateFolder => _state.Path;

    /// <summary>Told of each step; a test can stop a run there.</summary>
    public IRestoreStepObserver Steps { get; set; } = NoRestoreStepObserver.Instance;

    /// <summary>The newest state under another name, from the folder of the backups.</summary>
    public RestoreOptions AsCopy => new() { Instance = Shop.Server.Options, Database = "Shop", Target = "Copy", From = [Shop.Folder] };

    /// <summary>The newest state over the shop itself.</summary>
    public RestoreOptions Over => AsCopy with { Target = null, Replace = true, TailLog = TailLogChoice.Skip };

    public static async Task<RestoredShop> OpenAsync(string recovery = "FULL", Func<StandInOptions, StandInOptions>? change = null) =>
        new(await BackedUpShop.OpenAsync(change, recovery));

    public Task<RestoreReport> PlanAsync(RestoreOptions options) => Runner().PlanAsync(options, NullObserver.Instance);

    public Task<RestoreReport> RunAsync(RestoreOptions options, IOperationObserver? observer = null, CancellationToken cancellationToken = default) =>
        Runner().RunAsync(options, observer ?? NullObserver.Instance, cancellationToken);

    public async Task<RestoreReport> SucceedAsync(RestoreOptions options)
    {
        RestoreReport report = await RunAsync(options);
        Assert.True(report.Outcome == RestoreOutcome.Succeeded, $"{report.Code}: {report.Message} ({report.Hint})");
        return report;
    }

    /// <summary>The receipts of a database, in order.</summary>
    public async Task<string> ReceiptsAsync(string database)
    {
        var ids = new List<int>();
        await using var connection = await Shop.Server.ConnectAsync(database);
        await using var command = new Microsoft.Data.SqlClient.SqlCommand("SELECT Id FROM Receipts ORDER BY Id", connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            ids.Add(reader.GetInt32(0));

        return string.Join(' ', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)));
    }

    public async Task<string?> StateAsync(string database) =>
        (string?)await Shop.Server.ScalarAsync($"SELECT state_desc FROM sys.databases WHERE name = N'{database}'");

    /// <summary>Full with receipt 1, differential with 2, logs with 3 and 4.</summary>
    public async Task BuildChainAsync()
    {
        await Shop.SucceedAsync(Shop.Full);
        await Shop.SellAsync(2);
        await Shop.SucceedAsync(Shop.Differential);
        await Shop.SellAsync(3);
        await Shop.SucceedAsync(Shop.Log);
        await Shop.SellAsync(4);
        await Shop.SucceedAsync(Shop.Log);
    }

    public static RestoreMoment EndOf(Engine.Backups.BackupResult result) => new RestoreMoment.EndOfSet(result.Set!.SetGuid);

    public async ValueTask DisposeAsync()
    {
        await Shop.DisposeAsync();
        _state.Dispose();
    }

    private RestoreRunner Runner() => new(Shop.Catalog, StateFolder) { Steps = Steps };
}
