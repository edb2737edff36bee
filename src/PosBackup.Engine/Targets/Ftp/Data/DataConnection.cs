using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using PosBackup.Engine.Targets.Ftp.Tls;

namespace PosBackup.Engine.Targets.Ftp.Data;

/// <summary>A connection for one transfer, made by us to the address that the control connection leads to.</summary>
internal sealed class DataConnection : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _plain;
    private readonly CancellationTokenSource _closed = new();
    private SslStream? _secure;
    private Task _drained = Task.CompletedTask;

    private DataConnection(Socket socket) => (_socket, _plain) = (socket, new NetworkStream(socket, ownsSocket: true));

    /// <summary>Where bytes go to and come from.</summary>
    public Stream Stream => _secure is null ? _plain : _secure;

    /// <summary>Connects.</summary>
    public static async Task<DataConnection> ConnectAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken).ConfigureAwait(false);
            return new DataConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Puts TLS around it; only after the server has said that the transfer begins.</summary>
    public async Task SecureAsync(TlsLayer tls, CancellationToken cancellationToken) =>
        _secure = await tls.SecureDataAsync(_plain, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Reads, beside an upload, what the server sends, to its end. In TLS 1.3 these are the tickets: the next data connection needs them to continue the session, and
    /// closing over unread bytes would reset the connection, so that the server took the file for broken off.
    /// </summary>
    public void DrainWhileSending() => _drained = DrainAsync();

    /// <summary>Says that an upload is over: close_notify, end of sending.</summary>
    public async Task EndSendingAsync(CancellationToken cancellationToken)
    {
        if (_secure is not null)
            await _secure.ShutdownAsync().WaitAsync(cancellationToken).ConfigureAwait(false);

        _socket.Shutdown(SocketShutdown.Send);
    }

    /// <summary>Ends when the server has closed its side.</summary>
    public Task DrainedAsync(CancellationToken cancellationToken) => _drained.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync().ConfigureAwait(false);
        await Stream.DisposeAsync().ConfigureAwait(false);
    }

    private async Task DrainAsync()
    {
        byte[] buffer = new byte[4096];
        try
        {
            while (await Stream.ReadAsync(buffer, _closed.Token).ConfigureAwait(false) > 0)
            {
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The server, or we, closed it meanwhile; the reply on the control connection tells how the transfer went.
        }
    }
}
