using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Ftp.Commands;
using PosBackup.Engine.Targets.Ftp.Failures;
using PosBackup.Engine.Targets.Ftp.Tls;
using PosBackup.Engine.Targets.Ftp.Wire;

namespace PosBackup.Engine.Targets.Ftp.Pool;

/// <summary>A connection that is logged in and ready for commands; used by one task at a time.</summary>
internal sealed class FtpSession(ControlConnection control, TlsLayer? tls, FtpFailures failures, FtpDefinition definition, ServerTraits traits, TimeProvider time) : IDisposable
{
    /// <summary>Commands and replies.</summary>
    public ControlConnection Control => control;

    /// <summary>TLS of this session; null for plain FTP.</summary>
    public TlsLayer? Tls => tls;

    /// <summary>Says what went wrong.</summary>
    public FtpFailures Failures => failures;

    /// <summary>What was learned of the server.</summary>
    public ServerTraits Traits => traits;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>What FEAT lists.</summary>
    public FtpFeatures Features { get; set; } = FtpFeatures.None;

    /// <summary>The folder of the target.</summary>
    public RemoteFolder Folder { get; set; }

    /// <summary>What the server greeted with.</summary>
    public string Greeting { get; set; } = "";

    /// <summary>When it was last used; a time stamp of the clock.</summary>
    public long UsedAt { get; set; } = time.GetTimestamp();

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Patience => TimeSpan.FromSeconds(definition.ConnectSeconds);

    /// <summary>How long a transfer may stand still.</summary>
    public TimeSpan StallPatience => TimeSpan.FromSeconds(definition.StallSeconds);

    /// <summary>Sends a command and reads its reply.</summary>
    /// <exception cref="TargetException">The line failed, or the server ends the session (421).</exception>
    public Task<FtpReply> AskAsync(string verb, string? argument, CancellationToken cancellationToken) => AskAsync(verb, argument, Patience, cancellationToken);

    /// <summary>Sends a command and reads its reply, which may take longer.</summary>
    public async Task<FtpReply> AskAsync(string verb, string? argument, TimeSpan patience, CancellationToken cancellationToken)
    {
        FtpReply reply = await control.AskAsync(verb, argument, patience, cancellationToken).ConfigureAwait(false);
        if (reply.Code != 421)
            return reply;

        control.Break();
        throw failures.Refused(reply, verb);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        control.Dispose();
        tls?.Dispose();
    }
}
