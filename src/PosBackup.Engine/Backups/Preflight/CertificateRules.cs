using System.Globalization;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Backups.Preflight;

/// <summary>Whether a certificate can protect backups that somebody is to restore one day.</summary>
internal static class CertificateRules
{
    public static PreflightCheck Check(string name, CertificateRow? certificate, DateTimeOffset now)
    {
        if (certificate is null)
        {
            return Failed(
                $"master has no certificate {name}",
                "Create it there (CREATE CERTIFICATE), and back it up with its private key before the first encrypted backup.");
        }

        if (!certificate.HasPrivateKey)
            return Failed($"certificate {certificate.Name} has no private key here: no backup encrypted by it could be restored", "Import it with its private key.");

        if (certificate.ExpiresAt is { } expires && expires <= now.UtcDateTime)
        {
            return Failed(
                string.Create(CultureInfo.InvariantCulture, $"certificate {certificate.Name} expired on {expires:yyyy-MM-dd}: BACKUP refuses it"),
                "Create a new one; keep the old one for the backups that it protects.");
        }

        return certificate.KeyBackedUpAt is null
            ? new PreflightCheck(
                PreflightSubject.Encryption,
                PreflightOutcome.Warned,
                ErrorCode.None,
                $"the private key of certificate {certificate.Name} was never backed up: if this instance is lost, so is every backup it encrypts",
                "BACKUP CERTIFICATE … WITH PRIVATE KEY, to a place off this machine.")
            : new PreflightCheck(PreflightSubject.Encryption, PreflightOutcome.Passed, ErrorCode.None, $"certificate {certificate.Name} is there, with its private key");
    }

    private static PreflightCheck Failed(string message, string hint) => new(PreflightSubject.Encryption, PreflightOutcome.Failed, ErrorCode.InvalidOption, message, hint);
}
