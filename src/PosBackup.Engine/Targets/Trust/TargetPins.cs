using System.Security.Cryptography;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Targets.Trust;

/// <summary>The host keys and certificates that a definition trusts.</summary>
public static class TargetPins
{
    /// <summary>What is trusted; null where there is nothing to trust: a folder, or the jump host of a target that has none.</summary>
    /// <param name="target">The target.</param>
    /// <param name="jump">Those of the jump host.</param>
    public static IReadOnlyList<string>? Of(TargetDefinition target, bool jump) => target switch
    {
        SftpDefinition sftp => jump ? sftp.Jump?.HostKeys : sftp.Endpoint.HostKeys,
        FtpDefinition { Protection: not FtpProtection.None } ftp when !jump => ftp.CertificatePins,
        _ => null,
    };

    /// <summary>What a target's server is recognised by.</summary>
    public static TrustLevel LevelOf(TargetDefinition target) => target switch
    {
        SftpDefinition { Endpoint.HostKeys.Count: > 0, Jump: null or { HostKeys.Count: > 0 } } => TrustLevel.Pinned,
        SftpDefinition => TrustLevel.Unknown,
        FtpDefinition { Protection: FtpProtection.None } => TrustLevel.Unprotected,
        FtpDefinition ftp => ftp.CertificatePins.Count > 0 ? TrustLevel.Pinned : TrustLevel.Roots,
        _ => TrustLevel.NotNeeded,
    };

    /// <summary>The same target with other pins.</summary>
    /// <exception cref="ArgumentException">There is nothing to trust.</exception>
    public static TargetDefinition Replace(TargetDefinition target, bool jump, IReadOnlyList<string> pins) => target switch
    {
        SftpDefinition { Jump: { } host } sftp when jump => sftp with { Jump = host with { HostKeys = pins } },
        SftpDefinition sftp when !jump => sftp with { Endpoint = sftp.Endpoint with { HostKeys = pins } },
        FtpDefinition ftp when !jump => ftp with { CertificatePins = pins },
        _ => throw new ArgumentException("there is nothing to trust", nameof(target)),
    };

    /// <summary>The pins of an earlier definition of the same server, for one that has none: trust is in the server, not in the rest of the definition.</summary>
    public static TargetDefinition Keep(TargetDefinition target, TargetDefinition? before) => (target, before) switch
    {
        (SftpDefinition now, SftpDefinition was) => now with { Endpoint = Keep(now.Endpoint, was.Endpoint), Jump = now.Jump is { } jump && was.Jump is { } old ? Keep(jump, old) : now.Jump },
        (FtpDefinition { CertificatePins.Count: 0 } now, FtpDefinition was) when IsSame(now.Host, now.PortOrDefault, was.Host, was.PortOrDefault) => now with { CertificatePins = was.CertificatePins },
        _ => target,
    };

    /// <summary>The fingerprint of a pin, as a scan tells it: <c>SHA256:…</c> of a host key, the hexadecimal SHA-256 itself of a certificate.</summary>
    public static string FingerprintOf(string pin)
    {
        ArgumentNullException.ThrowIfNull(pin);
        int space = pin.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? pin : "SHA256:" + Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(pin[(space + 1)..]))).TrimEnd('=');
    }

    private static SshEndpoint Keep(SshEndpoint now, SshEndpoint was) =>
        now.HostKeys.Count == 0 && IsSame(now.Host, now.Port, was.Host, was.Port) ? now with { HostKeys = was.HostKeys } : now;

    private static bool IsSame(string host, int port, string other, int otherPort) => port == otherPort && string.Equals(host, other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What a target's server is recognised by.</summary>
public enum TrustLevel
{
    /// <summary>There is no server.</summary>
    NotNeeded,

    /// <summary>By pinned host keys or certificates.</summary>
    Pinned,

    /// <summary>By the roots of this machine and the host name.</summary>
    Roots,

    /// <summary>A host key is still to be trusted: the target is not used before.</summary>
    Unknown,

    /// <summary>By nothing: the line is not protected.</summary>
    Unprotected,
}
