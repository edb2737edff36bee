using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace PosBackup.Engine.Targets.Ftp.Tls;

/// <summary>
/// Whether a certificate is the server's: by pins, whoever signed it and however old it is, or else by this machine's roots and the host name. Revocation is not asked
/// for: shops behind a closed firewall cannot reach the lists.
/// </summary>
internal sealed class CertificateRule
{
    private readonly string _host;
    private readonly HashSet<string> _pins;

    /// <param name="host">Name or address that the certificate has to be made out to, when there are no pins.</param>
    /// <param name="pins">SHA-256 fingerprints in hexadecimal; colons, blanks and case do not matter.</param>
    public CertificateRule(string host, IEnumerable<string> pins) => (_host, _pins) = (host, [.. pins.Select(Plain)]);

    /// <summary>What was offered last.</summary>
    public OfferedCertificate? Offered { get; private set; }

    /// <summary>Why the last one was refused; null when it was not.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Whether the certificate is accepted. Called in the middle of the handshake: never throws.</summary>
    public bool Accepts(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 whole)
        {
            (Offered, Refusal) = (null, "it offered no certificate");
            return false;
        }

        Offered = OfferedCertificate.Of(whole);
        Refusal = _pins.Count > 0 ? ByPins(Offered) : ByChain(whole, chain, errors);
        return Refusal is null;
    }

    /// <summary>A fingerprint as it is compared: hexadecimal digits in upper case.</summary>
    public static string Plain(string fingerprint)
    {
        string text = fingerprint.Trim();
        if (text.StartsWith("SHA256:", StringComparison.OrdinalIgnoreCase))
            text = text["SHA256:".Length..];
        return string.Concat(text.Where(c => c is not (':' or ' ' or '-'))).ToUpperInvariant();
    }

    private string? ByPins(OfferedCertificate offered) =>
        _pins.Contains(offered.Fingerprint) ? null : $"it is none of the pinned ones: {string.Join(", ", _pins)}";

    private string? ByChain(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        List<string> reasons = [];
        if (!certificate.MatchesHostname(_host))
            reasons.Add($"it is not made out to {_host}");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
            reasons.AddRange(chain is null ? ["its chain is not complete"] : chain.ChainStatus.Select(s => $"{s.Status}: {s.StatusInformation.Trim()}").Distinct(StringComparer.Ordinal));
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            reasons.Add("it offered no certificate");
        return reasons.Count == 0 ? null : string.Join("; ", reasons);
    }
}
