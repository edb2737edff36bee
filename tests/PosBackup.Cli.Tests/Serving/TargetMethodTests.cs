using System.Text.Json.Nodes;
using PosBackup.Cli.Tests.Serving.Support;

namespace PosBackup.Cli.Tests.Serving;

[Collection(ServedShop.Shared)]
public sealed class TargetMethodTests(ServedShop served)
{
    private const string Secret = "S3cret-at-the-target";

    private readonly ServeClient _client = served.Client;

    [Fact]
    public async Task ATarget_IsRegistered_Tried_AndForgotten()
    {
        string file = Path.Combine(served.Folder("targets-1"), "targets.json");
        string nas = served.Folder("nas-1");
        JsonNode added = (await RegisterAsync(file, $$"""{ "name": "nas", "kind": "folder", "path": {{JsonValue.Create(nas)!.ToJsonString()}} }""", more => more["store"] = "0042")).Result;
        Assert.Equal(("added", "0042", "nas"), (Text(added["outcome"]), Text(added["store"]), Text(added["target"]!["name"])));
        Assert.Contains("already", (await RegisterAsync(file, """{ "name": "NAS", "kind": "folder", "path": "/x" }""")).Fails(-32602, "invalidOption").Message, StringComparison.Ordinal);
        Assert.Equal("replaced", Text((await RegisterAsync(file, $$"""{ "name": "nas", "kind": "folder", "path": {{JsonValue.Create(nas)!.ToJsonString()}} }""", more => more["replace"] = true)).Result["outcome"]));

        Answer tested = await _client.AskAsync("targets/test", new JsonObject { ["targetsFile"] = file, ["names"] = new JsonArray("nas") });
        Assert.True(Assert.Single(tested.Records("targetProbe"))["passed"]!.GetValue<bool>());
        Assert.Equal((1, 0), (tested.Result["passed"]!.GetValue<int>(), tested.Result["failed"]!.GetValue<int>()));
        (await _client.AskAsync("targets/offer", new JsonObject { ["targetsFile"] = file, ["target"] = JsonNode.Parse("""{ "name": "nas", "kind": "folder", "path": "/x" }""") })).Fails(-32602, "invalidOption");

        Assert.Equal("removed", Text((await _client.AskAsync("targets/unregister", new JsonObject { ["name"] = "nas", ["targetsFile"] = file })).Result["outcome"]));
        (await _client.AskAsync("targets/unregister", new JsonObject { ["name"] = "nas", ["targetsFile"] = file })).Fails(-32000, "targetNotFound");
        (await _client.AskAsync("targets/test", new JsonObject { ["targetsFile"] = file })).Fails(-32000, "targetNotFound");
    }

    /// <summary>Nobody listens there: whoever asked the server would be told that it is away.</summary>
    [Theory]
    [InlineData("""{ "name": "HQ", "kind": "sftp", "host": "127.0.0.1", "port": 1, "user": "till" }""", null, "there is a target hq already")]
    [InlineData("""{ "name": "other", "kind": "sftp", "host": "127.0.0.1", "port": 1, "user": "till" }""", "9999", "this store is called 0042")]
    [InlineData("""{ "name": "other", "kind": "sftp", "host": "127.0.0.1", "port": 0, "user": "till" }""", null, "'port' must be 1 to 65535")]
    public async Task AnOffer_IsRefused_AsTheTargetWouldBe_BeforeItsServerIsAsked(string definition, string? store, string why)
    {
        string file = Path.Combine(served.Folder($"targets-{Guid.NewGuid():n}"), "targets.json");
        await RegisterAsync(file, """{ "name": "hq", "kind": "folder", "path": "/x" }""", more => more["store"] = "0042");

        Answer refused = (await _client.AskAsync("targets/offer", new JsonObject { ["targetsFile"] = file, ["target"] = JsonNode.Parse(definition), ["store"] = store })).Fails(-32602, "invalidOption");

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        (await _client.AskAsync("targets/offer", new JsonObject { ["targetsFile"] = file, ["replace"] = true, ["target"] = JsonNode.Parse("""{ "name": "HQ", "kind": "sftp", "host": "127.0.0.1", "port": 1, "user": "till" }""") })).Fails(-32000, "targetUnavailable");
    }

    [Theory]
    [InlineData("targets/list", "target", "name")]
    [InlineData("targets/test", "targetProbe", "target")]
    public async Task PatternsAndNames_MeanWhatTheyMatch_AndANameThatIsNotDefinedIsTold(string method, string record, string name)
    {
        string file = Path.Combine(served.Folder("targets-named"), "targets.json");
        string folder = JsonValue.Create(served.Folder("sticks"))!.ToJsonString();
        foreach (string stick in (string[])["stick-A", "stick-B", "nas"])
            await RegisterAsync(file, $$"""{ "name": "{{stick}}", "kind": "folder", "path": {{folder.TrimEnd('"')}}/{{stick}}" }""", more => more["replace"] = true);

        Answer answer = await _client.AskAsync(method, new JsonObject { ["targetsFile"] = file, ["names"] = new JsonArray("Stick*", "gone", "tape*") });

        Assert.Equal(["stick-A", "stick-B"], answer.Records(record).Select(one => Text(one[name])));
        Assert.Equal("""["gone"]""", answer.Result["notDefined"]!.ToJsonString());
        Assert.Equal("""["tape*"]""", answer.Result["notMatched"]!.ToJsonString());
        Assert.Equal(file, Text(answer.Result["file"]));
    }

