using System.Text.Json.Nodes;
using PosBackup.Cli.Tests.Serving.Support;
using PosBackup.Cli.Tests.Support;
using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Tests.Serving;

/// <summary>Restores, drills, copies and retention, over a shop of their own: what lies in its folders is what they are about.</summary>
public sealed class VerbMethodTests : IAsyncLifetime
{
    private readonly ServedShop _served = new();

    private ServeClient Client => _served.Client;

    private Shop Shop => _served.Shop;

    private string Targets => Path.Combine(_served.Folder("conf"), "targets.json");

    public async Task InitializeAsync()
    {
        await _served.InitializeAsync();
        await Shop.TakeAsync(BackupKind.Full);
        string hq = JsonValue.Create(_served.Folder("hq"))!.ToJsonString();
        string slow = JsonValue.Create(_served.Folder("slow"))!.ToJsonString();
        await File.WriteAllTextAsync(Targets, $$"""
            { "schema": 1, "store": "0042", "targets": [
              { "name": "hq", "kind": "folder", "path": {{hq}} }, { "name": "slow", "kind": "folder", "path": {{slow}}, "throttle": { "rate": "1KiB" } } ] }
            """);
    }

    public Task DisposeAsync() => _served.DisposeAsync();

    [Fact]
    public async Task ARestore_IsPlannedAndDone_AndOverwritesNothingThatWasNotApproved()
    {
        JsonObject asked = Restore();
        JsonNode plan = (await Client.AskAsync("restore/plan", asked)).Result;
        Assert.Equal((true, "succeeded"), (plan["dryRun"]!.GetValue<bool>(), Text(plan["outcome"])));
        Assert.NotEmpty(plan["plan"]!["steps"]!.AsArray());
        Answer done = await Client.AskAsync("restore/run", asked);
        Assert.Equal((false, "succeeded"), (done.Result["dryRun"]!.GetValue<bool>(), Text(done.Result["outcome"])));
        Assert.Contains("finished", done.Events);
        Assert.Equal(1, await Shop.ScalarAsync("Shop_back", "SELECT COUNT(*) FROM Products"));

        Assert.Equal("databaseExists", Text((await Client.AskAsync("restore/run", asked)).Result["code"]));
        (asked["replace"], asked["tailLog"]) = (true, "skip");
        asked["approvedReplace"] = false;
        Assert.Equal("databaseExists", Text((await Client.AskAsync("restore/run", asked)).Result["code"]));
        asked["approvedReplace"] = true;
        Assert.Equal("succeeded", Text((await Client.AskAsync("restore/run", asked)).Result["outcome"]));
    }

    [Fact]
    public async Task AMoment_IsWhatItsKindSays()
    {
        JsonObject asked = Restore();
        asked["moment"] = new JsonObject { ["kind"] = "time", ["time"] = "2020-01-01T00:00:00Z", ["isLocal"] = false };
        JsonNode gap = (await Client.AskAsync("restore/plan", asked)).Result;
        Assert.Equal(("notRecoverable", "time", "2020-01-01T00:00:00+00:00"), (Text(gap["outcome"]), Text(gap["moment"]!["kind"]), Text(gap["moment"]!["time"])));
        foreach (string wrong in (string[])["""{}""", """{ "kind": "tomorrow" }""", """{ "kind": "time", "time": "noon" }""", """{ "kind": "time", "time": "2020-01-01T00:00:00", "isLocal": false }""", """{ "kind": "latest", "lsn": "1" }""", """{ "kind": "lsn", "lsn": "x" }""", """{ "kind": "set" }""", """{ "kind": "mark", "mark": "m", "after": "2020-01-01T00:00:00Z" }"""])
        {
            asked["moment"] = JsonNode.Parse(wrong);
            Assert.Contains("'moment.", (await Client.AskAsync("restore/plan", asked)).Fails(-32602, "invalidOption").Message, StringComparison.Ordinal);
        }

        asked = Restore();
        asked["fromTargets"] = new JsonArray("hq");
        (await Client.AskAsync("restore/plan", asked)).Fails(-32602, "invalidOption");
    }

