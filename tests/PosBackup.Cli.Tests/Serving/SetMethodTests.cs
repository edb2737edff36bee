using System.Text.Json.Nodes;
using PosBackup.Cli.Tests.Serving.Support;
using PosBackup.Cli.Tests.Support;
using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Tests.Serving;

/// <summary>Whatever <c>sets/list</c> is asked about, the same restricts it: a full and a log of one database, in the catalog, in their folder, and at a target.</summary>
public sealed class SetMethodTests : IAsyncLifetime
{
    private readonly ServedShop _served = new();

    private ServeClient Client => _served.Client;

    private Shop Shop => _served.Shop;

    private string Targets => Path.Combine(_served.Folder("conf"), "targets.json");

    public async Task InitializeAsync()
    {
        await _served.InitializeAsync();
        await Shop.TakeAsync(BackupKind.Full);
        await Shop.TakeAsync(BackupKind.Log);
        string hq = JsonValue.Create(_served.Folder("hq"))!.ToJsonString();
        await File.WriteAllTextAsync(Targets, $$"""{ "schema": 1, "store": "0042", "targets": [ { "name": "hq", "kind": "folder", "path": {{hq}} } ] }""");
        await Shop.ShipAsync(Targets, "hq");
    }

    public Task DisposeAsync() => _served.DisposeAsync();

    [Theory]
    [InlineData("catalog")]
    [InlineData("files")]
    [InlineData("targets")]
    public async Task DatabaseInstanceKindAndTime_RestrictEverySource(string source)
    {
        Assert.Equal(["full", "log"], Kinds(await ListAsync(source)));
        Assert.Equal(["full", "log"], Kinds(await ListAsync(source, ("databases", new JsonArray("SHOP")), ("instance", "standin"), ("since", "2020-01-01T00:00:00Z"))));
        Assert.Equal(["full", "log"], Kinds(await ListAsync(source, ("databases", new JsonArray("S?op")))));
        Assert.Equal(["log"], Kinds(await ListAsync(source, ("kind", "log"))));
        Assert.Empty(Kinds(await ListAsync(source, ("since", "2100-01-01T00:00:00Z"))));
        Assert.Empty(Kinds(await ListAsync(source, ("instance", "other"))));
    }

    [Theory]
    [InlineData("catalog")]
    [InlineData("files")]
    [InlineData("targets")]
    public async Task ANameThatIsNowhere_IsAnError_OneThatTheRestLeavesOut_AWarning(string source)
    {
        Answer mistyped = await ListAsync(source, ("databases", new JsonArray("Shpo", "Shop")), ("kind", "full"));
        Assert.Equal(["full"], Kinds(mistyped));
        Assert.Equal([("Shpo", "databaseNotFound")], Problems(mistyped));
        Assert.Empty(Warnings(mistyped));

        Assert.Equal([("TILL9", "backupSetNotFound")], Problems(await ListAsync(source, ("instance", "TILL9"))));

        foreach ((string Name, JsonNode Value)[] restrictions in new (string, JsonNode)[][] { [("databases", new JsonArray("Shop")), ("kind", "differential")], [("databases", new JsonArray("Shp*"))] })
        {
            Answer leftOut = await ListAsync(source, restrictions);
            Assert.Empty(Problems(leftOut));
            Assert.Contains("matches the database Sh", Assert.Single(Warnings(leftOut)), StringComparison.Ordinal);
        }
    }

    /// <summary>Nothing of it is listed, and that the database is there is no comfort. At a target only the wanted databases are looked at: the instance may have others.</summary>
    [Theory]
    [InlineData("catalog", true)]
    [InlineData("files", true)]
    [InlineData("targets", false)]
    public async Task AnInstanceThatIsNowhere_IsAnErrorBesideADatabase_WhereAllAreSeen(string source, bool isError)
    {
        Answer mistyped = await ListAsync(source, ("databases", new JsonArray("Shop", "Shpo")), ("instance", "TILL9"));

        Assert.Equal(isError ? [("Shpo", "databaseNotFound"), ("TILL9", "backupSetNotFound")] : [("Shpo", "databaseNotFound")], Problems(mistyped));
        Assert.Equal(isError ? 0 : 1, Warnings(mistyped).Length);
    }

    [Theory]
    [InlineData("files", "missing", "'missing' is for sets in the catalog, not for those in files")]
    [InlineData("targets", "missing", "'missing' is for sets in the catalog, not for those at targets")]
    [InlineData("catalog", "store", "'store' is for sets at targets, not for those in the catalog")]
    public async Task WhatIsOfOneSourceAlone_IsRefusedByName(string source, string property, string message) =>
        Assert.Equal(message, (await ListAsync(source, (property, property == "missing" ? true : "0042"))).Fails(-32602, "invalidOption").Message);

