using System.Net;
using System.Net.Sockets;

namespace PosBackup.Targets.Tests.Faults;

/// <summary>Says back what it hears, and ends when its client has.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closed = new();
    private Task _serving = Task.CompletedTask;

    private EchoServer()
    {
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static EchoServer Start()
    {
        var server = new EchoServer();
        server._listener.Start();
        server._serving = server.ServeAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await _serving;
        _listener.Dispose();
        _closed.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> sessions = [];
        try
        {
            while (true)
                sessions.Add(EchoAsync(await _listener.AcceptSocketAsync(_closed.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task EchoAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                byte[] buffer = new byte[64 * 1024];
                for (int read; (read = await socket.ReceiveAsync(buffer, _closed.Token)) > 0;)
                {
                    for (int sent = 0; sent < read;)
                        sent += await socket.SendAsync(buffer.AsMemory(sent, read - sent), _closed.Token);
                }

                socket.Shutdown(SocketShutdown.Send);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // The client, or the test, is gone.
            }
        }
    }
}
