using System.Diagnostics;

namespace PosBackup.Targets.Tests.Servers;

/// <summary>ProFTPD's mod_sftp.</summary>
public sealed class ProFtpdSftpServer : SshServer
{
    /// <inheritdoc/>
    public override string User => ProFtpd.User;

    /// <inheritdoc/>
    public override string RemotePath => "";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> HostKeyTypes => ["rsa", "ecdsa"];

    /// <inheritdoc/>
    protected override bool HasPemKeys => true;

    /// <inheritdoc/>
    protected override (int User, int Group) Owner => ProFtpd.Owner;

    /// <inheritdoc/>
    protected override async Task<ProcessStartInfo> ConfigureAsync()
    {
        string passwords = await WriteStateAsync("users", await ProFtpd.PasswordLineAsync(this));
        string keys = "";
        foreach (string identity in (string[])[IdentityFile, ProtectedIdentityFile])
            keys += await SmallProgram.RunAsync("ssh-keygen", ["-e", "-m", "RFC4716", "-f", identity + ".pub"]);
        string authorized = await WriteStateAsync("authorized_keys", keys);
        string configuration = await WriteStateAsync("proftpd.conf", string.Join('\n',
        [
            .. ProFtpd.Configuration(this, passwords),
            "LoadModule mod_sftp.c", "SFTPEngine on", $"SFTPLog {State}/sftp.log", "SFTPAuthMethods publickey password", $"SFTPAuthorizedUserKeys file:{authorized}",
            .. HostKeyTypes.Select(t => $"SFTPHostKey {HostKeyFile(t)}"),
            "",
        ]));
        return new ProcessStartInfo(ServerPrograms.Require("proftpd"), ["-n", "-q", "-c", configuration]);
    }
}
