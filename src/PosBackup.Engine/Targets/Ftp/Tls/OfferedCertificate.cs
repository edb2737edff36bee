using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PosBackup.Engine.Targets.Ftp.Tls;

/// <summary>The certificate a server offered, as people compare it.</summary>
/// <param name="Fingerprint">SHA-256, upper-case hexadecimal.</param>
/// <param name="Subject">Whom it is made out to.</param>
/// <param name="Issuer">Who signed it.</param>
/// <param name="Names">Host names and addresses that it is good for.</param>
/// <param name="From">Good from.</param>
/// <param name="Until">Good until.</param>
internal sealed record OfferedCertificate(string Fingerprint, string Subject, string Issuer, string Names, DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>Reads a certificate.</summary>
    public static OfferedCertificate Of(X509Certificate2 certificate) => new(
        FingerprintOf(certificate),
        certificate.Subject,
        certificate.Issuer,
        NamesOf(certificate),
        new DateTimeOffset(certificate.NotBefore),
        new DateTimeOffset(certificate.NotAfter));

    /// <summary>SHA-256 of a certificate, upper-case hexadecimal.</summary>
    public static string FingerprintOf(X509Certificate certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>More to recognise it by, a line each.</summary>
    public IReadOnlyList<string> Details =>
    [
        $"subject {Subject}",
        $"issuer {Issuer}",
        $"names {Names}",
        string.Create(CultureInfo.InvariantCulture, $"valid from {From:yyyy-MM-dd} to {Until:yyyy-MM-dd}"),
    ];

    private static string NamesOf(X509Certificate2 certificate)
    {
        X509SubjectAlternativeNameExtension? names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        string[] all = names is null ? [] : [.. names.EnumerateDnsNames(), .. names.EnumerateIPAddresses().Select(a => a.ToString())];
        return all.Length == 0 ? "none" : string.Join(", ", all);
    }
}
