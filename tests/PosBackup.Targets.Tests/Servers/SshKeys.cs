using System.Security.Cryptography;

namespace PosBackup.Targets.Tests.Servers;

/// <summary>Key files for SSH, made by <c>ssh-keygen</c>: as quickly made as ssh still takes them, for servers that live for seconds.</summary>
internal static class SshKeys
{
    /// <summary>Makes a key pair, over one that is there.</summary>
    /// <param name="path">The private key; the public one gets <c>.pub</c> behind it.</param>
    /// <param name="type"><c>ed25519</c>, <c>ecdsa</c> or <c>rsa</c>.</param>
    /// <param name="isPem">The old format, which ProFTPD reads, in place of OpenSSH's own.</param>
    /// <param name="passphrase">Its passphrase; empty for none.</param>
    public static async Task MakeAsync(string path, string type, bool isPem = false, string passphrase = "")
    {
        File.Delete(path);
        File.Delete(path + ".pub");
        string[] size = type == "rsa" ? ["-b", "1024"] : [];
        string[] rounds = passphrase.Length > 0 ? ["-a", "1"] : [];
        await SmallProgram.RunAsync("ssh-keygen", ["-q", "-t", type, .. size, .. rounds, "-N", passphrase, "-C", "test", "-f", path, .. isPem ? ["-m", "PEM"] : Array.Empty<string>()]);
    }

    /// <summary>The public key as <c>type base64</c>.</summary>
    public static string LineOf(string path) => string.Join(' ', File.ReadAllText(path + ".pub").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2)).Trim();

    /// <summary>Fingerprint as OpenSSH prints it.</summary>
    /// <param name="line"><c>type base64</c>.</param>
    public static string FingerprintOf(string line) => "SHA256:" + Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(line.Split(' ')[1]))).TrimEnd('=');
}
