using System.Globalization;
using Microsoft.Data.SqlClient;
using PosBackup.Engine.Drills;
using PosBackup.Engine.Drills.Journal;
using PosBackup.Engine.Drills.Steps;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Restores.Steps;
using PosBackup.Integration.Tests.Backups;
using PosBackup.Integration.Tests.Support;

namespace PosBackup.Integration.Tests.Drills;

/// <summary>A backed up shop with the drill runner under test.</summary>
internal sealed class DrilledShop : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    private DrilledShop(BackedUpShop shop) => Shop = shop;

    public BackedUpShop Shop { get; }

    public string StateFolder => _folder.File("state");

    public string EvidenceFolder => _folder.File("evidence");

    public IDrillStepObserver Steps { get; set; } = NoDrillStepObserver.Instance;

    public IRestoreStepObserver RestoreSteps { get; set; } = NoRestoreStepObserver.Instance;

    /// <summary>The latest moment of the shop, from the folder of its backups.</summary>
    public DrillOptions Latest => new() { Instance = Shop.Server.Options, Databases = ["Shop"], From = [Shop.Folder], EvidenceFolder = EvidenceFolder };

    public static async Task<DrilledShop> OpenAsync(string recovery = "FULL") => new(await BackedUpShop.OpenAsync(recovery: recovery));

    public Task<DrillReport> RunAsync(DrillOptions options, CancellationToken cancellationToken = default) =>
        new DrillRunner(Shop.Catalog, StateFolder) { Steps = Steps, RestoreSteps = RestoreSteps }.RunAsync(options, NullObserver.Instance, cancellationToken);

    /// <summary>Drills one database, and gives its result.</summary>
    public async Task<DrillResult> DrillAsync(DrillOptions options, CancellationToken cancellationToken = default) =>
        Assert.Single((await RunAsync(options, cancellationToken)).Results);

    /// <summary>Drills one database, which must pass.</summary>
    public async Task<DrillResult> PassAsync(DrillOptions options)
    {
        DrillResult result = await DrillAsync(options);
        Assert.True(result.Outcome == Engine.Catalog.DrillOutcome.Passed, $"{result.Evidence.Code}: {result.Evidence.Message} ({result.Evidence.Hint})");
        return result;
    }

    /// <summary>A file with one assertion: its expectation as JSON members.</summary>
    public async Task<string> AssertionAsync(string query, string expectation, string name = "receipts")
    {
        string path = _folder.File(string.Create(CultureInfo.InvariantCulture, $"{Guid.NewGuid():N}.json"));
        string quoted = System.Text.Json.JsonSerializer.Serialize(query);
        await File.WriteAllTextAsync(path, $$"""{ "schema": 1, "assertions": [ { "name": "{{name}}", "query": {{quoted}}, {{expectation}} } ] }""");
        return path;
    }

    /// <summary>The databases that there are, but for those of the system.</summary>
    public async Task<string[]> DatabasesAsync()
    {
        var names = new List<string>();
        await using SqlConnection connection = await Shop.Server.ConnectAsync("master");
        await using var command = new SqlCommand("SELECT name FROM sys.databases WHERE database_id > 4 ORDER BY name", connection);
        await using SqlDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            names.Add(reader.GetString(0));

        return [.. names];
    }

    /// <summary>The scratch database is gone, with its files and journals.</summary>
    public async Task AssertCleanAsync(params string[] databases)
    {
        Assert.Equal(databases.Length > 0 ? databases : ["Shop"], await DatabasesAsync());
        Assert.Empty(Directory.Exists(StateFolder) ? Directory.EnumerateFiles(StateFolder) : []);
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(Shop.Server.Instance.Identity.DefaultDataPath.TrimEnd(Path.DirectorySeparatorChar))!, $"{ScratchName.Prefix}*", SearchOption.AllDirectories));
    }

    /// <summary>A scratch database that a killed drill left: the database, and its journal unless somebody else made it.</summary>
    public async Task<string> LeaveAsync(bool isJournaled = true, string? name = null)
    {
        string scratch = name ?? ScratchName.New(TimeProvider.System.GetUtcNow()).ToString();
        await Shop.Server.ExecuteAsync($"CREATE DATABASE {TestServer.Quote(scratch)}");
        if (isJournaled)
            await JournalAsync(scratch);

        return scratch;
    }

    public async Task JournalAsync(string scratch, string? instance = null)
    {
        Directory.CreateDirectory(StateFolder);
        DrillJournal journal = await JournalOfAsync(scratch);
        await new DrillJournalStore(StateFolder).WriteAsync(journal with { Instance = instance ?? journal.Instance }, CancellationToken.None);
    }

    public async Task<DrillJournal> JournalOfAsync(string scratch) => new()
    {
        DrillId = Guid.NewGuid(),
        Instance = (string)(await Shop.Server.ScalarAsync("SELECT CAST(SERVERPROPERTY('ServerName') AS nvarchar(128))"))!,
        ScratchDatabase = scratch,
        Database = "Shop",
        StartedAt = TimeProvider.System.GetUtcNow(),
        ToolVersion = "0.1.0",
    };

    public async ValueTask DisposeAsync()
    {
        await Shop.DisposeAsync();
        _folder.Dispose();
    }
}
