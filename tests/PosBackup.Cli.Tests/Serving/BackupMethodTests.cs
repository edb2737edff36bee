using System.Text.Json.Nodes;
using PosBackup.Cli.Tests.Serving.Support;
using PosBackup.Cli.Tests.Support;

namespace PosBackup.Cli.Tests.Serving;

[Collection(ServedShop.Shared)]
public sealed class BackupMethodTests(ServedShop served)
{
    private readonly ServeClient _client = served.Client;

    private Shop Shop => served.Shop;

    [Fact]
    public async Task ABackup_IsTold_Streamed_Listed_AndVerified()
    {
        Answer plan = await _client.AskAsync("backup/plan", served.Backup("Shop"));
        Assert.Equal(("Shop", "full"), (Text(Assert.Single(plan.Records("backupPlan"))["database"]), Text(plan.Records("backupPlan")[0]["plannedKind"])));
        Assert.Equal(Shop.Backups, Text(plan.Result["folder"]));
        JsonObject disapproved = served.Backup("Shop");
        disapproved["approved"] = new JsonArray();
        Assert.Empty((await _client.AskAsync("backup/run", disapproved)).Records("backupResult"));
        Answer backup = await _client.AskAsync("backup/run", served.Backup("Shop"));
        JsonNode result = Assert.Single(backup.Records("backupResult"));
        Assert.Equal("succeeded", result["outcome"]!.GetValue<string>());
        Assert.False(backup.Result["cancelled"]!.GetValue<bool>());
        Assert.Null(backup.Result["results"]);
        Assert.True(backup.Result["preflight"]!["passed"]!.GetValue<bool>());
        Assert.Contains("started", backup.Events);
        Assert.Equal(backup.Events.Count(one => one == "started"), backup.Events.Count(one => one == "finished"));
        JsonNode operation = backup.Before.First(one => one["method"]!.GetValue<string>() == "$/operation")["params"]!;
        Assert.Equal(("back up", "Shop", 1), (operation["verb"]!.GetValue<string>(), operation["subject"]!.GetValue<string>(), operation["operation"]!.GetValue<int>()));

        string file = result["files"]![0]!["file"]!.GetValue<string>();
        string set = result["set"]!["setGuid"]!.GetValue<string>();
        Answer catalog = await _client.AskAsync("sets/list", new JsonObject { ["catalog"] = Shop.CatalogFile, ["databases"] = new JsonArray("Shop"), ["kind"] = "full", ["since"] = "2020-01-01T00:00:00Z" });
        JsonNode listed = Assert.Single(catalog.Records("backupSet"), one => one["set"]!["setGuid"]!.GetValue<string>() == set);
        Assert.Equal(("catalog", "intact", file, "present"), (Text(listed["source"]), Text(listed["verdict"]), Text(listed["files"]![0]!["file"]), Text(listed["files"]![0]!["presence"])));
        Assert.Equal(catalog.Records("backupSet").Length, catalog.Result["count"]!.GetValue<int>());

        Answer files = await _client.AskAsync("sets/list", new JsonObject { ["source"] = "files", ["paths"] = new JsonArray(file, file + ".none") });
        Assert.Equal(("file", "L1"), (Text(Assert.Single(files.Records("backupSet"))["source"]), Text(files.Records("backupSet")[0]["proof"]!["level"])));
        Assert.Equal(file + ".none", Text(Assert.Single(files.Result["problems"]!.AsArray())!["path"]));

        Answer verified = await _client.AskAsync("media/verify", new JsonObject { ["paths"] = new JsonArray(file, file + ".none"), ["catalog"] = Shop.CatalogFile });
        Assert.Equal(["not checked", "intact"], verified.Records("mediaVerification").Select(one => Text(one["verdict"])));
        Assert.Equal("""{"intact":1,"suspect":0,"damaged":0,"notChecked":1,"problems":[]}""", verified.Result.ToJsonString());
    }

    /// <summary>Who pipes a folder's files has not named its manifests; who names one has.</summary>
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task AManifestInAListing_IsPassedOver(bool isListed, int problems)
    {
        string file = Text(Assert.Single((await _client.AskAsync("backup/run", served.Backup("Shop"))).Records("backupResult"))["files"]![0]!["file"]);
        var asked = new JsonObject { ["paths"] = new JsonArray(file + ".manifest.json", file), ["listed"] = isListed };
        var files = asked.DeepClone().AsObject();
        files["source"] = "files";

        Assert.Equal(problems, (await _client.AskAsync("sets/list", files)).Result["problems"]!.AsArray().Count);
        Assert.Equal(1 + problems, (await _client.AskAsync("media/verify", asked)).Records("mediaVerification").Length);
    }

    [Fact]
    public async Task StripesOfASet_AreListedTogether()
    {
        JsonObject asked = served.Backup("Shop");
        asked["stripes"] = 3;
        JsonNode result = Assert.Single((await _client.AskAsync("backup/run", asked)).Records("backupResult"));
        string[] paths = [.. result["files"]!.AsArray().Select(one => Text(one!["file"]))];
        Answer listed = await _client.AskAsync("sets/list", new JsonObject { ["source"] = "files", ["paths"] = new JsonArray([.. paths.Reverse().Select(path => (JsonNode)path)]) });
        JsonNode set = Assert.Single(listed.Records("backupSet"));
        Assert.Equal(3, set["stripes"]!.GetValue<int>());
        Assert.Equal([1, 2, 3], set["files"]!.AsArray().Select(one => one!["stripe"]!.GetValue<int>()));
        Assert.Equal(paths, set["files"]!.AsArray().Select(one => Text(one!["file"])));
    }

