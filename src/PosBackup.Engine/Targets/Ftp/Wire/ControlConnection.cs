using System.Net;
using System.Net.Sockets;
using PosBackup.Engine.Targets.Ftp.Failures;

namespace PosBackup.Engine.Targets.Ftp.Wire;

/// <summary>
/// The connection that commands and replies go over. Each wait has an end. A failure or a cancellation in the middle leaves it out of step
/// (<see cref="IsBroken"/>), and it is thrown away.
/// <para>While a transfer runs nothing is sent here: servers answer late or not at all. TCP keep-alive every 30 s holds the way through
/// firewalls and NAT open instead.</para>
/// </summary>
internal sealed class ControlConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly ReplyReader _replies = new();
    private readonly FtpFailures _failures;
    private readonly TimeProvider _time;
    private Stream _stream;

    private ControlConnection(Socket socket, FtpFailures failures, TimeProvider time)
    {
        (_socket, _failures, _time) = (socket, failures, time);
        _stream = new NetworkStream(socket, ownsSocket: true);
        IPAddress address = ((IPEndPoint)socket.RemoteEndPoint!).Address;
        Address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    /// <summary>Where the server answers; data connections go there too, whatever it says.</summary>
    public IPAddress Address { get; }

    /// <summary>Whether commands and replies may be out of step.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Over all that is shown of what the server says, once a password is known.</summary>
    public Veil Veil { get; set; }

    /// <summary>Whether nothing came unasked: a server that gives up an idle connection says so (421) or closes it.</summary>
    public bool IsQuiet => !IsBroken && !_replies.HasLeftOver && !_socket.Poll(0, SelectMode.SelectRead);

    /// <summary>Connects to one of the addresses of a name.</summary>
    public static async Task<ControlConnection> ConnectAsync(string host, int port, TimeSpan patience, FtpFailures failures, TimeProvider time, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var deadline = new Deadline(time, patience, cancellationToken);
        try
        {
            await socket.ConnectAsync(host, port, deadline.Token).ConfigureAwait(false);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, optionValue: true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 30);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
            return new ControlConnection(socket, failures, time);
        }
        catch (Exception e)
        {
            socket.Dispose();
            if (e is OperationCanceledException && deadline.IsOver && !cancellationToken.IsCancellationRequested)
                throw failures.NoAnswer("connect", patience, e);
            if (e is SocketException)
                throw failures.NoConnection(e);
            throw;
        }
    }

    /// <summary>Puts TLS around the connection.</summary>
    /// <exception cref="TargetException"><see cref="TargetFailure.HostIdentity"/>: bytes came in the clear that were to be taken for protected ones.</exception>
    public async Task SecureAsync(Func<Stream, CancellationToken, Task<Stream>> handshake, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (_replies.HasLeftOver)
            throw _failures.Slipped();

        _stream = await InStepAsync("TLS", patience, async token => await handshake(_stream, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a command and reads its reply.</summary>
    public async Task<FtpReply> AskAsync(string verb, string? argument, TimeSpan patience, CancellationToken cancellationToken)
    {
        byte[] command;
        try
        {
            command = FtpCommand.Encode(verb, argument);
        }
        catch (ArgumentException e)
        {
            throw _failures.Unsendable(e);
        }

        FtpReply reply = await InStepAsync(verb, patience, async token =>
        {
            await _stream.WriteAsync(command, token).ConfigureAwait(false);
            await _stream.FlushAsync(token).ConfigureAwait(false);
            return await _replies.ReadAsync(_stream, token).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
        return reply with { Veil = Veil };
    }

    /// <summary>Reads a reply that comes unasked: the greeting, the end of a transfer.</summary>
    public async Task<FtpReply> ReadAsync(string to, TimeSpan patience, CancellationToken cancellationToken) =>
        await InStepAsync(to, patience, token => _replies.ReadAsync(_stream, token), cancellationToken).ConfigureAwait(false) with { Veil = Veil };

    /// <summary>Says that what comes next cannot be told apart any more.</summary>
    public void Break() => IsBroken = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        IsBroken = true;
        _stream.Dispose();
    }

    private async Task<T> InStepAsync<T>(string doing, TimeSpan patience, Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        if (IsBroken)
            throw _failures.Lost(doing, new IOException("the connection was given up before"));

        using var deadline = new Deadline(_time, patience, cancellationToken);
        try
        {
            return await step(deadline.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            IsBroken = true;
            if (e is OperationCanceledException && deadline.IsOver && !cancellationToken.IsCancellationRequested)
                throw _failures.NoAnswer(doing, patience, e);
            if (e is InvalidDataException)
                throw _failures.NotFtp(doing, new InvalidDataException(Veil.Over(e.Message)));
            if (e is IOException or SocketException or ObjectDisposedException)
                throw _failures.Lost(doing, e);
            throw;
        }
    }
}
