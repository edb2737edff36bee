namespace PosBackup.Engine.Targets.Trust;

/// <summary>Asks a server for its host keys or its certificate, before anybody trusts them. Sends no login.</summary>
public interface IIdentityScan
{
    /// <summary>What the server offers now, the best first.</summary>
    /// <exception cref="TargetException">The server cannot be reached, or a program is missing.</exception>
    Task<IReadOnlyList<OfferedIdentity>> ScanAsync(CancellationToken cancellationToken);
}

/// <summary>A host key or certificate that a server offered.</summary>
/// <param name="Server">Host and port that offered it.</param>
/// <param name="Kind"><c>ssh-ed25519</c>, <c>certificate</c>, …</param>
/// <param name="Fingerprint">As administrators compare it: <c>SHA256:…</c> of a host key as OpenSSH prints it, hexadecimal SHA-256 of a certificate.</param>
/// <param name="Pin">What the definition of the target keeps.</param>
/// <param name="Details">More to recognise it by: subject, issuer and validity of a certificate.</param>
public sealed record OfferedIdentity(string Server, string Kind, string Fingerprint, string Pin, IReadOnlyList<string> Details);
