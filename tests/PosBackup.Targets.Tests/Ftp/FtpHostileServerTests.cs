using System.Text;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Ftp;

namespace PosBackup.Targets.Tests.Ftp;

/// <summary>What a server says is never believed, only shown: whatever it is, the client ends with the right word, and bounded memory.</summary>
public sealed class FtpHostileServerTests : ScriptedFtpTests
{
    [Fact]
    public async Task Script_WithoutMaliceServes()
    {
        await using ScriptedFtpServer server = ScriptedFtpServer.Start(_ => null, [1, 2, 3]);
        await using FtpTarget target = TargetOn(server);

        Assert.Equal([1, 2, 3], await ReadAsync(target));
    }

    [Fact]
    public async Task EndlessLine_IsBrokenOff()
    {
        TargetException failure = await FailureAsync("greeting", $"220 {new string('x', 1 << 20)}");

        Assert.Equal(TargetFailure.Unreachable, failure.Failure);
        Assert.Contains("a line of more than", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndlessReply_IsBrokenOff()
    {
        TargetException failure = await FailureAsync("FEAT", $"211-these\r\n{string.Concat(Enumerable.Repeat(" REST STREAM\r\n", 100_000))}");

        Assert.Equal(TargetFailure.Unknown, failure.Failure);
        Assert.Contains("a reply of more than", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("220-hello\r\n221 never mine\r\n")]
    [InlineData("220-hello\r\n220-again\r\n")]
    [InlineData("220-hello\r\n 220 hello\r\n")]
    public async Task ReplyThatDoesNotEnd_IsNoAnswer(string greeting)
    {
        TargetException failure = await FailureAsync("greeting", greeting, connectSeconds: 1);

        Assert.Equal(TargetFailure.Unreachable, failure.Failure);
        Assert.Contains("did not answer", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("999 no such code\r\n")]
    [InlineData("\r\n")]
    public async Task OtherProtocol_IsTold(string greeting)
    {
        TargetException failure = await FailureAsync("greeting", greeting);

        Assert.Equal(TargetFailure.Unreachable, failure.Failure);
        Assert.Contains("does not speak FTP", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ControlCharacters_AreNotShown()
    {
        TargetException failure = await FailureAsync("greeting", "421 \u001b[2J\u001b]0;owned\u0007\u00ff\u00fd go away\r\n");

        Assert.Contains("go away", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(failure.ToString().ReplaceLineEndings(""), char.IsControl);
    }

    [Fact]
    public async Task AddressOfPassiveReply_IsIgnored()
    {
        // 203.0.113.9 is nobody's: had it been asked, there would be no data.
        ScriptedFtpServer? server = null;
        server = ScriptedFtpServer.Start(
            command => command switch
            {
                "EPSV" => "500 what?\r\n",
                "PASV" => $"227 go (203,0,113,9,{server!.DataPort >> 8},{server.DataPort & 255})\r\n",
                _ => null,
            },
            [4, 5]);
        await using ScriptedFtpServer running = server;
        await using FtpTarget target = TargetOn(server);

        Assert.Equal([4, 5], await ReadAsync(target));
    }

    [Fact]
    public async Task RepliesBeforeTheQuestion_MakeTheNextCallUseAnotherConnection()
    {
        await using ScriptedFtpServer server = ScriptedFtpServer.Start(command => command.StartsWith("DELE", StringComparison.Ordinal) ? "250 gone\r\n213 7777\r\n" : null, [1, 2, 3]);
        await using FtpTarget target = TargetOn(server);
        await target.DeleteAsync(TargetPath.Parse("other"), default);

        Assert.Equal([1, 2, 3], await ReadAsync(target));

        Assert.Equal(2, server.Heard.Count(c => c.StartsWith("USER", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task TextBehindTheAnswerToAuth_IsRefused()
    {
        await using ScriptedFtpServer server = ScriptedFtpServer.Start(command => command.StartsWith("AUTH", StringComparison.Ordinal) ? "234 begin\r\n230 you are in\r\n" : null);
        await using FtpTarget target = TargetOn(server, d => d with { Protection = FtpProtection.ExplicitTls, AllowPlaintext = false });

        TargetException failure = await Assert.ThrowsAsync<TargetException>(() => target.DescribeAsync(default));

        Assert.Equal(TargetFailure.HostIdentity, failure.Failure);
        Assert.Equal(["AUTH TLS"], server.Heard);
    }

    [Fact]
    public async Task ServerWithoutTls_GetsNoLogin()
    {
        await using ScriptedFtpServer server = ScriptedFtpServer.Start(command => command.StartsWith("AUTH", StringComparison.Ordinal) ? "502 not here\r\n" : null);
        await using FtpTarget target = TargetOn(server, d => d with { Protection = FtpProtection.ExplicitTls, AllowPlaintext = true });

        TargetException failure = await Assert.ThrowsAsync<TargetException>(() => target.DescribeAsync(default));

        Assert.Equal(TargetFailure.Config, failure.Failure);
        Assert.Equal(["AUTH TLS"], server.Heard);
    }

    [Fact]
    public async Task OversizedListing_IsBrokenOff()
    {
        byte[] line = Encoding.ASCII.GetBytes("type=file;size=1; x\r\n");
        byte[] listing = new byte[65 << 20];
        for (int i = 0; i + line.Length <= listing.Length; i += line.Length)
            line.CopyTo(listing, i);
        await using ScriptedFtpServer server = ScriptedFtpServer.Start(_ => null, listing);
        await using FtpTarget target = TargetOn(server);

        TargetException failure = await Assert.ThrowsAsync<TargetException>(() => ListAsync(target));

        Assert.Contains("longer than 64 MiB", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MLSD", "type=file;size=1; {0}\r\n")]
    [InlineData("LIST", "-rw-r--r--    1 0     0           1 Jan 02  2021 {0}\r\n")]
    public async Task HostileNames_AreLeftOutOfListings(string verb, string shape)
    {
        string[] names = ["..", ".", "../../etc/passwd", "/etc/passwd", "a/b", "..\\..\\win.ini", "bell\a", "esc\u001b[31m", "nul\0", "good"];
        byte[] listing = Encoding.UTF8.GetBytes(string.Concat(names.Select(n => shape.Replace("{0}", n, StringComparison.Ordinal))));
        await using ScriptedFtpServer server = ScriptedFtpServer.Start(
            command => verb == "LIST" && command == "FEAT" ? "502 no\r\n" : null, listing);
        await using FtpTarget target = TargetOn(server);

        IReadOnlyList<TargetEntry> entries = await ListAsync(target);

        Assert.Equal(["good"], entries.Select(e => e.Path.Value));
        Assert.Contains(server.Heard, c => c.StartsWith(verb, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("522 SSL connection failed: session reuse required\r\n")]
    [InlineData("425 Unable to build data connection: Operation not permitted\r\n")]
    public async Task RefusedSessionReuse_SaysWhatToSetAtTheServer(string reply)
    {
        TargetException failure = await FailureAsync("STOR", reply);

        Assert.Equal(TargetFailure.Config, failure.Failure);
        Assert.Contains("NoSessionReuseRequired", failure.Hint, StringComparison.Ordinal);
        Assert.Contains("require_ssl_reuse=NO", failure.Hint, StringComparison.Ordinal);
    }
}
