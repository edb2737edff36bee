using System.Text.Json.Nodes;
using PosBackup.PowerShell.Engine;
using PosBackup.PowerShell.Tests.Support;
using Sent = PosBackup.PowerShell.Json.JsonObject;

namespace PosBackup.PowerShell.Tests.Engine;

public sealed class EngineConnectionTests : IDisposable
{
    private readonly ScriptedEngine _engine = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(1));

    public void Dispose()
    {
        _engine.Dispose();
        _limit.Dispose();
    }

    [Fact]
    public void AMessageIsALineOfJson()
    {
        using EngineRequest request = _engine.Connection.Begin("sets/list", new Sent { ["source"] = "catalog" });

        Assert.Equal("""{"jsonrpc":"2.0","id":1,"method":"sets/list","params":{"source":"catalog"}}""", _engine.Hear().ToJsonString());
        _engine.Say("""{"jsonrpc":"2.0","id":1,"result":{}}""");
        Assert.IsType<EngineMessage.Answer>(request.Take(_limit.Token));
    }

    [Fact]
    public void NotificationsGoToTheRequestThatTheyAreOf_InTheirOrder()
    {
        using EngineRequest first = _engine.Connection.Begin("a", new Sent());
        using EngineRequest second = _engine.Connection.Begin("b", new Sent());
        _engine.Say("""{"jsonrpc":"2.0","method":"$/record","params":{"request":2,"record":{"n":1}}}""");
        _engine.Say("""{"jsonrpc":"2.0","method":"$/record","params":{"request":1,"record":{"n":2}}}""");
        _engine.Say("""{"jsonrpc":"2.0","method":"$/record","params":{"request":7,"record":{"n":3}}}""");
        _engine.Say("""{"jsonrpc":"2.0","method":"$/record","params":{"request":2,"record":{"n":4}}}""");
        _engine.Say("""{"jsonrpc":"2.0","id":2,"result":{}}""");
        _engine.Say("""{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"full","data":{"code":"noSpace","hint":"make room"}}}""");

        Assert.Equal(["1", "4"], [Record(second), Record(second)]);
        Assert.IsType<EngineMessage.Answer>(second.Take(_limit.Token));
        Assert.Equal("2", Record(first));
        PosBackupException error = Assert.IsType<EngineMessage.Failure>(first.Take(_limit.Token)).Error;
        Assert.Equal(("NoSpace", "full", "make room"), (error.Code, error.Message, error.Hint));
    }

    [Fact]
    public void AQuestionOfTheEngineIsAnsweredByItsId()
    {
        using EngineRequest request = _engine.Connection.Begin("sync/run", new Sent());
        _ = _engine.Hear();
        _engine.Say("""{"jsonrpc":"2.0","id":"e1","method":"secrets/ask","params":{"request":1,"purpose":"password of hq"}}""");

        var question = Assert.IsType<EngineMessage.Question>(request.Take(_limit.Token));
        _engine.Connection.Answer(question, new Sent { ["secret"] = "a \"b\" ü" });

        JsonNode answer = _engine.Hear();
        Assert.Equal(("e1", "a \"b\" ü", "password of hq"), (answer["id"]!.GetValue<string>(), answer["result"]!["secret"]!.GetValue<string>(), question.Body["purpose"].Text));
    }

    [Fact]
    public void AQuestionOfARequestThatIsOverIsRefused()
    {
        _engine.Say("""{"jsonrpc":"2.0","id":"e5","method":"secrets/ask","params":{"request":9,"purpose":"x"}}""");

        JsonNode answer = _engine.Hear();

        Assert.Equal("e5", answer["id"]!.GetValue<string>());
        Assert.NotNull(answer["error"]);
    }

    [Fact]
    public void WhoGoesBeforeTheEndCancels_AndWhoGoesAfterwardsDoesNot()
    {
        using (EngineRequest done = _engine.Connection.Begin("a", new Sent()))
        {
            _ = _engine.Hear();
            _engine.Say("""{"jsonrpc":"2.0","id":1,"result":{}}""");
            done.Take(_limit.Token);
        }

        _engine.Connection.Begin("b", new Sent()).Dispose();

        Assert.Equal("b", _engine.Hear()["method"]!.GetValue<string>());
        Assert.Equal("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":2}}""", _engine.Hear().ToJsonString());
    }

    [Fact]
    public void WhatTheEngineCouldNotReadFailsWhoeverWaits()
    {
        using EngineRequest request = _engine.Connection.Begin("a", new Sent());
        _engine.Say("""{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"the line is no JSON","data":{"code":"noJson","hint":null}}}""");

        Assert.Equal("NoJson", Assert.IsType<EngineMessage.Failure>(request.Take(_limit.Token)).Error.Code);
    }

    [Theory]
    [InlineData("Unhandled exception. System.OutOfMemoryException")]
    [InlineData("{\"jsonrpc\":")]
    public void AnEngineThatSpeaksNoJsonIsGone(string line)
    {
        using EngineRequest request = _engine.Connection.Begin("a", new Sent());
        _engine.Say(line);

        PosBackupException error = Assert.IsType<EngineMessage.Failure>(request.Take(_limit.Token)).Error;
        Assert.Equal(EngineErrorCode.Crashed, error.Code);
        Assert.Contains("said something during a that is no message", error.Message, StringComparison.Ordinal);
        Assert.Contains("no JSON", error.Message, StringComparison.Ordinal);
        Assert.True(_engine.Connection.IsGone);
    }

    [Fact]
    public void ALineLongerThanAnyMessageIsToldAsThat()
    {
        using var endless = new MemoryStream(new byte[LineReader.MaxLength + (1 << 20)]);
        using var connection = new EngineConnection(Stream.Null, endless, method => new PosBackupException(EngineErrorCode.Crashed, $"gone during {method}"));
        using EngineRequest request = connection.Begin("a", new Sent());

        Assert.Contains("a message is longer than", Assert.IsType<EngineMessage.Failure>(request.Take(_limit.Token)).Error.Message, StringComparison.Ordinal);
    }

    /// <summary>A pipe takes 64 KB; the thread that asks is the one that PowerShell stops.</summary>
    [Fact]
    public async Task AnEngineThatTakesNothingHoldsUpNobodyWhoAsks()
    {
        var body = new Sent { ["paths"] = Enumerable.Range(0, 20_000).Select(i => $"/a/folder/with/a/long/name/{i}.bak").ToArray() };

        using EngineRequest request = await Task.Run(() => _engine.Connection.Begin("media/verify", body)).WaitAsync(_limit.Token);
        await Task.Run(request.Cancel).WaitAsync(_limit.Token);

        Assert.Equal("media/verify", _engine.Hear()["method"]!.GetValue<string>());
        Assert.Equal("$/cancelRequest", _engine.Hear()["method"]!.GetValue<string>());
    }

    [Fact]
    public void ALineThatIsCutOffByTheEndIsNoMessage()
    {
        using EngineRequest request = _engine.Connection.Begin("a", new Sent());
        _engine.Leave();

        Assert.Equal("gone during a", Assert.IsType<EngineMessage.Failure>(request.Take(_limit.Token)).Error.Message);
    }

    [Fact]
    public async Task Greet_RefusesAnEngineOfAnotherProtocol()
    {
        Task greeting = Task.Run(() => EngineHandshake.Greet(_engine.Connection, "engine", _limit.Token));
        Assert.Equal(1, _engine.Hear()["params"]!["protocol"]!.GetValue<int>());
        _engine.Say("""{"jsonrpc":"2.0","id":1,"result":{"protocol":2,"engineVersion":"9.0.0"}}""");

        PosBackupException e = await Assert.ThrowsAsync<PosBackupException>(() => greeting);

        Assert.Equal(EngineErrorCode.ProtocolMismatch, e.Code);
        Assert.Contains("protocol 2", e.Message, StringComparison.Ordinal);
    }

    private string Record(EngineRequest request) => Assert.IsType<EngineMessage.Notification>(request.Take(_limit.Token)).Body["record"]["n"].Text;
}
