using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using PosBackup.SqlStandIn.Tds.Connections;
using PosBackup.SqlStandIn.Tds.Framing;

namespace PosBackup.SqlStandIn.Tds;

/// <summary>Listens on loopback and speaks TDS 7.4 and 8.0 to any number of clients.</summary>
public sealed class TdsServer : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly ServerContext _context;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Socket, Task> _connections = [];
    private readonly Task _accepting;

    private TdsServer(Socket listener, ServerContext context, X509Certificate2 certificate)
    {
        _listener = listener;
        _context = context;
        Certificate = certificate;
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>The port it listens on.</summary>
    public int Port { get; }

    /// <summary>The self-signed certificate made at start; Export(Cert) gives the file for ServerCertificate= of a connection string.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Begins to listen.</summary>
    /// <exception cref="SocketException">The port is taken.</exception>
    public static TdsServer Start(TdsServerOptions options, ISqlSessionFactory sessions)
    {
        ArgumentNullException.ThrowIfNull(options);
        X509Certificate2 certificate = ServerCertificate.Create(options.Clock);
        var context = new ServerContext(options, sessions, certificate);
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(IPAddress.Loopback, options.Port));
            listener.Listen();
        }
        catch
        {
            listener.Dispose();
            certificate.Dispose();
            throw;
        }

        return new TdsServer(listener, context, certificate);
    }

    /// <summary>Cuts all connections and waits until their sessions are closed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        _listener.Dispose();
        foreach (Socket socket in _connections.Keys)
            socket.Dispose();
        await Task.WhenAll([_accepting, .. _connections.Values]);
        Certificate.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Socket socket = await _listener.AcceptAsync(_stop.Token);
                socket.NoDelay = true;
                Register(socket);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException e)
            {
                // A client that left while it was in the queue is no reason to stop.
                _context.Log($"accept: {e.Message}");
            }
        }
    }

    private void Register(Socket socket)
    {
        Task serving = Task.Run(() => ServeAsync(socket));
        _connections[socket] = serving;
        if (serving.IsCompleted)
            _connections.TryRemove(socket, out _);
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await new ClientConnection(socket, _context).RunAsync(_stop.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or AuthenticationException
            or TdsProtocolException or OperationCanceledException)
        {
            _context.Log($"connection closed: {e.Message}");
        }
        catch (Exception bug)
        {
            // Whatever one client provokes, the others are served on.
            _context.Log($"bug, connection closed: {bug}");
        }
        finally
        {
            socket.Dispose();
            _connections.TryRemove(socket, out _);
        }
    }
}
