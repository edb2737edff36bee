using System.Diagnostics;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Targets.Tests.Servers;

/// <summary>ProFTPD with mod_tls and mod_digest (which computes SHA-256).</summary>
public sealed class ProFtpdServer : FtpServer
{
    /// <summary>Versions of TLS that it takes, as <c>TLSProtocol</c> names them.</summary>
    public string TlsProtocols { get; init; } = "TLSv1.2 TLSv1.3";

    /// <summary>Whether files may be continued and replaced; not is ProFTPD's own default.</summary>
    public bool AllowsChange { get; init; } = true;

    /// <inheritdoc/>
    public override string User => ProFtpd.User;

    /// <inheritdoc/>
    protected override (int User, int Group) Owner => ProFtpd.Owner;

    /// <inheritdoc/>
    protected override async Task<ProcessStartInfo> ConfigureAsync()
    {
        string passwords = await WriteStateAsync("users", await ProFtpd.PasswordLineAsync(this));
        string configuration = await WriteStateAsync("proftpd.conf", string.Join('\n',
        [
            .. ProFtpd.Configuration(this, passwords, AllowsChange),
            $"PassivePorts {FirstPassivePort} {LastPassivePort}", "LoadModule mod_digest.c", "DigestEngine on",
            .. HasTls ? Tls() : [],
            "",
        ]));
        return new ProcessStartInfo(ServerPrograms.Require("proftpd"), ["-n", "-q", "-c", configuration]);
    }

    private IEnumerable<string> Tls()
    {
        List<string> options = [];
        if (!RequiresSessionReuse)
            options.Add("NoSessionReuseRequired");
        if (Protection == FtpProtection.ImplicitTls)
            options.Add("UseImplicitSSL");
        return
        [
            "LoadModule mod_tls.c", "LoadModule mod_tls_shmcache.c", "TLSEngine on", "TLSRequired on", $"TLSProtocol {TlsProtocols}", $"TLSLog {State}/tls.log",
            $"TLSRSACertificateFile {CertificateFile}", $"TLSRSACertificateKeyFile {CertificateFile}", $"TLSSessionCache shm:/file={State}/sessions",
            .. options.Count > 0 ? [$"TLSOptions {string.Join(' ', options)}"] : Array.Empty<string>(),
        ];
    }
}
