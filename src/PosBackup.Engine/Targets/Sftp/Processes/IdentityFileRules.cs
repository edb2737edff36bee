using System.Text;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Targets.Sftp.Processes;

/// <summary>Looks at a private key file before ssh does, because ssh only says "Permission denied" of one that it cannot decrypt.</summary>
internal static class IdentityFileRules
{
    private const int Longest = 64 << 10;
    private const string Magic = "openssh-key-v1\0";

    /// <exception cref="TargetException"><see cref="TargetFailure.AuthFailed"/>: it is missing, cannot be read, or is encrypted and no passphrase is named.</exception>
    public static async Task RequireAsync(SftpDefinition definition, SshEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (endpoint.IdentityFile is not { } path)
            return;

        string text;
        try
        {
            using var reader = new StreamReader(path, Encoding.Latin1);
            var buffer = new char[Longest];
            text = new string(buffer, 0, await reader.ReadBlockAsync(buffer, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TargetException(TargetFailure.AuthFailed, $"target {definition.Name}: the private key file {path} cannot be read: {exception.Message}", "correct identityFile in the definition, or give the file to the account that runs", exception);
        }

        if (endpoint.Passphrase is null && IsEncrypted(text))
            throw new TargetException(TargetFailure.AuthFailed, $"target {definition.Name}: the private key file {path} is encrypted, and the definition names no passphrase", "name it by passphrase in the definition, for example env:NAME, or use a key without one");
    }

    /// <summary>Whether the text of a key file says that its key is encrypted; false for what is not understood, which is ssh's matter.</summary>
    public static bool IsEncrypted(string text)
    {
        if (text.Contains("BEGIN ENCRYPTED PRIVATE KEY", StringComparison.Ordinal) || text.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
            return true;

        const string begin = "-----BEGIN OPENSSH PRIVATE KEY-----";
        int start = text.IndexOf(begin, StringComparison.Ordinal);
        int end = text.IndexOf("-----END", StringComparison.Ordinal);
        if (start < 0 || end < start)
            return false;

        string base64 = string.Concat(text[(start + begin.Length)..end].Where(c => !char.IsWhiteSpace(c)));
        var key = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, key, out int length) || length < Magic.Length + 8)
            return false;

        ReadOnlySpan<byte> cipher = key.AsSpan(Magic.Length, length - Magic.Length);
        return key.AsSpan(0, Magic.Length).SequenceEqual(Encoding.Latin1.GetBytes(Magic)) && !cipher.StartsWith("\0\0\0\u0004none"u8);
    }
}
