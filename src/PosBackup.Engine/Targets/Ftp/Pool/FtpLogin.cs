using PosBackup.Engine.Secrets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Ftp.Commands;
using PosBackup.Engine.Targets.Ftp.Failures;
using PosBackup.Engine.Targets.Ftp.Tls;
using PosBackup.Engine.Targets.Ftp.Wire;

namespace PosBackup.Engine.Targets.Ftp.Pool;

/// <summary>
/// Opens sessions: connect, TLS, certificate (<see cref="FtpConnecting"/>), and only then user and password.
/// </summary>
internal sealed class FtpLogin(FtpDefinition definition, ISecretSource secrets, ServerTraits traits, TimeProvider time)
{
    private readonly FtpConnecting _connecting = new(definition, traits, time);

    /// <summary>Connects and logs in.</summary>
    public async Task<FtpSession> OpenAsync(CancellationToken cancellationToken)
    {
        FtpFailures failures = FtpConnecting.FailuresOf(definition);
        if (definition is { Protection: FtpProtection.None, AllowPlaintext: false })
            throw failures.Plaintext();

        FtpSession session = await _connecting.ConnectAsync(failures, new CertificateRule(definition.Host, definition.CertificatePins), cancellationToken).ConfigureAwait(false);
        try
        {
            await LogInAsync(session, cancellationToken).ConfigureAwait(false);
            failures.IsLoggedIn = true;
            await PrepareAsync(session, cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private async Task LogInAsync(FtpSession session, CancellationToken cancellationToken)
    {
        FtpReply reply = await session.AskAsync("USER", definition.User, cancellationToken).ConfigureAwait(false);
        if (reply.Code == 331)
        {
            Secret password = await secrets.FindAsync(definition.Password, $"password of {definition.User} at target {definition.Name}", cancellationToken).ConfigureAwait(false);
            session.Control.Veil = new Veil(password.Reveal());
            reply = await session.AskAsync("PASS", password.Reveal(), cancellationToken).ConfigureAwait(false);
        }

        if (!reply.IsDone)
            throw session.Failures.Refused(reply, $"login of {definition.User}");
    }

    private async Task PrepareAsync(FtpSession session, CancellationToken cancellationToken)
    {
        session.Features = FtpFeatures.Of(await session.AskAsync("FEAT", argument: null, cancellationToken).ConfigureAwait(false));
        if (session.Features.Has("UTF8"))
            _ = await session.AskAsync("OPTS", "UTF8 ON", cancellationToken).ConfigureAwait(false);

        if (session.Tls is not null)
        {
            await RequireAsync(session, "PBSZ", "0", cancellationToken).ConfigureAwait(false);
            await RequireAsync(session, "PROT", "P", cancellationToken).ConfigureAwait(false);
        }

        await RequireAsync(session, "TYPE", "I", cancellationToken).ConfigureAwait(false);
        session.Folder = RemoteFolder.Of(definition.Path, definition.Path.StartsWith('/') ? "" : await LoginFolderAsync(session, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<string> LoginFolderAsync(FtpSession session, CancellationToken cancellationToken)
    {
        FtpReply reply = await session.AskAsync("PWD", argument: null, cancellationToken).ConfigureAwait(false);
        return (reply.IsDone ? RemoteFolder.OfReply(reply.Text) : null) ?? throw session.Failures.Refused(reply, "the folder of the login");
    }

    private static async Task RequireAsync(FtpSession session, string verb, string argument, CancellationToken cancellationToken)
    {
        FtpReply reply = await session.AskAsync(verb, argument, cancellationToken).ConfigureAwait(false);
        if (!reply.IsDone)
            throw session.Failures.Refused(reply, $"{verb} {argument}", TargetFailure.Config);
    }
}
