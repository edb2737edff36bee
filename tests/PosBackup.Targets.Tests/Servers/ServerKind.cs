namespace PosBackup.Targets.Tests.Servers;

/// <summary>Servers that tests run against.</summary>
public enum ServerKind
{
    /// <summary>OpenSSH's sshd with its own SFTP server.</summary>
    OpenSsh,

    /// <summary>ProFTPD's mod_sftp.</summary>
    ProFtpdSftp,

    /// <summary><c>rclone serve sftp</c>, which is Go's pkg/sftp.</summary>
    RcloneSftp,

    /// <summary>ProFTPD with mod_tls.</summary>
    ProFtpd,

    /// <summary>vsftpd.</summary>
    Vsftpd,

    /// <summary>pure-ftpd.</summary>
    PureFtpd,
}
