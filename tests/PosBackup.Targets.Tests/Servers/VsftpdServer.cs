using System.Diagnostics;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Targets.Tests.Servers;

/// <summary>vsftpd, from its unpacked package, with an account of this machine as its login.</summary>
public sealed class VsftpdServer : FtpServer
{
    private SystemAccount? _account;

    /// <inheritdoc/>
    public override string User => _account?.Name ?? throw new InvalidOperationException("the server was not started");

    /// <inheritdoc/>
    protected override (int User, int Group) Owner => (_account!.User, _account.Group);

    /// <inheritdoc/>
    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        _account = await SystemAccount.CreateAsync(Folder, Password.Reveal());
        Directory.CreateDirectory(Path.Combine(State, "empty"));
    }

    /// <inheritdoc/>
    protected override async Task<ProcessStartInfo> ConfigureAsync()
    {
        // pam_service_name=other: PAM's own fallback, which asks for the password of the account.
        string configuration = await WriteStateAsync("vsftpd.conf", string.Join('\n',
        [
            "listen=YES", "background=NO", $"listen_address={Host}", $"listen_port={Port}", "anonymous_enable=NO", "local_enable=YES", "write_enable=YES",
            "local_umask=022", $"local_root={Folder}", "chroot_local_user=YES", "allow_writeable_chroot=YES", "pam_service_name=other",
            $"secure_chroot_dir={State}/empty", "seccomp_sandbox=NO", "force_dot_files=YES", "connect_from_port_20=NO",
            $"pasv_min_port={FirstPassivePort}", $"pasv_max_port={LastPassivePort}",
            "xferlog_enable=YES", "log_ftp_protocol=YES", $"vsftpd_log_file={State}/vsftpd.log",
            .. HasTls ? Tls() : [],
            "",
        ]));
        var start = new ProcessStartInfo(ServerPrograms.Require("vsftpd"), [configuration]);
        start.Environment["LD_LIBRARY_PATH"] = ServerPrograms.UnpackedLibraries;
        return start;
    }

    /// <inheritdoc/>
    protected override async Task CleanUpAsync()
    {
        if (_account is not null)
            await _account.DisposeAsync();
    }

    private IEnumerable<string> Tls() =>
    [
        "ssl_enable=YES", $"rsa_cert_file={CertificateFile}", $"rsa_private_key_file={CertificateFile}", "ssl_ciphers=HIGH",
        "force_local_logins_ssl=YES", "force_local_data_ssl=YES", $"require_ssl_reuse={(RequiresSessionReuse ? "YES" : "NO")}",
        $"implicit_ssl={(Protection == FtpProtection.ImplicitTls ? "YES" : "NO")}",
    ];
}
