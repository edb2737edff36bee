using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Targets.Tests.Faults;

/// <summary>
/// A line to a server, through which it is spoken to at <see cref="Host"/> and <see cref="Port"/>, with faults, delay and a limit of speed. It has a loopback
/// address of its own and there the server's own port numbers, those for FTP's data connections too: what EPSV answers inside TLS leads
/// through here as well. It delays what programs say to each other, not TCP itself: no slow start, no window of TCP's.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private const int Attempts = 10;

    private readonly Lock _lock = new();
    private readonly List<TcpListener> _listeners = [];
    private readonly List<Task> _accepting = [];
    private readonly ConcurrentDictionary<ProxiedConnection, byte> _connections = [];
    private readonly CancellationTokenSource _closed = new();
    private readonly long[] _carried = new long[2];
    private readonly long[] _delivered = new long[2];
    private readonly IPAddress _server;
    private (LineFault Fault, LineDirection Direction, long Remaining)? _armed;
    private TaskCompletionSource _happened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _moves = Moving();

    private FaultProxy(IPAddress server, IPAddress address, int port) => (_server, Host, Port) = (server, address.ToString(), port);

    /// <summary>Address of the line.</summary>
    public string Host { get; }

    /// <summary>Port of the line; the server's.</summary>
    public int Port { get; }

    /// <summary>Time that each byte takes, one way.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Bytes in a second on each connection, each way; null for as fast as they come.</summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>Ends when the fault that was ordered last has happened.</summary>
    public Task Happened
    {
        get { lock (_lock) return _happened.Task; }
    }

    /// <summary>Connections there are.</summary>
    public int Connections => _connections.Count;

    internal Task Moves
    {
        get { lock (_lock) return _moves.Task; }
    }

    /// <summary>Makes a line to a server, for FTP with its ports for data connections.</summary>
    public static FaultProxy To(TestServer server, TimeSpan delay = default, long? bytesPerSecond = null)
    {
        int[] ports = server is FtpServer ftp ? [server.Port, .. Enumerable.Range(ftp.FirstPassivePort, ftp.LastPassivePort - ftp.FirstPassivePort + 1)] : [server.Port];
        return To(IPAddress.Parse(server.Host), ports, delay, bytesPerSecond);
    }

    /// <summary>Makes a line to some ports of an address; the first is <see cref="Port"/>.</summary>
    public static FaultProxy To(IPAddress server, IReadOnlyList<int> ports, TimeSpan delay = default, long? bytesPerSecond = null)
    {
        for (int attempt = 1; ; attempt++)
        {
            IPAddress address = LocalPorts.Address();
            var proxy = new FaultProxy(server, address, ports[0]) { Delay = delay, BytesPerSecond = bytesPerSecond };
            try
            {
                proxy.Listen(address, ports);
                return proxy;
            }
            catch (SocketException) when (attempt < Attempts)
            {
                proxy.StopListening(); // Somebody has one of the ports on all addresses, for now.
            }
        }
    }

    /// <summary>Bytes that came in for a direction so far.</summary>
    public long Carried(LineDirection direction) => Interlocked.Read(ref _carried[(int)direction]);

    /// <summary>Bytes that went all the way so far; the others wait in the line, or were lost in it.</summary>
    public long Delivered(LineDirection direction) => Interlocked.Read(ref _delivered[(int)direction]);

    /// <summary>Orders a fault: once, behind that many bytes more in a direction, over all connections together. It takes the place of one ordered before.</summary>
    public void Fail(LineFault fault, LineDirection direction, long afterBytes)
    {
        lock (_lock)
        {
            _armed = (fault, direction, afterBytes);
            _happened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Lets a fault happen now.</summary>
    public void Fail(LineFault fault)
    {
        if (fault == LineFault.FlipByte)
            throw new ArgumentException("say which byte", nameof(fault));
        Happen(fault);
    }

    /// <summary>Lets bytes move again.</summary>
    public void Heal()
    {
        lock (_lock)
            _moves.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        StopListening();
        await Task.WhenAll(_accepting);
        foreach (ProxiedConnection connection in _connections.Keys)
            connection.Reset();
        await Task.WhenAll(_connections.Keys.Select(c => c.Ended));
        _closed.Dispose();
    }

    /// <summary>Counts what went out.</summary>
    internal void Deliver(LineDirection direction, int bytes) => Interlocked.Add(ref _delivered[(int)direction], bytes);

    /// <summary>Counts what came in, and spoils it when its time has come.</summary>
    /// <returns>How many of the bytes go on, and what happens then.</returns>
    internal (int Forward, LineFault? Then) Judge(LineDirection direction, Span<byte> bytes)
    {
        Interlocked.Add(ref _carried[(int)direction], bytes.Length);
        lock (_lock)
        {
            if (_armed is not { } armed || armed.Direction != direction)
                return (bytes.Length, null);
            if (armed.Remaining >= bytes.Length)
            {
                _armed = armed with { Remaining = armed.Remaining - bytes.Length };
                return (bytes.Length, null);
            }

            _armed = null;
            if (armed.Fault != LineFault.FlipByte)
                return ((int)armed.Remaining, armed.Fault);
            bytes[(int)armed.Remaining] ^= 0x10;
            _happened.TrySetResult();
            return (bytes.Length, null);
        }
    }

    internal void Happen(LineFault fault)
    {
        lock (_lock)
        {
            if (fault == LineFault.BlackHole && _moves.Task.IsCompleted)
                _moves = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _happened.TrySetResult();
        }

        if (fault == LineFault.BlackHole)
            return;
        foreach (ProxiedConnection connection in _connections.Keys)
        {
            if (fault == LineFault.Reset)
                connection.Reset();
            else
                connection.Close();
        }
    }

    private static TaskCompletionSource Moving()
    {
        var moves = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        moves.SetResult();
        return moves;
    }

    private void Listen(IPAddress address, IReadOnlyList<int> ports)
    {
        foreach (int port in ports)
        {
            var listener = new TcpListener(address, port);
            listener.Start();
            _listeners.Add(listener);
        }

        _accepting.AddRange(_listeners.Select(AcceptAsync));
    }

    private void StopListening()
    {
        foreach (TcpListener listener in _listeners)
            listener.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        var server = new IPEndPoint(_server, ((IPEndPoint)listener.LocalEndpoint).Port);
        try
        {
            while (true)
            {
                Socket client = await listener.AcceptSocketAsync(_closed.Token);
                _ = RunAsync(new ProxiedConnection(this, client), server);
            }
        }
        catch (Exception e) when (_closed.IsCancellationRequested && (e is OperationCanceledException or SocketException or ObjectDisposedException))
        {
            // The line is taken down.
        }
    }

    private async Task RunAsync(ProxiedConnection connection, IPEndPoint server)
    {
        using (connection)
        {
            _connections[connection] = 0;
            await connection.RunAsync(server, _closed.Token);
            _connections.TryRemove(connection, out _);
        }
    }
}
