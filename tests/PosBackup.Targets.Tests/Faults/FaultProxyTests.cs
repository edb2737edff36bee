using System.Net;
using System.Net.Sockets;
using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Targets.Tests.Faults;

public sealed class FaultProxyTests
{
    private static readonly byte[] Bytes = Contract.Content.Random(1_000_000);

    [Fact]
    public async Task Line_CarriesBothWaysAndTheEnd()
    {
        await using EchoServer echo = EchoServer.Start();
        await using FaultProxy line = FaultProxy.To(IPAddress.Loopback, [echo.Port], TimeSpan.FromMilliseconds(5), bytesPerSecond: 50_000_000);

        Assert.Equal(Bytes, await SayAsync(line, Bytes));

        Assert.Equal(Bytes.Length, line.Carried(LineDirection.ToServer));
        Assert.Equal(Bytes.Length, line.Carried(LineDirection.ToClient));
    }

    [Fact]
    public async Task FlipByte_ChangesThatByteOnly()
    {
        await using EchoServer echo = EchoServer.Start();
        await using FaultProxy line = FaultProxy.To(IPAddress.Loopback, [echo.Port]);
        line.Fail(LineFault.FlipByte, LineDirection.ToServer, afterBytes: 123_456);

        byte[] heard = await SayAsync(line, Bytes);

        Assert.Equal([123_456], Enumerable.Range(0, Bytes.Length).Where(i => heard[i] != Bytes[i]));
        await line.Happened;
    }

    [Fact]
    public async Task Reset_BreaksOffBehindTheBytes()
    {
        await using EchoServer echo = EchoServer.Start();
        await using FaultProxy line = FaultProxy.To(IPAddress.Loopback, [echo.Port]);
        line.Fail(LineFault.Reset, LineDirection.ToServer, afterBytes: 500_000);

        await Assert.ThrowsAsync<SocketException>(() => SayAsync(line, Bytes));

        await line.Happened;
        Assert.Equal(Bytes, await SayAsync(line, Bytes)); // The next connection is not harmed.
    }

    [Fact]
    public async Task Close_EndsBehindTheBytes()
    {
        await using EchoServer echo = EchoServer.Start();
        await using FaultProxy line = FaultProxy.To(IPAddress.Loopback, [echo.Port]);
        using Socket socket = await ConnectAsync(line);
        line.Fail(LineFault.Close, LineDirection.ToClient, afterBytes: 3);

        await socket.SendAsync(new byte[] { 1, 2, 3, 4, 5 });

        byte[] heard = new byte[10];
        int count = 0;
        for (int read; (read = await socket.ReceiveAsync(heard.AsMemory(count))) > 0;)
            count += read;
        Assert.Equal(3, count);
    }

    [Fact]
    public async Task BlackHole_HoldsEverythingUntilItIsHealed()
    {
        await using EchoServer echo = EchoServer.Start();
        await using FaultProxy line = FaultProxy.To(IPAddress.Loopback, [echo.Port]);
        line.Fail(LineFault.BlackHole, LineDirection.ToServer, afterBytes: 400_000);

        Task<byte[]> saying = SayAsync(line, Bytes);
        await line.Happened;
        Task<byte[]> late = SayAsync(line, [7]);

        Assert.False(saying.IsCompleted || late.IsCompleted);
        line.Heal();
        Assert.Equal(Bytes, await saying);
        Assert.Equal([7], await late);
    }

    [ServerFact(ServerKind.ProFtpd)]
    public async Task Ftp_GoesThroughItWithItsDataConnections()
    {
        await using var server = new ProFtpdServer();
        await server.StartAsync();
        await using FaultProxy line = FaultProxy.To(server);
        string local = Path.Combine(server.State, "local");
        await File.WriteAllBytesAsync(local, Bytes);

        await SmallProgram.RunAsync(
            "curl",
            ["-sS", "--insecure", "--noproxy", "*", "--ssl-reqd", "-K", "-", "-T", local, $"ftp://{line.Host}:{line.Port}/up"],
            $"user = \"{server.User}:{server.Password.Reveal()}\"\n");

        Assert.Equal(Bytes, await File.ReadAllBytesAsync(Path.Combine(server.Folder, "up")));
        Assert.True(line.Carried(LineDirection.ToServer) > Bytes.Length);
    }

    private static async Task<Socket> ConnectAsync(FaultProxy line)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Parse(line.Host), line.Port);
        return socket;
    }

    /// <summary>Says something, ends, and gives what came back.</summary>
    private static async Task<byte[]> SayAsync(FaultProxy line, byte[] bytes)
    {
        using Socket socket = await ConnectAsync(line);
        Task saying = Task.Run(async () =>
        {
            for (int sent = 0; sent < bytes.Length;)
                sent += await socket.SendAsync(bytes.AsMemory(sent));
            socket.Shutdown(SocketShutdown.Send);
        });
        using var heard = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        for (int read; (read = await socket.ReceiveAsync(buffer)) > 0;)
            await heard.WriteAsync(buffer.AsMemory(0, read));
        await saying;
        return heard.ToArray();
    }
}
