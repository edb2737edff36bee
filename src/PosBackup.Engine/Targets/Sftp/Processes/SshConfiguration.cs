using System.Globalization;
using System.Text;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Targets.Sftp.Processes;

/// <summary>
/// Writes the ssh configuration of one target. Nothing of the machine's or the user's own configuration is read beside it (<c>ssh -F</c>), and
/// every value was checked before (<see cref="SshValues"/>). Pure. Knows only options of OpenSSH 7.7, the oldest that Windows ships.
/// </summary>
internal static class SshConfiguration
{
    /// <summary>The name that ssh is told to connect to.</summary>
    public const string Target = "target";

    private const string Jump = "jump";

    /// <summary>AES-GCM first: a third faster than OpenSSH's own order, and as safe.</summary>
    private const string Ciphers = "aes128-gcm@openssh.com,aes256-gcm@openssh.com,chacha20-poly1305@openssh.com,aes256-ctr,aes128-ctr";

    /// <summary>Under which name the host keys of a target are kept, whatever its address; prompts of ssh show it too.</summary>
    public static string Alias(SftpDefinition definition) => $"posbak-{definition.Name}";

    /// <summary>The same of the jump host.</summary>
    public static string JumpAlias(SftpDefinition definition) => $"posbak-jump-{definition.Name}";

    /// <summary>The configuration.</summary>
    /// <param name="definition">The target.</param>
    /// <param name="knownHosts">Path of the file with <see cref="KnownHosts"/>.</param>
    public static string Write(SftpDefinition definition, string knownHosts)
    {
        var text = new StringBuilder();
        Endpoint(text, isJump: false, definition.Endpoint, definition, knownHosts);
        if (definition.Jump is { } jump)
        {
            text.Append("  ProxyJump ").Append(Jump).Append('\n');
            Endpoint(text, isJump: true, jump, definition, knownHosts);
        }

        return text.ToString();
    }

    /// <summary>The pinned keys, of the target and the jump host each under its alias.</summary>
    public static string KnownHosts(SftpDefinition definition) => string.Concat(
    [
        .. definition.Endpoint.HostKeys.Select(key => $"{Alias(definition)} {key}\n"),
        .. definition.Jump?.HostKeys.Select(key => $"{JumpAlias(definition)} {key}\n") ?? [],
    ]);

    private static void Endpoint(StringBuilder text, bool isJump, SshEndpoint endpoint, SftpDefinition definition, string knownHosts)
    {
        // The limit of stalling comes first, up to a minute: its message names it. Beyond, a server that answers nothing at all for 90 s is gone.
        int interval = Math.Clamp(definition.StallSeconds / 4, 1, 15);
        text.Append(string.Create(CultureInfo.InvariantCulture, $"""
            Host {(isJump ? Jump : Target)}
              HostName {endpoint.Host}
              Port {endpoint.Port}
              User {SshValues.Quoted(endpoint.User)}
              HostKeyAlias {(isJump ? JumpAlias(definition) : Alias(definition))}
              UserKnownHostsFile {SshValues.QuotedPath(knownHosts)}
              GlobalKnownHostsFile {SshValues.QuotedPath(knownHosts)}
              StrictHostKeyChecking yes
              CheckHostIP no
              UpdateHostKeys no
              VerifyHostKeyDNS no
              ConnectTimeout {definition.ConnectSeconds}
              ServerAliveInterval {interval}
              ServerAliveCountMax 5
              Ciphers {Ciphers}
              Compression no
              RequestTTY no
              EscapeChar none
              ClearAllForwardings {(isJump ? "no" : "yes")}
              ForwardAgent no
              ControlMaster no
              ControlPath none
              LogLevel INFO

            """).ReplaceLineEndings("\n"));
        Login(text, endpoint);
    }

    private static void Login(StringBuilder text, SshEndpoint endpoint)
    {
        bool asks = endpoint.Password is not null || endpoint.Passphrase is not null;
        bool keys = endpoint.IdentityFile is not null || endpoint.Password is null;
        text.Append("  BatchMode ").Append(asks ? "no" : "yes").Append("\n  NumberOfPasswordPrompts 1\n");
        text.Append("  PreferredAuthentications ")
            .Append(string.Join(',', (string[])[.. keys ? ["publickey"] : Array.Empty<string>(), .. endpoint.Password is null ? Array.Empty<string>() : ["password", "keyboard-interactive"]]))
            .Append('\n');
        text.Append("  PubkeyAuthentication ").Append(keys ? "yes" : "no").Append('\n');
        if (endpoint.IdentityFile is { } file)
            text.Append("  IdentityFile ").Append(SshValues.QuotedPath(file)).Append("\n  IdentitiesOnly yes\n");
        else
            text.Append("  IdentityFile none\n");
    }
}
