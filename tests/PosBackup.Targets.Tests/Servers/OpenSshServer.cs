using System.Diagnostics;

namespace PosBackup.Targets.Tests.Servers;

/// <summary>OpenSSH's sshd, with an account of this machine as its login and <see cref="TestServer.Folder"/> as that account's home.</summary>
public sealed class OpenSshServer : SshServer
{
    private const string SftpServer = "/usr/lib/openssh/sftp-server";

    private SystemAccount? _account;

    /// <inheritdoc/>
    public override string User => _account?.Name ?? throw new InvalidOperationException("the server was not started");

    /// <inheritdoc/>
    public override string RemotePath => Folder;

    /// <summary>Text that the login script prints before SFTP begins, as a talking <c>.bashrc</c> does; null for none.</summary>
    public string? LoginText { get; init; }

    /// <summary>Whether the server offers SFTP at all.</summary>
    public bool OffersSftp { get; init; } = true;

    /// <summary>More lines of configuration, such as <c>Ciphers …</c>.</summary>
    public IReadOnlyList<string> MoreConfiguration { get; init; } = [];

    /// <inheritdoc/>
    protected override IReadOnlyList<string> HostKeyTypes => ["ed25519", "rsa"];

    /// <inheritdoc/>
    protected override (int User, int Group) Owner => (_account!.User, _account.Group);

    /// <inheritdoc/>
    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        _account = await SystemAccount.CreateAsync(Folder, Password.Reveal());

        // Read as the account, not as root.
        string keys = await WriteStateAsync("authorized_keys", AuthorizedKeys());
        FilePermissions.AllRead(keys);
        Directory.CreateDirectory("/run/sshd");
    }

    /// <inheritdoc/>
    protected override async Task<ProcessStartInfo> ConfigureAsync()
    {
        // UsePAM no: an account without PAM's ceremony. StrictModes no: keys and home are under the folder for temporary files.
        List<string> lines =
        [
            $"ListenAddress {Host}", $"Port {Port}", "PidFile none", "UsePAM no", "StrictModes no", "LogLevel VERBOSE", "UseDNS no", "PrintMotd no",
            "MaxStartups 200", "PasswordAuthentication yes", "KbdInteractiveAuthentication no", $"AuthorizedKeysFile {State}/authorized_keys",
            .. HostKeyTypes.Select(t => $"HostKey {HostKeyFile(t)}"),
        ];
        if (OffersSftp)
            lines.Add($"Subsystem sftp {SftpServer}");
        if (LoginText is not null)
            lines.Add($"ForceCommand {await WriteLoginScriptAsync(LoginText)}");
        lines.AddRange(MoreConfiguration);
        string configuration = await WriteStateAsync("sshd_config", string.Join('\n', lines) + "\n");

        // sshd starts itself again for each connection, from another folder: both paths have to be full.
        return new ProcessStartInfo(ServerPrograms.Require("sshd"), ["-D", "-e", "-f", configuration]);
    }

    /// <inheritdoc/>
    protected override async Task CleanUpAsync()
    {
        if (_account is not null)
            await _account.DisposeAsync();
    }

    private async Task<string> WriteLoginScriptAsync(string text)
    {
        string message = await WriteStateAsync("login.txt", text);
        string script = await WriteStateAsync("login.sh", $"#!/bin/sh\ncat {message}\nexec {SftpServer}\n");
        foreach (string file in (string[])[message, script])
            FilePermissions.AllReadAndRun(file);
        return script;
    }
}
