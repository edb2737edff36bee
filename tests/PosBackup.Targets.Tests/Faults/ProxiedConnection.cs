using System.Net;
using System.Net.Sockets;

namespace PosBackup.Targets.Tests.Faults;

/// <summary>One connection through a <see cref="FaultProxy"/>: two sockets, and what is on its way between them.</summary>
internal sealed class ProxiedConnection(FaultProxy proxy, Socket client) : IDisposable
{
    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the connection.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Carries until both sides have said all, or one breaks off.</summary>
    public async Task RunAsync(IPEndPoint server, CancellationToken closed)
    {
        try
        {
            client.NoDelay = _server.NoDelay = true;
            await proxy.Moves.WaitAsync(closed);
            await _server.ConnectAsync(server, closed);
            await Task.WhenAll(
                new ProxiedDirection(proxy, LineDirection.ToServer, client, _server, Reset).RunAsync(closed),
                new ProxiedDirection(proxy, LineDirection.ToClient, _server, client, Reset).RunAsync(closed));
            Close();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            Reset();
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    public void Dispose()
    {
        client.Dispose();
        _server.Dispose();
    }

    /// <summary>Breaks it off on both sides.</summary>
    public void Reset()
    {
        foreach (Socket socket in (Socket[])[client, _server])
        {
            try
            {
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // It is closed already.
            }

            socket.Dispose();
        }
    }

    /// <summary>Closes it on both sides, in good order.</summary>
    public void Close()
    {
        foreach (Socket socket in (Socket[])[client, _server])
        {
            try
            {
                socket.Shutdown(SocketShutdown.Both);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // It is closed already.
            }

            socket.Dispose();
        }
    }
}
