namespace PosBackup.Targets.Tests.Servers;

/// <summary>What ProFTPD's two servers have in common: logins of its own in a file, files of nobody, the folder as root.</summary>
internal static class ProFtpd
{
    public const string User = "store42";

    /// <summary>nobody, nogroup.</summary>
    public static (int User, int Group) Owner => (65534, 65534);

    /// <summary>The lines both begin with.</summary>
    /// <param name="server">The server.</param>
    /// <param name="passwordFile">File of its logins.</param>
    /// <param name="change">Whether files may be continued and replaced; no is ProFTPD's own default.</param>
    public static IEnumerable<string> Configuration(TestServer server, string passwordFile, bool change = true) =>
    [
        "ModulePath /usr/lib/proftpd",
        "ServerType standalone", $"DefaultAddress {server.Host}", $"Port {server.Port}", "SocketBindTight on", "UseIPv6 off", "UseReverseDNS off",
        "User nobody", "Group nogroup", "Umask 022 022", "MaxInstances 60", "DelayEngine off", "WtmpLog off",
        $"PidFile {server.State}/proftpd.pid", $"ScoreboardFile {server.State}/scoreboard", $"SystemLog {server.State}/proftpd.log",
        "AuthOrder mod_auth_file.c", $"AuthUserFile {passwordFile}", "RequireValidShell off", "DefaultRoot ~",
        $"AllowOverwrite {(change ? "on" : "off")}", $"AllowStoreRestart {(change ? "on" : "off")}", "AllowRetrieveRestart on",
    ];

    /// <summary>The line of the login.</summary>
    public static async Task<string> PasswordLineAsync(TestServer server)
    {
        string hash = await SmallProgram.RunAsync("openssl", ["passwd", "-6", "-stdin"], server.Password.Reveal() + "\n");
        return $"{User}:{hash.Trim()}:{Owner.User}:{Owner.Group}::{server.Folder}:/bin/false\n";
    }
}
