using System.Text;
using PosBackup.Cli.Serving.Wire;

namespace PosBackup.Cli.Tests.Serving.Wire;

public sealed class IncomingMessageTests
{
    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"m"}""", "request 1 m -")]
    [InlineData("""{"jsonrpc":"2.0","id":"1","method":"m","params":null}""", "request 1 m -")]
    [InlineData("""{"jsonrpc":"2.0","id":-9007199254740993,"method":"m","params":{"a":1}}""", """request -9007199254740993 m {"a":1}""")]
    [InlineData("""{"jsonrpc":"2.0","id":"é😀\u05d0","method":"m","params":[1]}""", "request é😀א m [1]")]
    [InlineData("""{"jsonrpc":"2.0","method":"m"}""", "notification m")]
    [InlineData("""{"jsonrpc":"2.0","id":"e1","result":{"secret":"x"}}""", "reply e1")]
    [InlineData("""{"jsonrpc":"2.0","id":"e1","error":{"code":1,"message":"no"}}""", "reply e1 error")]
    [InlineData("   ", "nothing")]
    [InlineData("", "nothing")]
    [InlineData("{", "refused -32700")]
    [InlineData("hello", "refused -32700")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"m"} x""", "refused -32700")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"m",}""", "refused -32700")]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"method":"m"}]""", "refused -32600")]
    [InlineData("[]", "refused -32600")]
    [InlineData("1", "refused -32600")]
    [InlineData("null", "refused -32600")]
    [InlineData("""{"id":1,"method":"m"}""", "refused -32600 1")]
    [InlineData("""{"jsonrpc":2.0,"id":1,"method":"m"}""", "refused -32600 1")]
    [InlineData("""{"jsonrpc":"1.0","id":1,"method":"m"}""", "refused -32600 1")]
    [InlineData("""{"jsonrpc":"2.0","id":null,"method":"m"}""", "refused -32600")]
    [InlineData("""{"jsonrpc":"2.0","id":1.5,"method":"m"}""", "refused -32600")]
    [InlineData("""{"jsonrpc":"2.0","id":1e30,"method":"m"}""", "refused -32600")]
    [InlineData("""{"jsonrpc":"2.0","id":{},"method":"m"}""", "refused -32600")]
    [InlineData("""{"jsonrpc":"2.0","id":true,"method":"m"}""", "refused -32600")]
    [InlineData("""{"jsonrpc":"2.0","id":"\ud800","method":"m"}""", "refused -32600")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":2}""", "refused -32600 1")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"\udc00"}""", "refused -32600 1")]
    [InlineData("""{"jsonrpc":"2.0","id":1}""", "refused -32600 1")]
    [InlineData("""{"jsonrpc":"2.0"}""", "refused -32600")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":7}}""", "cancel 7")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":{}}}""", "notification $/cancelRequest")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"\ud800":{}}}""", "refused -32600")]
    [InlineData("""{"\ud800":1}""", "refused -32600")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"m","\ud800":1}""", "refused -32600")]
    public void ALine_IsWhatItSays(string line, string expected) => Assert.Equal(expected, Describe(Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void WhatIsNoUtf8_IsNoJson() => Assert.Equal("refused -32700", Describe([.. "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\""u8, 0xFF, .. "\"}"u8]));

    [Fact]
    public void AnError_RepeatsNothingOfTheLine()
    {
        foreach (string line in (string[])["S3cret", """{"password": S3cret}""", """{"jsonrpc":"S3cret","id":1}""", """{"id":["S3cret"]}""", """{"jsonrpc":"2.0","id":1,"method":["S3cret"]}"""])
        {
            var refused = Assert.IsType<IncomingMessage.Refused>(IncomingMessage.Of(new Line(Encoding.UTF8.GetBytes(line), IsTooLong: false), 1000));
            Assert.DoesNotContain("S3", refused.Error.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("'S'", refused.Error.ToString(), StringComparison.Ordinal);
        }
    }

    private static string Describe(byte[] bytes) => IncomingMessage.Of(new Line(bytes, IsTooLong: false), 1000) switch
    {
        IncomingMessage.Request request => $"request {request.Id} {request.Method} {request.Params?.GetRawText() ?? "-"}",
        IncomingMessage.Notification notification => $"notification {notification.Method}",
        IncomingMessage.Cancel cancel => $"cancel {cancel.Id}",
        IncomingMessage.Reply reply => $"reply {reply.Id}{(reply.Result is null ? " error" : "")}",
        IncomingMessage.Refused refused => $"refused {refused.Error.Code}{(refused.Id is { } id ? $" {id}" : "")}",
        _ => "nothing",
    };
}