    /// <summary>A file that cannot be read may have what is named.</summary>
    [Fact]
    public async Task ANameThatIsNotSeen_IsNoErrorWhereNotAllCouldBeLookedAt()
    {
        Answer listed = await Client.AskAsync("sets/list", new JsonObject { ["source"] = "files", ["paths"] = new JsonArray(Shop.Backups, Shop.Backups + ".none"), ["databases"] = new JsonArray("Till") });

        Assert.Equal([(Shop.Backups + ".none", "fileAccess")], Problems(listed));
        Assert.Contains("matches the database Till", Assert.Single(Warnings(listed)), StringComparison.Ordinal);
    }

    /// <summary>What is in a file at a target its manifest tells, and nobody else.</summary>
    [Theory]
    [InlineData("databases", "Shop", "matches the database Shop")]
    [InlineData("instance", "standin", "no set of the instance standin was seen at hq")]
    [InlineData("store", "0042", "no set of the store 0042 was seen at hq")]
    public async Task ANameThatIsNotSeenAtATarget_IsNoErrorWhereManifestsCannotBeRead(string property, string name, string warning)
    {
        foreach (string manifest in Directory.GetFiles(_served.Folder("hq"), "*.manifest.json", SearchOption.AllDirectories))
            await File.WriteAllTextAsync(manifest, "{");

        Answer listed = await ListAsync("targets", (property, property == "databases" ? new JsonArray(name) : name));

        Assert.Empty(Kinds(listed));
        Assert.Empty(Problems(listed));
        Assert.Contains(Warnings(listed), told => told.Contains(warning, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ATargetThatIsNotDefined_KeepsNoOtherFromItsTurn()
    {
        JsonObject asked = Source("targets");
        asked["targets"] = new JsonArray("nowhere", "hq");
        Answer listed = await Client.AskAsync("sets/list", asked);

        Assert.Equal(["full", "log"], Kinds(listed));
        Assert.Equal([("nowhere", "targetNotFound")], Problems(listed));
        asked["targets"] = new JsonArray("nowhere");
        (await Client.AskAsync("sets/list", asked)).Fails(-32000, "targetNotFound");
    }

    /// <summary>Nobody has named any of it: very many manifests are one mistake.</summary>
    [Fact]
    public async Task AListingOfManifestsAlone_IsToldOnce()
    {
        JsonArray Manifests() => new([.. Directory.GetFiles(Shop.Backups, "*.manifest.json", SearchOption.AllDirectories).Select(file => (JsonNode)file)]);
        Assert.Equal(2, Manifests().Count);

        Answer listed = await Client.AskAsync("sets/list", new JsonObject { ["source"] = "files", ["paths"] = Manifests(), ["listed"] = true });
        Assert.Contains(" and 1 more", Assert.Single(Warnings(listed)), StringComparison.Ordinal);
        Assert.Empty(Problems(listed));

        Answer verified = await Client.AskAsync("media/verify", new JsonObject { ["paths"] = Manifests(), ["listed"] = true, ["catalog"] = Shop.CatalogFile });
        Assert.Equal("backupSetNotFound", Assert.Single(Problems(verified)).Code);
        Assert.Contains(" and 1 more", Text(verified.Result["problems"]![0]!["error"]!["message"]), StringComparison.Ordinal);
    }

    private Task<Answer> ListAsync(string source, params (string Name, JsonNode Value)[] restrictions)
    {
        JsonObject asked = Source(source);
        foreach ((string name, JsonNode value) in restrictions)
            asked[name] = value.DeepClone();

        return Client.AskAsync("sets/list", asked);
    }

    private JsonObject Source(string source) => source switch
    {
        "files" => new() { ["source"] = source, ["paths"] = new JsonArray(Shop.Backups) },
        "targets" => new() { ["source"] = source, ["targets"] = new JsonArray("hq"), ["targetsFile"] = Targets },
        _ => new() { ["source"] = source, ["catalog"] = Shop.CatalogFile },
    };

    private static string[] Kinds(Answer listed)
    {
        string[] kinds = [.. listed.Records("backupSet").Select(one => Text(one["set"]!["kind"])).Order(StringComparer.Ordinal)];
        Assert.Equal(kinds.Length, listed.Result["count"]!.GetValue<int>());
        return kinds;
    }

    private static (string Path, string Code)[] Problems(Answer listed) => [.. listed.Result["problems"]!.AsArray().Select(one => (Text(one!["path"]), Text(one["error"]!["code"])))];

    private static string[] Warnings(Answer listed) =>
        [.. listed.Before.Where(one => Text(one["method"]) == "$/message" && Text(one["params"]!["level"]) == "warning").Select(one => Text(one["params"]!["text"]))];

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
