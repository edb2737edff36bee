using System.Text.Json;
using System.Text.Json.Nodes;
using PosBackup.Cli.Tests.Support;
using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Tests;

/// <summary>What the README tells headquarters to do with the copies of a store that may only add to them, by the program and to its end.</summary>
public sealed class HeadquartersTests : IAsyncLifetime
{
    private readonly Shop _shop = new();

    private string Folder => Path.GetDirectoryName(_shop.Backups)!;

    /// <summary>The folder that the store ships to.</summary>
    private string Nas => Path.Combine(Folder, "nas");

    private string[] Catalog => ["--catalog", Path.Combine(Folder, "hq", "catalog.db")];

    private string[] Targets => ["--targets", Path.Combine(Folder, "hq", "hq-0042.json")];

    public async Task InitializeAsync()
    {
        _shop.Clock.Advance(TimeSpan.FromDays(-30));
        await _shop.InitializeAsync();
        for (int day = 0; day < 4; day++)
        {
            _shop.Clock.Advance(TimeSpan.FromDays(1));
            await _shop.SellAsync();
            await _shop.TakeAsync(BackupKind.Full);
        }

        Directory.CreateDirectory(Nas);
        Directory.CreateDirectory(Path.Combine(Folder, "hq"));
        string store = Path.Combine(Folder, "targets.json");
        await DefineAsync(store, appendOnly: true);
        await _shop.ShipAsync(store, "nas");
        await DefineAsync(Targets[1], appendOnly: false);
    }

    public Task DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Expire_RemovesWhatHeadquartersVerifiedWhereItLies()
    {
        string[] expire = ["expire", .. Catalog, .. Targets, "--target", "nas", "--keep-last", "1", "--max-delete", "100"];
        (await RunAsync(["verify", "--record", Path.Combine(Nas, "0042"), .. Catalog])).Exits(0);

        JsonNode proven = (await RunAsync(["sync", .. Catalog, .. Targets, "--json"])).Exits(0).Json()["targets"]![0]!;
        ProgramResult done = (await RunAsync(expire)).Exits(0);

        Assert.Equal((4, 0), (proven["alreadyProtected"]!.GetValue<int>(), proven["copies"]!.AsArray().Count));
        Assert.Contains("nas: 3 of 3 media sets removed", done.Output, StringComparison.Ordinal);
        Assert.Equal(2, Files().Length);

        // Every night: what is gone is missed by nobody.
        (await RunAsync(["verify", "--record", Path.Combine(Nas, "0042"), .. Catalog])).Exits(0);
        (await RunAsync(["sync", .. Catalog, .. Targets])).Exits(0);
        (await RunAsync(expire)).Exits(0);
    }

    /// <summary>Manifests carry the proofs of the store wherever the folder is copied: they tell nothing of this folder.</summary>
    [Fact]
    public async Task Expire_RemovesNothingThatHeadquartersOnlyReadTheManifestsOf()
    {
        (await RunAsync(["catalog", "rebuild", Nas, .. Catalog])).Exits(0);

        ProgramResult refused = (await RunAsync(["expire", .. Catalog, .. Targets, "--target", "nas", "--keep-last", "1", "--max-delete", "100"])).Exits(1);
        ProgramResult shipped = (await RunAsync(["sync", .. Catalog, .. Targets])).Exits(1);

        Assert.Contains("was never proven there", refused.Error, StringComparison.Ordinal);
        Assert.Contains("nobody has proven what lies there", shipped.Error, StringComparison.Ordinal);
        Assert.Equal(8, Files().Length);
    }

    private Task DefineAsync(string file, bool appendOnly) => File.WriteAllTextAsync(
        file, $$"""{ "schema": 1, "store": "0042", "targets": [ { "name": "nas", "kind": "folder", "path": {{JsonSerializer.Serialize(Nas)}}, "appendOnly": {{(appendOnly ? "true" : "false")}} } ] }""");

    private static Task<ProgramResult> RunAsync(string[] arguments) => TheProgram.RunAsync(arguments);

    private string[] Files() => Directory.GetFiles(Nas, "*.bak*", SearchOption.AllDirectories);
}
