using System.Security.Cryptography;
using PosBackup.Engine.Targets.Sftp.Processes;
using PosBackup.Engine.Targets.Trust;

namespace PosBackup.Engine.Targets.Sftp.Scan;

/// <summary>Reads what <c>ssh-keyscan</c> prints: <c>host type base64</c>, a line each, and comments. Pure.</summary>
internal static class ScannedKeys
{
    /// <summary>The best first.</summary>
    private static readonly string[] Order = ["ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa"];

    /// <summary>The keys; lines that are none are left out.</summary>
    public static IReadOnlyList<OfferedIdentity> Read(string output, string server) =>
    [
        .. output.Split('\n')
            .Select(line => line.Trim().Split(' ', 2))
            .Where(parts => parts.Length == 2 && SshValues.IsPin(parts[1]))
            .Select(parts => parts[1])
            .Distinct(StringComparer.Ordinal)
            .OrderBy(pin => Array.IndexOf(Order, pin.Split(' ')[0]) is >= 0 and int place ? place : Order.Length)
            .Select(pin => new OfferedIdentity(server, pin.Split(' ')[0], Fingerprint(pin), pin, [])),
    ];

    /// <summary><c>SHA256:</c> and base64 without padding, as OpenSSH prints it.</summary>
    public static string Fingerprint(string pin) =>
        "SHA256:" + Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(pin.Split(' ')[1]))).TrimEnd('=');
}
