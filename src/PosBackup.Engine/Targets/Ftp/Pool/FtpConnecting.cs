using System.Security.Authentication;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Ftp.Failures;
using PosBackup.Engine.Targets.Ftp.Tls;
using PosBackup.Engine.Targets.Ftp.Wire;

namespace PosBackup.Engine.Targets.Ftp.Pool;

/// <summary>
/// Connects as far as the certificate, and sends no login. There is no way from TLS back to plain FTP: a server that refuses is a failure. A server
/// that turns out to have no TLS 1.2 is asked again with 1.3.
/// </summary>
internal sealed class FtpConnecting(FtpDefinition definition, ServerTraits traits, TimeProvider time)
{
    private TimeSpan Patience => TimeSpan.FromSeconds(definition.ConnectSeconds);

    /// <summary>Names the server in failures.</summary>
    public static FtpFailures FailuresOf(FtpDefinition definition) => new(definition.Name, $"{definition.Host}:{definition.PortOrDefault}");

    /// <summary>Connects.</summary>
    /// <param name="failures">Says what went wrong.</param>
    /// <param name="rule">Which certificate is the server's.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    public async Task<FtpSession> ConnectAsync(FtpFailures failures, CertificateRule rule, CancellationToken cancellationToken)
    {
        TlsLayer? tls = NewTls(failures, rule);
        try
        {
            return await ConnectAsync(failures, tls, cancellationToken).ConfigureAwait(false);
        }
        catch (TargetException) when (tls is { FoundNoCommon: true } && traits.Protocol == SslProtocols.Tls12)
        {
            // Tried once; it is remembered only when it was the cure.
        }

        var newer = new TlsLayer(definition.Host, rule, failures, SslProtocols.Tls13);
        FtpSession session = await ConnectAsync(failures, newer, cancellationToken).ConfigureAwait(false);
        traits.Protocol = SslProtocols.Tls13;
        return session;
    }

    private TlsLayer? NewTls(FtpFailures failures, CertificateRule rule) =>
        definition.Protection == FtpProtection.None ? null : new TlsLayer(definition.Host, rule, failures, traits.Protocol);

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

    private async Task StartTlsAsync(ControlConnection control, TlsLayer tls, FtpFailures failures, CancellationToken cancellationToken)
    {
        FtpReply reply = await control.AskAsync("AUTH", "TLS", Patience, cancellationToken).ConfigureAwait(false);
        if (reply.Code != 234)
            throw failures.NoTls(reply);

        await control.SecureAsync(tls.SecureControlAsync, Patience, cancellationToken).ConfigureAwait(false);
    }
}
