using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Ftp.Failures;
using PosBackup.Engine.Targets.Ftp.Pool;
using PosBackup.Engine.Targets.Ftp.Tls;
using PosBackup.Engine.Targets.Trust;

namespace PosBackup.Engine.Targets.Ftp.Scan;

/// <summary>Connects as the definition says, as far as TLS, and reads the certificate. It sends AUTH TLS at most.</summary>
internal sealed class CertificateScan(FtpDefinition definition, TimeProvider time) : IIdentityScan
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<OfferedIdentity>> ScanAsync(CancellationToken cancellationToken)
    {
        FtpFailures failures = FtpConnecting.FailuresOf(definition);
        if (definition.Protection == FtpProtection.None)
            throw new TargetException(TargetFailure.Config, $"{failures.Place} is defined without TLS and has no certificate", "take explicit TLS");

        // No certificate has this fingerprint: each one is read and refused.
        var nobody = new CertificateRule(definition.Host, ["0"]);
        using var traits = new ServerTraits();
        try
        {
            using FtpSession none = await new FtpConnecting(definition, traits, time).ConnectAsync(failures, nobody, cancellationToken).ConfigureAwait(false);
        }
        catch (TargetException e) when (e.Failure == TargetFailure.HostIdentity && nobody.Offered is not null)
        {
            // Refused, and read.
        }

        return nobody.Offered is { } offered
            ? [new OfferedIdentity($"{definition.Host}:{definition.PortOrDefault}", "certificate", offered.Fingerprint, offered.Fingerprint, offered.Details)]
            : throw new TargetException(TargetFailure.HostIdentity, $"{failures.Place} offers no certificate");
    }
}
