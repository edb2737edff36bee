using System.Net;
using System.Net.Sockets;

namespace PosBackup.QuickStart;

/// <summary>A line to a server on loopback that breaks once, after so many bytes went to the server, and is whole again at once.</summary>
internal sealed class LineCutter : IAsyncDisposable
{
    private const int BufferBytes = 64 << 10;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly int _server;
    private readonly Task _accepting;
    private long _left = long.MaxValue;

    public LineCutter(int server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Whether it was cut.</summary>
    public bool IsCut { get; private set; }

    public void CutAfter(long bytes) => Interlocked.Exchange(ref _left, bytes);

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Stop();
        await ((Task)_accepting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _over.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient client = await _listener.AcceptTcpClientAsync(_over.Token);
            _ = Task.Run(() => CarryAsync(client), _over.Token);
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            await server.ConnectAsync(IPAddress.Loopback, _server, _over.Token);
            await Task.WhenAny(PumpAsync(client, server, isCounted: true), PumpAsync(server, client, isCounted: false));
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, bool isCounted)
    {
        byte[] buffer = new byte[BufferBytes];
        int read;
        while ((read = await from.GetStream().ReadAsync(buffer, _over.Token)) > 0)
        {
            if (isCounted && Interlocked.Add(ref _left, -read) < 0)
            {
                IsCut = true;
                Interlocked.Exchange(ref _left, long.MaxValue);
                from.Client.LingerState = new LingerOption(enable: true, seconds: 0);
                return;
            }

            await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _over.Token);
        }
    }
}