    [Fact]
    public async Task NamesOfDatabases_GoBothWays()
    {
        const string Name = "收銀 😀 \u05d0";
        await Shop.ExecuteAsync("master", $"CREATE DATABASE [{Name}]");
        JsonNode result = Assert.Single((await _client.AskAsync("backup/run", served.Backup(Name))).Records("backupResult"));
        Assert.Equal((Name, "succeeded"), (Text(result["database"]), Text(result["outcome"])));
        Assert.Equal(Name, Assert.Single(await CompleteAsync("complete/databases", new JsonObject { ["catalog"] = Shop.CatalogFile, ["word"] = "收" })));
    }

    [Fact]
    public async Task ThePreflight_StreamsItsChecks()
    {
        Answer preflight = await _client.AskAsync("preflight/run", served.Backup("Shop"));
        Assert.True(preflight.Result["passed"]!.GetValue<bool>());
        Assert.Equal(preflight.Result["checks"]!.AsArray().Select(one => one!.ToJsonString()), preflight.Records("preflightCheck").Select(one => one.ToJsonString()));
        Assert.NotEmpty(preflight.Records("preflightCheck"));
    }

    [Fact]
    public async Task WhatIsWrongWithAnOption_IsSaid()
    {
        JsonObject asked = served.Backup("Shop");
        asked["stripes"] = 65;
        Assert.Contains("stripes 65", (await _client.AskAsync("backup/run", asked)).Fails(-32602, "invalidOption").Message, StringComparison.Ordinal);
        asked = served.Backup("Shop");
        asked["instance"]!["password"] = null;
        (await _client.AskAsync("backup/run", asked)).Fails(-32602, "invalidOption");
        (await _client.AskAsync("sets/list", new JsonObject { ["paths"] = new JsonArray("x") })).Fails(-32602, "invalidOption");
        (await _client.AskAsync("sets/list", new JsonObject { ["catalog"] = Shop.CatalogFile + ".none" })).Fails(-32000, "catalogUnavailable");
    }

    [Fact]
    public async Task AWrongPassword_IsRepeatedNowhere()
    {
        const string Wrong = "Wr0ng-and-n0where";
        JsonObject asked = served.Backup("Shop");
        asked["instance"]!["password"] = Wrong;
        (await _client.AskAsync("preflight/run", asked)).Fails(-32000, "instanceAccessDenied");
        JsonNode result = Assert.Single((await _client.AskAsync("backup/run", asked)).Records("backupResult"));
        Assert.Equal("instanceAccessDenied", Text(result["code"]));
        asked["instance"]!["pasword"] = Wrong;
        (await _client.AskAsync("backup/run", asked)).Fails(-32602, "invalidOption");
        Assert.DoesNotContain(Wrong, _client.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_AreCompleted()
    {
        string[] databases = await CompleteAsync("complete/databases", new JsonObject { ["instance"] = Shop.Served, ["catalog"] = Shop.CatalogFile, ["word"] = "sh" });
        Assert.Equal(["Shop"], databases);
        Assert.Contains("master", await CompleteAsync("complete/databases", new JsonObject { ["instance"] = Shop.Served, ["catalog"] = Shop.CatalogFile }));
        Assert.Empty(await CompleteAsync("complete/databases", new JsonObject { ["instance"] = new JsonObject { ["name"] = Shop.Served["name"]!.DeepClone(), ["user"] = "sa", ["password"] = "x" }, ["catalog"] = Shop.CatalogFile + ".none" }));
        await _client.AskAsync("backup/run", served.Backup("Shop"));
        Assert.Single(await CompleteAsync("complete/instances", new JsonObject { ["catalog"] = Shop.CatalogFile }));
        Assert.Empty(await CompleteAsync("complete/instances", new JsonObject { ["catalog"] = Shop.CatalogFile, ["word"] = "no such" }));
    }

    [Fact]
    public async Task Targets_AreListedAndCompleted()
    {
        string file = Path.Combine(Path.GetDirectoryName(Shop.Backups)!, "targets-of-list.json");
        await File.WriteAllTextAsync(file, """
            { "schema": 1, "store": "0042", "targets": [
              { "name": "hq", "kind": "sftp", "host": "backup.example.com", "user": "till", "password": "env:HQ_PASSWORD" }, { "name": "nas", "kind": "folder", "path": "/mnt/nas" } ] }
            """);
        Answer listed = await _client.AskAsync("targets/list", new JsonObject { ["targetsFile"] = file });
        Assert.Equal(["hq", "nas"], listed.Records("target").Select(one => Text(one["name"])));
        Assert.Equal((file, "0042"), (Text(listed.Result["file"]), Text(listed.Result["store"])));
        Assert.Equal("nas", Text(Assert.Single((await _client.AskAsync("targets/list", new JsonObject { ["targetsFile"] = file, ["names"] = new JsonArray("N*") })).Records("target"))["name"]));
        Assert.Equal(["hq"], await CompleteAsync("complete/targets", new JsonObject { ["targetsFile"] = file, ["word"] = "H" }));
        (await _client.AskAsync("targets/list", new JsonObject { ["targetsFile"] = file + ".none" })).Fails(-32000, "fileAccess");
        Assert.DoesNotContain("HQ_PASSWORD", _client.Output, StringComparison.Ordinal);
    }

    private async Task<string[]> CompleteAsync(string method, JsonObject asked) => [.. (await _client.AskAsync(method, asked)).Result["values"]!.AsArray().Select(Text)];

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
