using System.Buffers.Binary;
using System.Text;
using PosBackup.Integration.Tests.Support;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Integration.Tests.Tds;

/// <summary>Whatever a client sends, it is told off or cut off, and the next one is served.</summary>
public sealed class HostileClientTests
{
    private const int Mutations = 2000;

    private static readonly Script AnswerOne = (_, response, _) =>
    {
        response.Columns([new TdsColumn("one", TdsType.Int)]);
        response.Row([1]);
        response.Done(command: 193, rowCount: 1);
        return Task.CompletedTask;
    };

    public static TheoryData<string, byte[]> FirstBytes() => new()
    {
        { "HTTP", Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: x\r\n\r\n") },
        { "zeros", new byte[64] },
        { "ones", Enumerable.Repeat((byte)0xFF, 64).ToArray() },
        { "no payload", [0x12, 1, 0, 8, 0, 0, 1, 0] },
        { "length below the header", [0x12, 1, 0, 3, 0, 0, 1, 0] },
        { "largest length", [0x12, 1, 0xFF, 0xFF, 0, 0, 1, 0] },
        { "options without end", [0x12, 1, 0, 13, 0, 0, 1, 0, 0, 0, 11, 0, 6] },
        { "option beyond the end", [0x12, 1, 0, 14, 0, 0, 1, 0, 1, 0xFF, 0, 0, 1, 0xFF] },
        { "unknown encryption", [0x12, 1, 0, 15, 0, 0, 1, 0, 1, 0, 6, 0, 1, 0xFF, 9] },
        { "a login first", [0x10, 1, 0, 12, 0, 0, 1, 0, 4, 0, 0, 0] },
        { "a batch first", [0x01, 1, 0, 12, 0, 0, 1, 0, 4, 0, 0, 0] },
        { "half a TLS hello", [0x16, 3, 1, 0, 200, 1, 0, 0, 196, 3, 3] },
    };

    [Theory]
    [MemberData(nameof(FirstBytes), DisableDiscoveryEnumeration = true)]
    public async Task FirstBytes_ThatAreNotTdsEndTheConnectionOnly(string name, byte[] bytes)
    {
        await using var server = ScriptedServer.Start(AnswerOne);
        using (RawClient client = await RawClient.ConnectAsync(server.Server.Port))
        {
            await client.SendBytesAsync(bytes);
            client.EndSending();
            Assert.Null(await client.ReadMessageAsync());
        }

        await AssertServesAsync(server, name);
    }

    [Theory]
    [InlineData(0x07, "BulkLoad requests (packet type 0x07)")]
    [InlineData(0x08, "FederatedAuthentication requests (packet type 0x08)")]
    [InlineData(0x11, "Sspi requests (packet type 0x11)")]
    [InlineData(0x02, "OldLogin requests (packet type 0x02)")]
    public async Task Request_ThatIsNotKnownIsRefusedByName(byte type, string expected)
    {
        await using var server = ScriptedServer.Start(AnswerOne);
        using RawClient client = await RawClient.LogInAsync(server.Server.Port);
        await client.SendAsync(type, new byte[8]);
        Assert.Contains(expected, Text(await client.ReadMessageAsync()), StringComparison.Ordinal);

        await client.SendBatchAsync("SELECT 1");
        Assert.NotNull(await client.ReadMessageAsync());
    }

    [Theory]
    [InlineData(0x70000000u, 0, 0, "TDS version 0x70000000")]
    [InlineData(0x74000004u, 0x80, 0, "Login failed. The login is from an untrusted domain and cannot be used with Integrated authentication.")]
    [InlineData(0x74000004u, 0, 0x01, "a change of password at login")]
    public async Task Login_ThatIsNotKnownIsRefusedByName(uint version, byte flags2, byte flags3, string expected)
    {
        await using var server = ScriptedServer.Start(AnswerOne);
        using RawClient client = await RawClient.ConnectAsync(server.Server.Port);
        await client.SendAsync(0x12, RawClient.PreLoginMessage);
        await client.ReadMessageAsync();
        await client.SendAsync(0x10, RawClient.LoginMessage(version, flags2, flags3));
        Assert.Contains(expected, Text(await client.ReadMessageAsync()), StringComparison.Ordinal);
        Assert.Null(await client.ReadMessageAsync());
    }

    [Fact]
    public async Task MalformedRpc_IsToldByErrorAndTheConnectionEnds()
    {
        await using var server = ScriptedServer.Start(AnswerOne);
        using RawClient client = await RawClient.LogInAsync(server.Server.Port);
        byte[] headers = RawClient.BatchPayload("");

        // sp_executesql with a parameter of type 0x99.
        await client.SendAsync(0x03, (byte[])[.. headers, 0xFF, 0xFF, 10, 0, 0, 0, 0, 0, 0x99]);
        Assert.Contains("Data type 0x99 is unknown.", Text(await client.ReadMessageAsync()), StringComparison.Ordinal);
        Assert.Null(await client.ReadMessageAsync());
        await AssertServesAsync(server, "malformed RPC");
    }

    [Fact]
    public async Task Request_LongerThanAllowedEndsTheConnection()
    {
        await using var server = ScriptedServer.Start(AnswerOne, new TdsServerOptions { LargestRequest = 10_000 });
        using RawClient client = await RawClient.LogInAsync(server.Server.Port);
        for (int i = 0; i < 3; i++)
            await client.SendAsync(RawClient.Batch, new byte[4000], status: 0);
        Assert.Null(await client.ReadMessageAsync());
        Assert.Contains(server.Log, line => line.Contains("of more than 10000 bytes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Attention_WhenNothingRunsIsAcknowledged()
    {
        await using var server = ScriptedServer.Start(AnswerOne);
        using RawClient client = await RawClient.LogInAsync(server.Server.Port);
        await client.SendAsync(RawClient.Attention, Array.Empty<byte>());
        Assert.Equal([0xFD, 0x20, 0, 253, 0, 0, 0, 0, 0, 0, 0, 0, 0], await client.ReadMessageAsync());
    }

    [Fact]
    public async Task Attention_InTheMiddleOfARequestTakesItBack()
    {
        await using var server = ScriptedServer.Start(AnswerOne);
        using RawClient client = await RawClient.LogInAsync(server.Server.Port);
        await client.SendAsync(RawClient.Batch, RawClient.BatchPayload("SELECT"), status: 0);
        await client.SendAsync(RawClient.Attention, Array.Empty<byte>());
        Assert.Equal([0xFD, 0x20, 0, 253, 0, 0, 0, 0, 0, 0, 0, 0, 0], await client.ReadMessageAsync());
    }

    [Fact]
    public async Task Attention_ComesAfterTheAnswerAsAMessageOfItsOwn()
    {
        using var running = new SemaphoreSlim(0);
        await using var server = ScriptedServer.Start(async (_, response, attention) =>
        {
            running.Release();
            try
            {
                await Task.Delay(Timeout.Infinite, attention);
            }
            catch (OperationCanceledException)
            {
                response.Error(new SqlMessage(3204, 16, 1, "The backup or restore was aborted."));
                response.Done(command: 228, rowCount: null, error: true);
            }
        });
        using RawClient client = await RawClient.LogInAsync(server.Server.Port);
        await client.SendBatchAsync("BACKUP");
        await running.WaitAsync();
        await client.SendAsync(RawClient.Attention, Array.Empty<byte>());

        byte[] answer = (await client.ReadMessageAsync())!;
        Assert.Contains("aborted", Text(answer), StringComparison.Ordinal);
        Assert.Equal([0xFD, 2, 0, 228, 0, 0, 0, 0, 0, 0, 0, 0, 0], answer[^13..]);
        Assert.Equal([0xFD, 0x20, 0, 253, 0, 0, 0, 0, 0, 0, 0, 0, 0], await client.ReadMessageAsync());
    }

    [Fact]
    public async Task Request_ThatItsClientTookBackIsAnsweredButNotRun()
    {
        int runs = 0;
        await using var server = ScriptedServer.Start((_, _, _) =>
        {
            Interlocked.Increment(ref runs);
            return Task.CompletedTask;
        });
        using RawClient client = await RawClient.LogInAsync(server.Server.Port);
        const byte endAndIgnore = 0x03;
        await client.SendAsync(RawClient.Batch, RawClient.BatchPayload("DELETE"), endAndIgnore);
        byte[] answer = (await client.ReadMessageAsync())!;
        Assert.Equal((0xFD, 2), (answer[0], answer[1]));
        Assert.Equal(0, runs);
    }

    [Fact]
    public async Task ClientThatSaysNothing_IsClosedWhenTheLoginTakesTooLong()
    {
        await using var server = ScriptedServer.Start(AnswerOne, new TdsServerOptions { LoginTimeout = TimeSpan.FromMilliseconds(200) });
        using RawClient client = await RawClient.ConnectAsync(server.Server.Port);
        Assert.Null(await client.ReadMessageAsync());
    }

    /// <summary>Each turn takes a good login, batch or RPC and damages it at a few places; the seed makes the run repeatable.</summary>
    [Fact]
    public async Task DamagedRequests_NeverBringTheServerDown()
    {
        await using var server = ScriptedServer.Start(AnswerOne, new TdsServerOptions { LoginTimeout = TimeSpan.FromSeconds(5) });
        byte[] rpc =
        [
            .. RawClient.BatchPayload(""), 0xFF, 0xFF, 10, 0, 0, 0,
            0, 0, 0xE7, 40, 0, 9, 4, 0xD0, 0, 52, 4, 0, (byte)'a', 0, (byte)'b', 0,
            0, 0, 0x26, 4, 4, 1, 0, 0, 0,
            0, 0, 0x6A, 17, 38, 2, 17, 1, .. new byte[16],
            0, 0, 0xA5, 0xFF, 0xFF, 4, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0,
            0, 0, 0x62, 0x49, 0x1F, 0, 0, 6, 0, 0, 0, 0x38, 0, 7, 0, 0, 0,
            0, 0, 0x2B, 7, 10, .. new byte[10],
        ];
        byte[] transaction = [.. RawClient.BatchPayload(""), 5, 0, 2, 0];
        var random = new Random(20260228);
        for (int i = 0; i < Mutations; i++)
        {
            (byte type, byte[] good) = (i % 4) switch
            {
                0 => ((byte)0x10, RawClient.LoginMessage(flags3: 0x10)),
                1 => (RawClient.Batch, RawClient.BatchPayload("SELECT 1")),
                2 => ((byte)0x0E, transaction),
                _ => ((byte)0x03, rpc),
            };
            using RawClient client = type == 0x10 ? await RawClient.ConnectAsync(server.Server.Port) : await RawClient.LogInAsync(server.Server.Port);
            if (type == 0x10)
            {
                await client.SendAsync(0x12, RawClient.PreLoginMessage);
                await client.ReadMessageAsync();
            }

            await client.SendAsync(type, Damage(good, random));
            client.EndSending();
            while (await client.ReadMessageAsync() is not null)
            {
                // Whatever it says, it has to come to an end.
            }
        }

        Assert.DoesNotContain(server.Log, line => line.StartsWith("bug", StringComparison.Ordinal));
        await AssertServesAsync(server, "mutations");
    }

    private static byte[] Damage(byte[] good, Random random)
    {
        byte[] bad = [.. good];
        for (int n = random.Next(1, 4); n > 0; n--)
        {
            int at = random.Next(bad.Length);
            switch (random.Next(4))
            {
                case 0:
                    bad[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bad[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bad = bad[..Math.Max(1, at)];
                    break;
                default:
                    BinaryPrimitives.WriteInt32LittleEndian(bad.AsSpan(Math.Max(0, Math.Min(at, bad.Length - 4))), random.Next(2) == 0 ? -1 : int.MaxValue);
                    break;
            }

            if (bad.Length < 4)
                break;
        }

        return bad;
    }

    private static async Task AssertServesAsync(ScriptedServer server, string after)
    {
        using RawClient next = await RawClient.LogInAsync(server.Server.Port);
        await next.SendBatchAsync("SELECT 1");
        Assert.True(await next.ReadMessageAsync() is { Length: > 0 }, $"Nobody is served after {after}.");
    }

    private static string Text(byte[]? message) => Encoding.Unicode.GetString(message ?? []) + Encoding.Unicode.GetString(message is null ? [] : message[1..]);
}
