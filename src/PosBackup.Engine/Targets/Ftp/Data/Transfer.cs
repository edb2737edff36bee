using System.Globalization;
using System.Net.Sockets;
using PosBackup.Engine.Targets.Ftp.Pool;
using PosBackup.Engine.Targets.Ftp.Wire;

namespace PosBackup.Engine.Targets.Ftp.Data;

/// <summary>
/// One transfer, from the command to its last reply. The order is the protocol's: passive port, connect, command, 1xx, TLS, bytes, close, 2xx. However it ends,
/// the control connection is in step afterwards, or marked as broken.
/// </summary>
internal sealed class Transfer : IAsyncDisposable
{
    /// <summary>How long one waits for the last word on a transfer that was broken off, before the connection is given up.</summary>
    private static readonly TimeSpan LastWord = TimeSpan.FromSeconds(3);

    private readonly FtpSession _session;
    private readonly string _doing;
    private DataConnection? _data;
    private bool _owesReply;

    private Transfer(FtpSession session, string doing) => (_session, _doing) = (session, doing);

    /// <summary>Where bytes go to and come from.</summary>
    public Stream Stream => _data is null ? Stream.Null : _data.Stream;

    /// <summary>The reply that refused the transfer; null when it began.</summary>
    public FtpReply? Refusal { get; private set; }