    [Fact]
    public async Task AFileOfTargets_ThatIsNamedAndNotThere_IsAnError()
    {
        string file = Path.Combine(served.Folder("targets-none"), "targets.json");
        (await _client.AskAsync("targets/list", new JsonObject { ["targetsFile"] = file })).Fails(-32000, "fileAccess");
    }

    /// <summary>A retry would wait seconds, and asked again the door would count it.</summary>
    [Fact]
    public async Task ATargetThatDoesNotAnswer_IsAskedOnce()
    {
        using var listener = new CountingListener();
        string file = Path.Combine(served.Folder("targets-once"), "targets.json");
        await File.WriteAllTextAsync(file, $$"""{ "schema": 1, "store": "0042", "targets": [ { "name": "line", "kind": "ftp", "host": "127.0.0.1", "port": {{listener.Port}}, "user": "till", "password": "env:NONE", "protection": "none", "allowPlaintext": true } ] }""");

        JsonNode probe = Assert.Single((await _client.AskAsync("targets/test", new JsonObject { ["targetsFile"] = file })).Records("targetProbe"));

        Assert.False(probe["passed"]!.GetValue<bool>());
        Assert.Equal(1, listener.Calls);
    }

    [Fact]
    public async Task ASecretOfATarget_GoesToAFileOfItsOwn_AndWithTheTarget()
    {
        string folder = served.Folder("targets-2");
        string file = Path.Combine(folder, "targets.json");
        string kept = Path.Combine(folder, "secrets", "hq.password");
        await RegisterAsync(file, """{ "name": "hq", "kind": "ftp", "host": "127.0.0.1", "user": "till" }""", more => more["password"] = Secret);
        Assert.Equal(Secret, (await File.ReadAllTextAsync(kept)).TrimEnd());
        Assert.Contains("file:", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(kept));

        int closed;
        using (var listener = new SilentListener())
            closed = listener.Port;
        (await RegisterAsync(file, $$"""{ "name": "hq", "kind": "ftp", "host": "127.0.0.1", "port": {{closed}}, "user": "till" }""", more => (more["password"], more["replace"], more["trust"]) = ("another", true, new JsonArray(new string('a', 64)))))
            .Fails(-32000, "targetUnavailable");
        Assert.Equal(Secret, (await File.ReadAllTextAsync(kept)).TrimEnd());
        await _client.AskAsync("targets/unregister", new JsonObject { ["name"] = "hq", ["targetsFile"] = file });
        Assert.False(File.Exists(kept));
    }

    [Fact]
    public async Task ASecret_GoesWithTheTargetThatItWasOf_WhenThatIsReplaced()
    {
        string folder = served.Folder("targets-replaced");
        string file = Path.Combine(folder, "targets.json");
        string kept = Path.Combine(folder, "secrets", "hq.password");
        await RegisterAsync(file, """{ "name": "hq", "kind": "ftp", "host": "127.0.0.1", "user": "till" }""", more => more["password"] = Secret);
        Assert.Equal("added", Text((await RegisterAsync(file, $$"""{ "name": "twin", "kind": "ftp", "host": "127.0.0.2", "user": "till", "password": "file:{{kept}}" }""")).Result["outcome"]));

        await RegisterAsync(file, """{ "name": "hq", "kind": "ftp", "host": "127.0.0.1", "user": "till" }""", more => (more["password"], more["replace"]) = ("another", true));
        Assert.Equal("another", (await File.ReadAllTextAsync(kept)).TrimEnd());
        await RegisterAsync(file, """{ "name": "hq", "kind": "ftp", "host": "127.0.0.1", "user": "till", "password": "env:HQ" }""", more => more["replace"] = true);
        Assert.True(File.Exists(kept), "another target refers to it");
        await _client.AskAsync("targets/unregister", new JsonObject { ["name"] = "twin", ["targetsFile"] = file });

        Assert.False(File.Exists(kept));
    }

