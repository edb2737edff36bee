using System.Text.Json.Nodes;
using PosBackup.Cli.Tests.Serving.Support;
using PosBackup.Cli.Tests.Support;
using PosBackup.Engine;

namespace PosBackup.Cli.Tests.Serving;

public sealed class HandshakeTests
{
    [Fact]
    public async Task NothingIsServedBeforeBothSpeakTheSameProtocol()
    {
        await using ServeClient client = ServeClient.Start();
        Call early = client.Expect(0);
        await client.SendAsync([0xEF, 0xBB, 0xBF, .. "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"targets/list\"}\r\n\r\n\n"u8]);
        (await early.AnswerAsync()).Fails(-32002, "notInitialized");
        (await client.AskAsync("no/such")).Fails(-32002, "notInitialized");
        await client.CancelAsync(0);

        (await client.AskAsync("initialize")).Fails(-32602, "invalidOption");
        (await client.AskAsync("initialize", new JsonObject { ["protocol"] = "1" })).Fails(-32602, "invalidOption");
        (await client.AskAsync("initialize", new JsonObject { ["protocol"] = 1, ["clientName"] = "x" })).Fails(-32602, "invalidOption");
        Answer newer = (await client.AskAsync("initialize", new JsonObject { ["protocol"] = 2, ["client"] = "x", ["whatever"] = true })).Fails(-32001, "protocolMismatch");
        Assert.Contains("protocol 2", newer.Message, StringComparison.Ordinal);
        Assert.Contains("speaks 1", newer.Message, StringComparison.Ordinal);
        Assert.Contains("update the engine", newer.Hint, StringComparison.Ordinal);
        Assert.Contains("update the client", (await client.AskAsync("initialize", new JsonObject { ["protocol"] = 0 })).Fails(-32001, "protocolMismatch").Hint, StringComparison.Ordinal);
        (await client.AskAsync("initialize", new JsonObject { ["protocol"] = 1e99 })).Fails(-32001, "protocolMismatch");
        (await client.AskAsync("targets/list")).Fails(-32002, "notInitialized");

        JsonNode welcome = (await client.AskAsync("initialize", new JsonObject { ["protocol"] = 1, ["client"] = "PosBackup.PowerShell", ["clientVersion"] = "0.1.0" })).Result;
        Assert.Equal(1, welcome["protocol"]!.GetValue<int>());
        Assert.Equal(ToolVersion.Current, welcome["engineVersion"]!.GetValue<string>());
        Assert.Equal(client.Process.Id, welcome["processId"]!.GetValue<int>());
        Assert.EndsWith("catalog.db", welcome["catalog"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.EndsWith("targets.json", welcome["targets"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.EndsWith("retention.json", welcome["policy"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Matches("^(linux|win|osx).*-(x64|arm64)$", welcome["platform"]!.GetValue<string>());

        (await client.AskAsync("initialize", new JsonObject { ["protocol"] = 1 })).Fails(-32600, "invalidRequest");
        (await client.AskAsync("no/such")).Fails(-32601, "unknownMethod");
        Ended ended = await client.EndAsync();
        Assert.Equal(0, ended.ExitCode);
        Assert.Empty(ended.Error);
    }

    [Fact]
    public async Task Help_SaysWhatItIsFor()
    {
        ProgramResult help = (await TheProgram.RunAsync("serve", "--help")).Exits(0);
        Assert.Contains("JSON-RPC 2.0", help.Output, StringComparison.Ordinal);
        Assert.Contains("PowerShell", help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNoOption_IsRefusedBeforeAnythingIsServed() => (await TheProgram.RunAsync("serve", "--no-such")).Exits(2);
}
