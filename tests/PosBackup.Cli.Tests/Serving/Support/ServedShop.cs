using System.Text.Json.Nodes;
using PosBackup.Cli.Tests.Support;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.Cli.Tests.Serving.Support;

/// <summary>One stand-in server and one served process for all tests that can share them.</summary>
public sealed class ServedShop : IAsyncLifetime
{
    internal const string Shared = "served";

    private int _count;

    internal Shop Shop { get; } = new();

    internal ServeClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Shop.InitializeAsync();
        Client = await ServeClient.ConnectAsync();
    }

    public async Task DisposeAsync()
    {
        Ended ended = await Client.EndAsync();
        await Client.DisposeAsync();
        await Shop.DisposeAsync();
        Assert.Equal(0, ended.ExitCode);
        Assert.DoesNotContain(Shop.Password, ended.Output + ended.Error, StringComparison.Ordinal);
        Assert.Empty(ended.Error);
    }

    /// <summary>A folder of a test.</summary>
    internal string Folder(string name) => Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(Shop.Backups)!, name)).FullName;

    /// <summary>Params of a backup of these databases.</summary>
    internal JsonObject Backup(params string[] databases) => new()
    {
        ["instance"] = Shop.Served, ["databases"] = new JsonArray([.. databases.Select(name => (JsonNode)name)]), ["folder"] = Shop.Backups, ["catalog"] = Shop.CatalogFile,
    };

    /// <summary>A database of which every backup stands still until it is broken off, or let go.</summary>
    internal async Task<StuckDatabase> StickAsync()
    {
        var stuck = new StuckDatabase($"Stuck{Interlocked.Increment(ref _count)}");
        await Shop.ExecuteAsync("master", $"CREATE DATABASE [{stuck.Name}]");
        Shop.Faults.Add(new Fault(FaultKind.Slow, stuck.Name)
        {
            Repeats = true,
            Gate = (_, attention) =>
            {
                stuck.Begun.TrySetResult();
                return stuck.Go.Task.WaitAsync(attention);
            },
        });
        return stuck;
    }

    /// <summary>Files in the folder of a database's backups.</summary>
    internal string[] FilesOf(string database) =>
        [.. Directory.GetFiles(Shop.Backups, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file).Contains(database, StringComparison.Ordinal))];
}

/// <summary>Their collection.</summary>
[CollectionDefinition(ServedShop.Shared)]
public sealed class SharedServedShop : ICollectionFixture<ServedShop>;

/// <summary>A database that stands still while it is backed up.</summary>
internal sealed record StuckDatabase(string Name)
{
    public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
