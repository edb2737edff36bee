using System.Security.Authentication;
using PosBackup.Engine.Secrets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Ftp.Commands;
using PosBackup.Engine.Targets.Ftp.Failures;
using PosBackup.Engine.Targets.Ftp.Tls;
using PosBackup.Engine.Targets.Ftp.Wire;

namespace PosBackup.Engine.Targets.Ftp.Pool;

/// <summary>
/// Opens sessions: connect, TLS, certificate, and only then user and password. There is no way from TLS back to plain FTP: a server that refuses is a failure.
/// </summary>
internal sealed class FtpLogin(FtpDefinition definition, ISecretSource secrets, ServerTraits traits, TimeProvider time)
{
    private TimeSpan Patience => TimeSpan.FromSeconds(definition.ConnectSeconds);

    /// <summary>Connects and logs in.</summary>
    public async Task<FtpSession> OpenAsync(CancellationToken cancellationToken)
    {
        FtpFailures failures = FailuresOf(definition);
        if (definition is { Protection: FtpProtection.None, AllowPlaintext: false })
            throw failures.Plaintext();

        FtpSession session = await ConnectAsync(failures, cancellationToken).ConfigureAwait(false);
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

    /// <summary>Connects as far as the certificate; sends no login.</summary>
    public async Task<FtpSession> ConnectAsync(FtpFailures failures, CancellationToken cancellationToken)
    {
        TlsLayer? tls = NewTls(failures);
        try
        {
            return await ConnectAsync(failures, tls, cancellationToken).ConfigureAwait(false);
        }
        catch (TargetException) when (tls is { FoundNoCommon: true } && traits.Protocol == SslProtocols.Tls12)
        {
            traits.Protocol = SslProtocols.Tls13;
        }

        return await ConnectAsync(failures, NewTls(failures), cancellationToken).ConfigureAwait(false);
    }

    private TlsLayer? NewTls(FtpFailures failures) => definition.Protection == FtpProtection.None
        ? null
        : new TlsLayer(definition.Host, new CertificateRule(definition.Host, definition.CertificatePins), failures, traits.Protocol);

    private async Task<FtpSession> ConnectAsync(FtpFailures failures, TlsLayer? tls, CancellationToken cancellationToken)
    {
        ControlConnection? control = null;
        try
        {
            control = await ControlConnection.ConnectAsync(definition.Host, definition.PortOrDefault, Patience, failures, time, cancellationToken).ConfigureAwait(false);
            if (definition.Protection == FtpProtection.ImplicitTls)
                await control.SecureAsync(tls!.SecureControlAsync, Patience, cancellationToken).ConfigureAwait(false);

            FtpReply greeting = await control.ReadAsync("greeting", Patience, cancellationToken).ConfigureAwait(false);
            while (greeting.IsPreliminary)
                greeting = await control.ReadAsync("greeting", Patience, cancellationToken).ConfigureAwait(false);
            if (!greeting.IsDone)
                throw failures.Refused(greeting, "greeting");

            if (definition.Protection == FtpProtection.ExplicitTls)
                await StartTlsAsync(control, tls!, failures, cancellationToken).ConfigureAwait(false);
            return new FtpSession(control, tls, failures, definition, traits, time) { Greeting = greeting.Text };
        }
        catch
        {
            control?.Dispose();
            tls?.Dispose();
            throw;
        }
    }

    /// <summary>Names the server in failures.</summary>
    public static FtpFailures FailuresOf(FtpDefinition definition) => new(definition.Name, $"{definition.Host}:{definition.PortOrDefault}");

    private async Task StartTlsAsync(ControlConnection control, TlsLayer tls, FtpFailures failures, CancellationToken cancellationToken)
    {
        FtpReply reply = await control.AskAsync("AUTH", "TLS", Patience, cancellationToken).ConfigureAwait(false);
        if (reply.Code != 234)
            throw failures.NoTls(reply);

        await control.SecureAsync(tls.SecureControlAsync, Patience, cancellationToken).ConfigureAwait(false);
    }

    private async Task LogInAsync(FtpSession session, CancellationToken cancellationToken)
    {
        FtpReply reply = await session.AskAsync("USER", definition.User, cancellationToken).ConfigureAwait(false);
        if (reply.Code == 331)
        {
            Secret password = await secrets.FindAsync(definition.Password, $"password of {definition.User} at target {definition.Name}", cancellationToken).ConfigureAwait(false);
            session.Control.Hidden = password.Reveal();
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
