namespace PosBackup.Engine.Targets.Definitions;

/// <summary>Something that a definition may say, and that a person should know of.</summary>
/// <param name="Message">What it is, with the name of the target.</param>
/// <param name="Hint">What to do about it.</param>
public sealed record DefinitionWarning(string Message, string Hint)
{
    /// <summary>All of a target.</summary>
    public static IReadOnlyList<DefinitionWarning> Of(TargetDefinition target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target switch
        {
            FtpDefinition { Protection: FtpProtection.None } ftp => [Plaintext(ftp)],
            SftpDefinition sftp => [.. Untrusted(sftp)],
            _ => [],
        };
    }

    private static DefinitionWarning Plaintext(FtpDefinition ftp) => ftp.AllowPlaintext
        ? new($"{ftp.Name} is FTP without TLS: its password and the backups go over the line for all to read", "have the server offer TLS, or use SFTP")
        : new($"{ftp.Name} is FTP without TLS and will not be used", "set protection to explicitTls, or allowPlaintext to true when nobody else is on the line");

    private static IEnumerable<DefinitionWarning> Untrusted(SftpDefinition sftp)
    {
        if (sftp.Jump is { HostKeys.Count: 0 })
            yield return new($"{sftp.Name}: the host key of the jump host {sftp.Jump.Host} is not trusted yet", $"posbackup target trust {sftp.Name} --jump");
        if (sftp.Endpoint.HostKeys.Count == 0)
            yield return new($"{sftp.Name}: the host key of {sftp.Endpoint.Host} is not trusted yet", sftp.Jump is null ? $"posbackup target trust {sftp.Name}" : KeyBehind(sftp));
    }

    /// <summary>How to get the host key of a server behind a jump host, through which nobody here can ask for it.</summary>
    internal static string KeyBehind(SftpDefinition sftp) =>
        $"run ssh-keyscan -p {sftp.Endpoint.Port} {sftp.Endpoint.Host} on the jump host {sftp.Jump!.Host}, compare the fingerprint, and define the target again with that key: --host-key 'ssh-ed25519 AAAA…'";
}
