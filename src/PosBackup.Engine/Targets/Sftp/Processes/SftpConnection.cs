using PosBackup.Engine.Targets.Sftp.Protocol;
using PosBackup.Engine.Targets.Sftp.Session;

namespace PosBackup.Engine.Targets.Sftp.Processes;

/// <summary>One ssh and the session over it.</summary>
internal sealed class SftpConnection : IAsyncDisposable
{
    private readonly SshSession _ssh;
    private int _busy;

    private SftpConnection(SshSession ssh, ServerVersion server, SftpLimits limits) => (_ssh, Server, Limits) = (ssh, server, limits);

    /// <summary>What the server can do.</summary>
    public ServerVersion Server { get; }

    /// <summary>How much one packet may carry.</summary>
    public SftpLimits Limits { get; }

    /// <summary>The session.</summary>
    public SftpSession Session => _ssh.Session;

    /// <summary>Process id of ssh.</summary>
    public int ProcessId => _ssh.ProcessId;

    /// <summary>Transfers that are under way.</summary>
    public int Busy => Volatile.Read(ref _busy);

    /// <summary>Begins the session on a started ssh, and learns the server's limits.</summary>
    public static async Task<SftpConnection> OpenAsync(SshSession ssh, CancellationToken cancellationToken)
    {
        ServerVersion server = await ssh.Session.Version.WaitAsync(cancellationToken).ConfigureAwait(false);
        SftpLimits limits = SftpLimits.Default;
        if (server.Limits)
        {
            SftpReply reply = await ssh.Session.AskAsync(SftpPacketType.Extended, packet => packet.Text("limits@openssh.com"), cancellationToken).ConfigureAwait(false);
            if (reply.Type == SftpPacketType.ExtendedReply)
                limits = SftpLimits.Parse(reply.Body);
        }

        ssh.Session.Buffers.Use(Math.Max(limits.Read, limits.Write));
        return new SftpConnection(ssh, server, limits);
    }

    /// <summary>Counts a transfer in until it is disposed.</summary>
    public Transfer Begin()
    {
        Interlocked.Increment(ref _busy);
        return new Transfer(this);
    }

    public ValueTask DisposeAsync() => _ssh.DisposeAsync();

    /// <summary>A transfer that is under way.</summary>
    public sealed class Transfer(SftpConnection connection) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
                Interlocked.Decrement(ref connection._busy);
        }
    }
}