    /// <summary>Sends the command of a transfer. A refusal is no exception here: the caller may know what to do about it.</summary>
    /// <param name="session">Used for nothing else until the transfer ends.</param>
    /// <param name="verb">STOR, APPE, RETR, MLSD or LIST.</param>
    /// <param name="argument">Its argument.</param>
    /// <param name="restart">Offset for REST; 0 for none.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    public static async Task<Transfer> BeginAsync(FtpSession session, string verb, string? argument, long restart, CancellationToken cancellationToken)
    {
        var transfer = new Transfer(session, argument is null ? verb : $"{verb} {argument}");
        try
        {
            await transfer.OpenAsync(verb, argument, restart, cancellationToken).ConfigureAwait(false);
            return transfer;
        }
        catch
        {
            await transfer.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends an upload: all bytes are sent, and the server says that it has them.</summary>
    public async Task EndUploadAsync(StallWatch watch)
    {
        if (_data is null || !_owesReply)
            return;

        watch.Start();
        await _data.EndSendingAsync(watch.Token).ConfigureAwait(false);
        watch.Stop();
        FtpReply reply = await LastReplyAsync(_session.StallPatience, watch.Token).ConfigureAwait(false);
        await DrainedAsync(_data).ConfigureAwait(false);
        await _data.DisposeAsync().ConfigureAwait(false);
        if (!reply.IsDone)
            throw NotAgain(_session.Failures.Refused(reply, _doing));
    }

    /// <summary>Ends a download or a listing that was read to its end. The data connection is closed first: vsftpd and Pure-FTPd wait for that.</summary>
    public async Task EndDownloadAsync(CancellationToken cancellationToken)
    {
        if (_data is not null)
            await _data.DisposeAsync().ConfigureAwait(false);
        if (!_owesReply)
            return;

        FtpReply reply = await LastReplyAsync(_session.StallPatience, cancellationToken).ConfigureAwait(false);
        if (!reply.IsDone)
            throw _session.Failures.Refused(reply, _doing);
    }

    /// <summary>
    /// Breaks the transfer off by closing the data connection; all three measured servers then end it with one reply (426, 451 or 226), without ABOR. The
    /// reply is returned: it says why the server did not take more. Null when it did not come in time; then the connection is given up.
    /// </summary>
    public async Task<FtpReply?> BreakOffAsync()
    {
        if (_data is not null)
            await _data.DisposeAsync().ConfigureAwait(false);
        if (!_owesReply)
            return null;

        try
        {
            // Whatever it is: Pure-FTPd's last word on a download that was broken off is a second 150.
            _owesReply = false;
            return await _session.Control.ReadAsync(_doing, LastWord, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TargetException)
        {
            _session.Control.Break();
            return null;
        }
    }

    /// <summary>Turns a failure of the data connection into what the server says about it.</summary>
    public async Task<TargetException> ExplainAsync(Exception failure, StallWatch? watch)
    {
        FtpReply? reply = await BreakOffAsync().ConfigureAwait(false);

        // A spoilt record ends the TLS session for both sides: no other data connection could continue it (vsftpd: 522).
        if (_session.Tls is not null)
            _session.Control.Break();
        if (reply is { IsDone: false, IsPreliminary: false })
            return NotAgain(_session.Failures.Refused(reply, _doing));

        return NotAgain(watch is { HasStalled: true } ? _session.Failures.Stalled(_doing, watch.Patience, failure) : _session.Failures.Lost(_doing, failure));
    }

    /// <summary>Whether an exception is the data connection's.</summary>
    public static bool IsOfTheLine(Exception e) => e is IOException or SocketException or ObjectDisposedException or System.Security.Authentication.AuthenticationException;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => _ = await BreakOffAsync().ConfigureAwait(false);

    /// <summary>
    /// A TLS session that ended with an alert is continued by nobody: a server that demands just that (vsftpd) would refuse every transfer from now on. After a
    /// line that broke, the next call logs in anew.
    /// </summary>
    private TargetException NotAgain(TargetException failure)
    {
        if (failure.IsTransient)
            _session.Control.Break();

        return failure;
    }

    private async Task OpenAsync(string verb, string? argument, long restart, CancellationToken cancellationToken)
    {
        int port = await PassivePortAsync(cancellationToken).ConfigureAwait(false);
        await ConnectAsync(port, cancellationToken).ConfigureAwait(false);
        if (restart > 0)
        {
            FtpReply accepted = await _session.AskAsync("REST", restart.ToString(CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
            if (!accepted.NeedsMore)
                throw _session.Failures.Refused(accepted, $"REST {restart}", TargetFailure.Config);
        }

        FtpReply reply = await _session.AskAsync(verb, argument, cancellationToken).ConfigureAwait(false);
        _owesReply = reply.IsPreliminary;
        if (reply.IsPreliminary)
            await SecureAsync(cancellationToken).ConfigureAwait(false);
        else if (!reply.IsDone)
            Refusal = reply;
        if (verb is "STOR" or "APPE" && reply.IsPreliminary)
            _data!.DrainWhileSending();
    }

    private async Task ConnectAsync(int port, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(_session.Time, _session.Patience, cancellationToken);
        try
        {
            _data = await DataConnection.ConnectAsync(_session.Control.Address, port, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new TargetException(TargetFailure.Lost, $"{_session.Failures.Place}: the port for data ({port}) cannot be reached: {e.Message}", "let the passive ports of the server pass through its firewall", e);
        }
    }

    private async Task SecureAsync(CancellationToken cancellationToken)
    {
        if (_session.Tls is null)
            return;

        using var deadline = new Deadline(_session.Time, _session.Patience, cancellationToken);
        try
        {
            await _data!.SecureAsync(_session.Tls, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (IsOfTheLine(e) || e is TargetException { Failure: TargetFailure.Config } || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw await ExplainAsync(e, watch: null).ConfigureAwait(false);
        }
    }

    private async Task<int> PassivePortAsync(CancellationToken cancellationToken)
    {
        if (_session.Traits.ExtendedPassive)
        {
            FtpReply extended = await _session.AskAsync("EPSV", argument: null, cancellationToken).ConfigureAwait(false);
            if (extended.Code == 229 && PassivePort.OfExtended(extended.Text) is { } port)
                return port;

            _session.Traits.ExtendedPassive = false;
        }

        FtpReply reply = await _session.AskAsync("PASV", argument: null, cancellationToken).ConfigureAwait(false);
        return reply.Code == 227 && PassivePort.OfPassive(reply.Text) is { } old
            ? old
            : throw _session.Failures.Refused(reply, "a port for data (EPSV, PASV)", reply.IsDone ? TargetFailure.Unknown : null);
    }

    // The server has said that it has all; its side of the data connection ends any moment.
    private async Task DrainedAsync(DataConnection data)
    {
        using var deadline = new Deadline(_session.Time, LastWord, CancellationToken.None);
        try
        {
            await data.DrainedAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It keeps its side open: no reason to wait for it.
        }
    }

    private async Task<FtpReply> LastReplyAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        _owesReply = false;
        FtpReply reply = await _session.Control.ReadAsync(_doing, patience, cancellationToken).ConfigureAwait(false);
        while (reply.IsPreliminary)
            reply = await _session.Control.ReadAsync(_doing, patience, cancellationToken).ConfigureAwait(false);
        if (reply.Code == 421)
            _session.Control.Break();
        return reply;
    }
}