    [Fact]
    public async Task WhatCannotBeRegistered_LeavesNothing()
    {
        string folder = served.Folder("targets-3");
        string file = Path.Combine(folder, "targets.json");
        using var silent = new SilentListener();
        string ftp = $$"""{ "name": "hq", "kind": "ftp", "host": "127.0.0.1", "port": {{silent.Port}}, "user": "till" }""";
        silent.Dispose();
        (await RegisterAsync(file, ftp, more => (more["password"], more["trust"]) = (Secret, new JsonArray(new string('a', 64))))).Fails(-32000, "targetUnavailable");
        foreach (string wrong in (string[])["""{ "name": "../hq", "kind": "ftp", "host": "h", "user": "u" }""", """{ "name": "hq", "kind": "ftp", "host": "h", "user": "u", "password": "S3cret-at-the-target" }""", """{ "kind": "ftp" }""", "\"S3cret-at-the-target\"", """{ "name": "hq", "name": "hq" }"""])
            (await RegisterAsync(file, wrong, more => more["password"] = Secret)).Fails(-32602, "invalidOption");

        (await RegisterAsync(file, """{ "name": "hq", "kind": "sftp", "host": "h", "user": "u" }""", more => more["jumpPassword"] = Secret)).Fails(-32602, "invalidOption");
        (await _client.AskAsync("targets/register", new JsonObject { ["targetsFile"] = file })).Fails(-32602, "invalidOption");
        Assert.Empty(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
        Assert.DoesNotContain(Secret, _client.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASecretThatIsAskedFor_ComesFromTheClient()
    {
        using var door = new FtpDoor();
        string file = await TargetsAsync("targets-4", door);
        Call test = _client.Begin("targets/test", new JsonObject { ["targetsFile"] = file });
        JsonObject question = await AskedAsync(test);
        await _client.SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = question["id"]!.DeepClone(), ["result"] = new JsonObject { ["secret"] = Secret } }.ToJsonString());
        Assert.Equal(Secret, await door.Password.Task);
        Assert.Equal(1, (await test.AnswerAsync()).Result["failed"]!.GetValue<int>());
        Assert.DoesNotContain(Secret, _client.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "error": { "code": 1, "message": "nobody is there" } }""")]
    [InlineData("""{ "result": { "secret": 5 } }""")]
    [InlineData("""{ "result": { "password": "x" } }""")]
    [InlineData("""{ "result": "x" }""")]
    [InlineData("""{ "result": null }""")]
    public async Task WhereNobodyCanBeAsked_TheSecretIsNotFound(string answer)
    {
        using var door = new FtpDoor();
        string file = await TargetsAsync("targets-5", door);
        Call test = _client.Begin("targets/test", new JsonObject { ["targetsFile"] = file });
        JsonObject reply = JsonNode.Parse(answer)!.AsObject();
        reply["jsonrpc"] = "2.0";
        reply["id"] = (await AskedAsync(test))["id"]!.DeepClone();
        await _client.SendAsync(reply.ToJsonString());
        Assert.Contains("nobody can be asked", Assert.Single((await test.AnswerAsync()).Records("targetProbe")).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhileSomebodyIsAsked_TheRequestCanBeCancelled()
    {
        using var door = new FtpDoor();
        string file = await TargetsAsync("targets-6", door);
        Call test = _client.Begin("targets/test", new JsonObject { ["targetsFile"] = file });
        JsonObject question = await AskedAsync(test);
        await _client.CancelAsync(test.Id);
        (await test.AnswerAsync()).Fails(-32800, "cancelled");
        await _client.SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = question["id"]!.DeepClone(), ["result"] = new JsonObject { ["secret"] = Secret } }.ToJsonString());
        Assert.NotNull((await _client.AskAsync("complete/targets", new JsonObject { ["targetsFile"] = file })).Result);
        Assert.False(door.Password.Task.IsCompleted);
    }

    private async Task<string> TargetsAsync(string folder, FtpDoor door)
    {
        string file = Path.Combine(served.Folder(folder), "targets.json");
        await File.WriteAllTextAsync(file, $$"""{ "schema": 1, "store": "0042", "targets": [ {{door.Target("office")}} ] }""");
        return file;
    }

    private async Task<JsonObject> AskedAsync(Call call)
    {
        JsonObject question = await _client.QuestionAsync();
        Assert.StartsWith("e", Text(question["id"]), StringComparison.Ordinal);
        Assert.Equal(("secrets/ask", "password of till at target office"), (Text(question["method"]), Text(question["params"]!["purpose"])));
        Assert.True(JsonNode.DeepEquals(call.Id, question["params"]!["request"]));
        return question;
    }

    private async Task<Answer> RegisterAsync(string file, string definition, Action<JsonObject>? add = null)
    {
        var asked = new JsonObject { ["targetsFile"] = file };
        add?.Invoke(asked);
        string json = asked.ToJsonString();
        Call call = _client.Expect($"register {Guid.NewGuid()}");
        await _client.SendAsync($$"""{"jsonrpc":"2.0","id":{{call.Id.ToJsonString()}},"method":"targets/register","params":{"target":{{definition}},{{json[1..]}}}""");
        return await call.AnswerAsync();
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