    /// <summary>A client whose filter left nothing must not get all.</summary>
    [Theory]
    [InlineData("restore/plan", "from")]
    [InlineData("restore/run", "fromTargets")]
    [InlineData("drill/plan", "from")]
    [InlineData("drill/plan", "fromTargets")]
    [InlineData("sync/plan", "from")]
    [InlineData("sync/run", "targets")]
    [InlineData("fetch/plan", "targets")]
    [InlineData("media/verify", "paths")]
    [InlineData("sets/list", "paths")]
    public async Task AListThatIsEmpty_IsNotEverything(string method, string list)
    {
        JsonObject asked = method.Split('/')[0] switch
        {
            "restore" => Restore(),
            "drill" => new JsonObject { ["instance"] = Restore()["instance"]!.DeepClone(), ["catalog"] = Shop.CatalogFile },
            "sync" => new JsonObject { ["catalog"] = Shop.CatalogFile, ["targetsFile"] = Targets },
            "fetch" => new JsonObject { ["database"] = "Shop", ["folder"] = _served.Folder("fetched"), ["targetsFile"] = Targets, ["moment"] = new JsonObject { ["kind"] = "latest" } },
            "sets" => new JsonObject { ["source"] = "files" },
            _ => [],
        };
        asked.Remove("from");
        asked[list] = new JsonArray();

        Assert.Contains($"'{list}' is empty", (await Client.AskAsync(method, asked)).Fails(-32602, "invalidOption").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsFetchedForARestore_ItsPlanTells_AndItsRunShows()
    {
        await Shop.ShipAsync(Targets, "hq");
        JsonObject asked = Restore();
        asked.Remove("from");
        (asked["fromTargets"], asked["targetsFile"], asked["staging"]) = (new JsonArray("hq"), Targets, _served.Folder("staging"));

        Assert.Single(Fetched(await Client.AskAsync("restore/plan", asked)));
        Answer done = await Client.AskAsync("restore/run", asked);
        Assert.Empty(Fetched(done));
        Assert.Contains(done.Before, one => Text(one["method"]) == "$/operation" && Text(one["params"]!["verb"]) == "fetch");

        asked["moment"] = new JsonObject { ["kind"] = "time", ["time"] = "2020-01-01T00:00:00Z", ["isLocal"] = false };
        foreach (string method in (string[])["restore/plan", "restore/run"])
        {
            Answer gap = await Client.AskAsync(method, asked);
            Assert.Equal("notRecoverable", Text(gap.Result["outcome"]));
            Assert.Empty(Fetched(gap));
        }

        static JsonNode[] Fetched(Answer answer) => [.. answer.Before.Where(one => Text(one["method"]) == "$/message" && Text(one["params"]!["text"]).Contains(" is fetched to ", StringComparison.Ordinal))];
    }

    [Fact]
    public async Task Copies_AreShipped_Listed_Fetched_Restored_AndDrilled()
    {
        var sync = new JsonObject { ["targets"] = new JsonArray("hq"), ["catalog"] = Shop.CatalogFile, ["targetsFile"] = Targets };
        JsonNode planned = Assert.Single((await Client.AskAsync("sync/plan", sync)).Records("syncPlan"));
        Assert.Equal(("hq", "upload"), (Text(planned["target"]), Text(planned["items"]![0]!["action"])));
        sync["approved"] = new JsonArray(new JsonObject { ["target"] = "slow", ["file"] = planned["items"]![0]!["file"]!.DeepClone() });
        Assert.Empty((await Client.AskAsync("sync/run", sync)).Records("copyResult"));
        sync["approved"] = new JsonArray(new JsonObject { ["target"] = "HQ", ["file"] = planned["items"]![0]!["file"]!.DeepClone() });
        Answer shipped = await Client.AskAsync("sync/run", sync);
        JsonNode copy = Assert.Single(shipped.Records("copyResult"));
        Assert.Equal(("hq", "succeeded"), (Text(copy["target"]), Text(copy["outcome"])));
        Assert.Empty(shipped.Result["targets"]![0]!["copies"]!.AsArray());

        Answer listed = await Client.AskAsync("sets/list", new JsonObject { ["source"] = "targets", ["targets"] = new JsonArray("hq"), ["targetsFile"] = Targets });
        JsonNode set = Assert.Single(listed.Records("backupSet"));
        Assert.Equal(("target", "hq", Text(copy["path"])), (Text(set["source"]), Text(set["target"]), Text(set["files"]![0]!["file"])));

        var fetch = new JsonObject { ["targets"] = new JsonArray("hq"), ["database"] = "Shop", ["folder"] = _served.Folder("fetched"), ["targetsFile"] = Targets };
        Assert.True((await Client.AskAsync("fetch/plan", fetch)).Result["dryRun"]!.GetValue<bool>());
        JsonNode fetched = Assert.Single((await Client.AskAsync("fetch/run", fetch)).Records("fetchedFile"));
        Assert.Equal("succeeded", Text(fetched["outcome"]));
        Assert.True(File.Exists(Text(fetched["file"])));

        JsonObject restore = Restore();
        restore.Remove("from");
        (restore["fromTargets"], restore["targetsFile"], restore["staging"]) = (new JsonArray("hq"), Targets, _served.Folder("staging"));
        Assert.Equal("succeeded", Text((await Client.AskAsync("restore/plan", restore)).Result["outcome"]));
        Assert.Equal("succeeded", Text((await Client.AskAsync("restore/run", restore)).Result["outcome"]));
        Assert.Empty(Directory.GetFiles(_served.Folder("staging"), "*.bak", SearchOption.AllDirectories));

        var drill = new JsonObject { ["instance"] = Shop.Served, ["fromTargets"] = new JsonArray("hq"), ["targetsFile"] = Targets, ["staging"] = _served.Folder("staging"), ["catalog"] = Shop.CatalogFile, ["evidence"] = Shop.Evidence };
        JsonNode due = Assert.Single((await Client.AskAsync("drill/plan", drill)).Records("drillPlan"));
        Assert.Equal("Shop", Text(due["database"]));
        drill["approved"] = new JsonArray();
        Answer none = await Client.AskAsync("drill/run", drill);
        Assert.Empty(none.Records("drillResult"));
        drill["approved"] = new JsonArray(new JsonObject { ["database"] = "Shop", ["sourceInstance"] = due["sourceInstance"]!.DeepClone() });
        Answer drilled = await Client.AskAsync("drill/run", drill);
        Assert.Equal(("passed", "L2"), (Text(Assert.Single(drilled.Records("drillResult"))["outcome"]), Text(drilled.Records("drillResult")[0]["level"])));
        Assert.Empty(drilled.Result["results"]!.AsArray());
        drill["seed"] = 7;
        (await Client.AskAsync("drill/run", drill)).Fails(-32602, "invalidOption");
    }

    [Fact]
    public async Task AnUploadUnderWay_IsBrokenOff()
    {
        Call sync = Client.Begin("sync/run", new JsonObject { ["targets"] = new JsonArray("slow"), ["catalog"] = Shop.CatalogFile, ["targetsFile"] = Targets });
        await sync.NotificationAsync(one => one["params"]!["event"]?.GetValue<string>() == "started" && one["params"]!["verb"]!.GetValue<string>() != "look at");
        await Client.CancelAsync(sync.Id);
        Answer answer = await sync.AnswerAsync();
        Assert.Equal("cancelled", Text(answer.Result["targets"]![0]!["outcome"]));
    }

    [Fact]
    public async Task Retention_IsPlannedAndDone()
    {
        // Times of sets are whole seconds: of two of one second neither is the older.
        var catalog = new BackupCatalog(Shop.CatalogFile);
        do
            await Shop.TakeAsync(BackupKind.Full);
        while (catalog.List().DistinctBy(entry => entry.Set.FinishedAt).Count() < 2);
        DateTimeOffset newest = catalog.List().Max(entry => entry.Set.FinishedAt!.Value.AsUtc());
        Guid[] older = [.. catalog.List().Where(entry => entry.Set.FinishedAt!.Value.AsUtc() < newest).Select(entry => entry.Manifest.Media.MediaSetId)];
        JsonObject Expire() => new()
        {
            ["places"] = new JsonArray("here"), ["catalog"] = Shop.CatalogFile, ["targetsFile"] = Targets, ["terms"] = new JsonObject { ["keepLast"] = 1, ["minimumChains"] = 1, ["copies"] = 0, ["maxDelete"] = 1 },
        };

        Answer plan = await Client.AskAsync("expire/plan", Expire());
        JsonNode[] judged = plan.Records("judgedMedia");
        Assert.Equal(catalog.List().Count, judged.Length);
        Assert.All(judged, one => Assert.Equal("", Text(one["target"])));
        Assert.True(plan.Result["dryRun"]!.GetValue<bool>());
        Assert.Empty(plan.Result["places"]![0]!["media"]!.AsArray());
        string[] going = [.. judged.Where(one => one["removed"]!.GetValue<bool>()).Select(one => Text(one["mediaSetId"]))];

        JsonObject disapproved = Expire();
        disapproved["approved"] = new JsonArray(new JsonObject { ["target"] = "", ["medium"] = "", ["mediaSetId"] = Guid.NewGuid().ToString() });
        Assert.DoesNotContain((await Client.AskAsync("expire/run", disapproved)).Records("judgedMedia"), one => one["outcome"] is { } outcome && Text(outcome) == "removed");
        JsonObject approved = Expire();
        approved["approved"] = new JsonArray([.. judged.Where(one => one["removed"]!.GetValue<bool>()).Select(one => (JsonNode)new JsonObject { ["target"] = "", ["mediaSetId"] = one["mediaSetId"]!.DeepClone() })]);
        Answer run = await Client.AskAsync("expire/run", approved);
        Assert.Equal(going, run.Records("judgedMedia").Select(one => Text(one["mediaSetId"])));
        Assert.Equal(older.Select(one => one.ToString()).Order(StringComparer.Ordinal), going.Order(StringComparer.Ordinal));
        Assert.All(run.Records("judgedMedia"), one => Assert.Equal("removed", Text(one["outcome"])));

        JsonObject wrong = Expire();
        wrong["acknowledge"] = new JsonArray(Guid.NewGuid().ToString());
        (await Client.AskAsync("expire/plan", wrong)).Fails(-32000, "backupSetNotFound");
        wrong = Expire();
        wrong["terms"]!["maxDelete"] = 2;
        (await Client.AskAsync("expire/plan", wrong)).Fails(-32602, "invalidOption");
        wrong = Expire();
        wrong["catalog"] = Shop.CatalogFile + ".none";
        (await Client.AskAsync("expire/plan", wrong)).Fails(-32000, "catalogUnavailable");
        wrong = Expire();
        wrong["targetsFile"] = Targets + ".none";
        (await Client.AskAsync("expire/run", wrong)).Fails(-32000, "fileAccess");
    }

    [Fact]
    public async Task FetchedFiles_AreToldAsSoonAsEachIsOver()
    {
        await Shop.TakeAsync(BackupKind.Differential);
        await Client.AskAsync("sync/run", new JsonObject { ["targets"] = new JsonArray("hq"), ["catalog"] = Shop.CatalogFile, ["targetsFile"] = Targets });

        Answer run = await Client.AskAsync("fetch/run", new JsonObject
        {
            ["targets"] = new JsonArray("hq"), ["database"] = "Shop", ["folder"] = _served.Folder("fetched"), ["targetsFile"] = Targets, ["parallelism"] = 1,
        });

        string[] course =
        [
            .. run.Before.Select(one => one["params"]!).Where(told => told["record"] is not null || (told["verb"]?.GetValue<string>() == "fetch" && Text(told["event"]) == "started"))
                .Select(told => told["record"] is { } record ? $"told {Path.GetFileName(Text(record["file"]))}" : $"started {Text(told["subject"])}"),
        ];
        string[] files = [.. run.Result["files"]!.AsArray().Select(file => Path.GetFileName(Text(file!["file"])))];
        Assert.Equal([$"started {files[0]}", $"told {files[0]}", $"started {files[1]}", $"told {files[1]}"], course);
    }

    [Fact]
    public async Task Expire_WarnsOfFilesThatOthersMayWrite()
    {
        if (OperatingSystem.IsWindows())
            return;

        string folder = Path.GetDirectoryName(Shop.CatalogFile)!;
        string[] files = [Path.Combine(folder, "holds.json"), Path.Combine(folder, "open.retention.json")];
        await File.WriteAllTextAsync(files[0], """{ "schema": 1, "revision": 1, "holds": [] }""");
        await File.WriteAllTextAsync(files[1], """{ "schema": 1, "policy": { "keepLast": 1 } }""");
        foreach (string file in files)
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);

        Answer plan = await Client.AskAsync("expire/plan", new JsonObject { ["places"] = new JsonArray("here"), ["catalog"] = Shop.CatalogFile, ["targetsFile"] = Targets, ["policyFile"] = files[1] });

        Assert.NotNull(plan.Result);
        string[] warnings = [.. plan.Before.Where(one => Text(one["method"]) == "$/message" && Text(one["params"]!["level"]) == "warning").Select(one => Text(one["params"]!["text"]))];
        Assert.Contains($"everybody on this machine may write {files[0]}, and so end holds", warnings);
        Assert.Contains($"everybody on this machine may write {files[1]}, and so have backups removed", warnings);
    }

    private JsonObject Restore() => new()
    {
        ["instance"] = Shop.Served, ["database"] = "Shop", ["as"] = "Shop_back", ["from"] = new JsonArray(Shop.Backups), ["catalog"] = Shop.CatalogFile, ["state"] = Shop.State,
    };

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
