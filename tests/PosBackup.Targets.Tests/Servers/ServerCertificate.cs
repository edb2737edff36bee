using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PosBackup.Targets.Tests.Servers;

/// <summary>A certificate that nobody signed, for a server on loopback.</summary>
internal static class ServerCertificate
{
    /// <summary>Writes certificate and key into one PEM file, readable by its owner.</summary>
    /// <returns>SHA-256 of the certificate in lower-case hexadecimal.</returns>
    public static string Write(string path)
    {
        using RSA key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        File.WriteAllText(path, $"{key.ExportRSAPrivateKeyPem()}\n{certificate.ExportCertificatePem()}\n");
        FilePermissions.OnlyOwner(path);
        return Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));
    }
}
