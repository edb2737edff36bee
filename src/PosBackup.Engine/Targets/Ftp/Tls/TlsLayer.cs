using System.Net.Security;
using System.Security.Authentication;
using PosBackup.Engine.Targets.Ftp.Failures;

namespace PosBackup.Engine.Targets.Ftp.Tls;

/// <summary>
/// TLS for the control connection and its data connections: one set of options for all of them, so that data connections continue the session of the
/// control connection, which most servers demand. A data connection offers the certificate that the control connection offered.
/// <para>TLS 1.2 is taken where the server has it, 1.3 else: a session of 1.3 can be continued once and then needs a new ticket, which ProFTPD does not send
/// (measured: every second transfer was refused); one of 1.2 lasts. So with 1.3 each transfer gets a control connection of its own. Less than 1.2 is refused.</para>
/// </summary>
internal sealed class TlsLayer : IDisposable
{
    private readonly CertificateRule _rule;
    private readonly FtpFailures _failures;
    private readonly SessionName _name;
    private readonly SslClientAuthenticationOptions _options;
    private string? _fingerprint;

    /// <param name="host">Name the certificate is made out to.</param>
    /// <param name="rule">Which certificate is the server's.</param>
    /// <param name="failures">Names the server in failures.</param>
    /// <param name="protocol">TLS 1.2 or 1.3.</param>
    public TlsLayer(string host, CertificateRule rule, FtpFailures failures, SslProtocols protocol = SslProtocols.Tls12)
    {
        (_rule, _failures, _name) = (rule, failures, SessionName.Take(host));
        _options = new SslClientAuthenticationOptions
        {
            TargetHost = _name.Value,
            EnabledSslProtocols = protocol,
            AllowTlsResume = true,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) => _rule.Accepts(certificate, chain, errors),
        };
    }

    /// <summary>Whether the two sides had nothing in common, before any certificate was judged.</summary>
    public bool FoundNoCommon { get; private set; }

    /// <summary>Whether the session may have been continued as often as it can be: no further data connection can be counted on.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>Protocol and cipher of the control connection, for a person.</summary>
    public string Cipher { get; private set; } = "";

    /// <summary>What the server offered.</summary>
    public OfferedCertificate? Offered => _rule.Offered;

    /// <inheritdoc/>
    public void Dispose() => _name.Dispose();

    /// <summary>TLS over the control connection.</summary>
    /// <exception cref="TargetException"><see cref="TargetFailure.HostIdentity"/>: the certificate is not the server's.</exception>
    public async Task<Stream> SecureControlAsync(Stream plain, CancellationToken cancellationToken)
    {
        SslStream secure = await HandshakeAsync(plain, cancellationToken).ConfigureAwait(false);
        Cipher = $"{secure.SslProtocol} {secure.NegotiatedCipherSuite}";
        _fingerprint = secure.RemoteCertificate is { } certificate ? OfferedCertificate.FingerprintOf(certificate) : null;
        return secure;
    }

    /// <summary>TLS over a data connection. Failures to get there are <see cref="IOException"/>: the reply on the control connection says why.</summary>
    public async Task<SslStream> SecureDataAsync(Stream plain, CancellationToken cancellationToken)
    {
        IsSpent = _options.EnabledSslProtocols == SslProtocols.Tls13;
        SslStream secure = await HandshakeAsync(plain, cancellationToken).ConfigureAwait(false);
        string? fingerprint = secure.RemoteCertificate is { } certificate ? OfferedCertificate.FingerprintOf(certificate) : null;
        if (string.Equals(fingerprint, _fingerprint, StringComparison.Ordinal))
            return secure;

        await secure.DisposeAsync().ConfigureAwait(false);
        throw new TargetException(TargetFailure.HostIdentity, $"{_failures.Place} offers another certificate for data ({fingerprint ?? "none"}) than for commands ({_fingerprint}). Nothing was transferred", "somebody may be on the way; ask the administrator of the server");
    }

    private async Task<SslStream> HandshakeAsync(Stream plain, CancellationToken cancellationToken)
    {
        var secure = new SslStream(plain, leaveInnerStreamOpen: false);
        try
        {
            await secure.AuthenticateAsClientAsync(_options, cancellationToken).ConfigureAwait(false);
            return secure;
        }
        catch (AuthenticationException e)
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw _rule.Refusal is { } refusal ? Refused(refusal, e) : NoHandshake(e);
        }
        catch
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private TargetException Refused(string why, Exception cause)
    {
        string offered = Offered is { } certificate ? $"offers the certificate SHA-256 {certificate.Fingerprint} of {certificate.Subject} (issuer {certificate.Issuer}, names {certificate.Names})" : "offers no certificate";
        return new TargetException(TargetFailure.HostIdentity, $"{_failures.Place} {offered}, which is not accepted: {why}. No login was sent", $"compare the fingerprint with the administrator of the server; when it is right, pin it: posbackup target trust {_failures.Target}", cause);
    }

    private TargetException NoHandshake(Exception cause)
    {
        FoundNoCommon = true;
        return new TargetException(TargetFailure.Config, $"{_failures.Place}: TLS could not be agreed on: {(cause.InnerException ?? cause).Message}", "the server may have no protocol or cipher in common with this machine (TLS 1.2 or 1.3 is needed), or speak explicit TLS where implicit is defined, or the other way round", cause);
    }
}
