using System.Text;
using System.Text.Json.Nodes;
using PosBackup.Cli.Serving.Dispatch;
using PosBackup.Cli.Serving.Methods;
using PosBackup.Cli.Tests.Serving.Support;

namespace PosBackup.Cli.Tests.Serving;

/// <summary>What has nothing to do with an instance. Each test leaves the server as it was.</summary>
[Collection(ServedShop.Shared)]
public sealed class ProtocolTests(ServedShop served)
{
    private readonly ServeClient _client = served.Client;

    public static TheoryData<string> Methods => [.. MethodTable.All.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [InlineData("this is no JSON", -32700)]
    [InlineData("{\"jsonrpc\":\"2.0\"", -32700)]
    [InlineData("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"targets/list\"}]", -32600)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"targets/list\"}", -32600)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"targets/list\"}", -32600)]
    [InlineData("\"targets/list\"", -32600)]
    [InlineData("{\"\\ud800\":1}", -32600)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"method\":\"$/cancelRequest\",\"params\":{\"\\ud800\":{}}}", -32600)]
    public async Task ALineThatIsNoRequest_IsAnsweredWithoutAnId_AndTheNextIsServed(string line, int code)
    {
        await _client.SendAsync(line);
        JsonObject answer = await _client.NamelessAsync();
        Assert.Equal(code, answer["error"]!["code"]!.GetValue<int>());
        Assert.True(answer.ContainsKey("id"));
        await StillServesAsync();
    }

    [Fact]
    public async Task BytesThatAreNoUtf8_AreNoJson()
    {
        await _client.SendAsync(new byte[] { 0xC3, 0x28, (byte)'\n' });
        Assert.Equal(-32700, (await _client.NamelessAsync())["error"]!["code"]!.GetValue<int>());
        await StillServesAsync();
    }

    [Fact]
    public async Task WhatAsksForNothing_IsPassedOver()
    {
        await _client.SendAsync("");
        await _client.SendAsync("\r");
        await _client.SendAsync("""{"jsonrpc":"2.0","method":"$/noSuchNotification","params":[1]}""");
        await _client.SendAsync("""{"jsonrpc":"2.0","method":"targets/list"}""");
        await _client.SendAsync("""{"jsonrpc":"2.0","id":"e77","result":{"secret":"x"}}""");
        await _client.SendAsync("""{"jsonrpc":"2.0","method":"$/cancelRequest"}""");
        await _client.SendAsync("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":{}}}""");
        await _client.SendAsync("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"never was"}}""");
        await StillServesAsync();
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task EveryMethod_RefusesWhatItDoesNotKnow(string method)
    {
        Assert.Contains("'nonsense'", (await _client.AskAsync(method, new JsonObject { ["nonsense"] = "S3cret" })).Fails(-32602, "invalidOption").Message, StringComparison.Ordinal);
        (await _client.AskAsync(method, new JsonArray(1))).Fails(-32602, "invalidOption");
        Assert.DoesNotContain("S3cret", _client.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NO/SUCH")]
    [InlineData("Targets/List")]
    [InlineData("")]
    [InlineData("p\u00e4ss \u05d0 w\u00f6rd")]
    public async Task AnUnknownMethod_IsSaid(string method) => (await _client.AskAsync(method)).Fails(-32601, "unknownMethod");

    [Fact]
    public async Task Ids_AreTextsOrNumbers_AndComeBackAsTheyWere()
    {
        foreach (JsonNode id in (JsonNode[])[0, -1, long.MaxValue, "", "1", "收銀 😀 \u05d0\u202e", new string('x', 10_000)])
        {
            JsonObject response = (await _client.Begin("complete/targets", Nowhere(), id).AnswerAsync()).Response;
            Assert.True(JsonNode.DeepEquals(id, response["id"]), response.ToJsonString());
        }
    }

    [Fact]
    public async Task NamesOfAnyAlphabet_GoBothWays()
    {
        foreach (string name in (string[])["收銀機", "😀👩‍👩‍👧‍👦", "שלום \u202eevil", "a\u0001b\n\"\\", "\u2028\u2029\ufeff", "é vs e\u0301"])
        {
            JsonNode record = Assert.Single((await VerifyAsync(name)).Records("mediaVerification"));
            Assert.Equal(name, record["file"]!.GetValue<string>());
            Assert.Contains(name, record["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        }

        Assert.All(_client.Output, c => Assert.True(c is '\n' or (>= ' ' and <= '~')));
    }

    [Fact]
    public async Task HalfASurrogatePair_IsNoText()
    {
        Call call = _client.Expect("half");
        await _client.SendAsync("""{"jsonrpc":"2.0","id":"half","method":"media/verify","params":{"paths":["\ud83d"]}}""");
        Assert.Contains("'paths[0]'", (await call.AnswerAsync()).Fails(-32602, "invalidOption").Message, StringComparison.Ordinal);
        await _client.SendAsync("""{"jsonrpc":"2.0","id":"\ud83d","method":"media/verify"}""");
        Assert.Equal(-32600, (await _client.NamelessAsync())["error"]!["code"]!.GetValue<int>());
    }

    [Fact]
    public async Task TenMegabytes_GoBothWays()
    {
        string name = "收銀 " + new string('x', 10 * 1024 * 1024);
        JsonNode record = Assert.Single((await VerifyAsync(name)).Records("mediaVerification"));
        Assert.Equal(name, record["file"]!.GetValue<string>());
        await StillServesAsync();
    }

    [Fact]
    public async Task ALineBeyondTheLimit_IsPassedOver()
    {
        byte[] piece = Encoding.ASCII.GetBytes(new string('x', 1024 * 1024));
        for (int sent = 0; sent <= Server.LongestMessage; sent += piece.Length)
            await _client.SendAsync(piece);
        await _client.SendAsync("\n"u8.ToArray());
        JsonObject answer = await _client.NamelessAsync();
        Assert.Equal(-32600, answer["error"]!["code"]!.GetValue<int>());
        await StillServesAsync();
    }

    private Task<Answer> VerifyAsync(string path) => _client.AskAsync("media/verify", new JsonObject { ["paths"] = new JsonArray(path), ["catalog"] = served.Shop.CatalogFile });

    private async Task StillServesAsync() => Assert.Empty((await _client.AskAsync("complete/targets", Nowhere())).Result["values"]!.AsArray());

    private JsonObject Nowhere() => new() { ["targetsFile"] = served.Shop.Backups + ".none" };
}
