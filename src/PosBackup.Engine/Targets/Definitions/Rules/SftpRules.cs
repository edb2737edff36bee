namespace PosBackup.Engine.Targets.Definitions.Rules;

/// <summary>What has to hold in the definition of an SFTP server.</summary>
internal static class SftpRules
{
    private const int MostKeys = 16;
    private const int LongestKey = 16 * 1024;

    /// <summary>All that is wrong.</summary>
    public static IEnumerable<DefinitionMistake> Of(SftpDefinition sftp) =>
    [
        .. OfEndpoint(sftp.Endpoint, ""),
        .. sftp.Jump is { } jump ? OfEndpoint(jump, "jump.") : [],
        .. TextRules.Plain("path", sftp.Path),
        .. TextRules.Range("connections", sftp.Connections, 1, 8),
        .. TextRules.Argument("program", sftp.Program),
        .. TextRules.Seconds("connectTimeout", sftp.ConnectSeconds, 1, 600),
        .. TextRules.Seconds("stallTimeout", sftp.StallSeconds, 5, 3600),
    ];

    private static IEnumerable<DefinitionMistake> OfEndpoint(SshEndpoint endpoint, string prefix) =>
    [
        .. TextRules.Host($"{prefix}host", endpoint.Host),
        .. TextRules.Range($"{prefix}port", endpoint.Port, 1, 65535),
        .. TextRules.Argument($"{prefix}user", endpoint.User),
        .. TextRules.Argument($"{prefix}identityFile", endpoint.IdentityFile),
        .. Passphrase(endpoint, prefix),
        .. Keys(endpoint, prefix),
    ];

    private static IEnumerable<DefinitionMistake> Passphrase(SshEndpoint endpoint, string prefix)
    {
        if (endpoint is { Passphrase: not null, IdentityFile: null })
            yield return new($"{prefix}passphrase", "is for an 'identityFile', which is not there");
    }

    private static IEnumerable<DefinitionMistake> Keys(SshEndpoint endpoint, string prefix)
    {
        if (endpoint.HostKeys.Count > MostKeys || !endpoint.HostKeys.All(IsKey))
            yield return new($"{prefix}hostKeys", $"must be at most {MostKeys} public keys, each as its type, a space and base64, such as \"ssh-ed25519 AAAA…\"");
    }

    /// <summary>The base64 begins with the type, as its length and its letters: what does not is cut off or no key.</summary>
    private static bool IsKey(string key)
    {
        if (key.Length > LongestKey || key.Split(' ') is not [{ Length: > 0 } type, { Length: > 0 } base64] || !type.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '@' or '_'))
            return false;

        var blob = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, blob, out int length)
            && length > 4 + type.Length
            && System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(blob) == type.Length
            && blob.AsSpan(4, type.Length).SequenceEqual(System.Text.Encoding.ASCII.GetBytes(type));
    }
}
