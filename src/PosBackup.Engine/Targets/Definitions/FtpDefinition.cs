using PosBackup.Engine.Secrets;

namespace PosBackup.Engine.Targets.Definitions;

/// <summary>An FTP server, with TLS or, only when that is allowed outright, without.</summary>
public sealed record FtpDefinition : TargetDefinition
{
    /// <summary>Name or address.</summary>
    public required string Host { get; init; }

    /// <summary>Port, 1 to 65535; 21, or 990 for implicit TLS, when null.</summary>
    public int? Port { get; init; }

    /// <summary>Login.</summary>
    public required string User { get; init; }

    /// <summary>Where the password is.</summary>
    public required SecretReference Password { get; init; }

    /// <summary>Folder on the server: absolute with <c>/</c>, else from the login's folder; empty for that.</summary>
    public string Path { get; init; } = "";

    /// <summary>How the connection is protected.</summary>
    public FtpProtection Protection { get; init; } = FtpProtection.ExplicitTls;

    /// <summary>Lets <see cref="FtpProtection.None"/> pass: password and backups go over the line for all to read, which every run warns of.</summary>
    public bool AllowPlaintext { get; init; }

    /// <summary>
    /// SHA-256 fingerprints (hexadecimal) of certificates that are the server's, whoever signed them; empty to have the certificate checked by this
    /// machine's roots and the host name.
    /// </summary>
    public IReadOnlyList<string> CertificatePins { get; init; } = [];

    /// <summary>Seconds to connect and for each answer at most. 30; 1 to 600.</summary>
    public int ConnectSeconds { get; init; } = 30;

    /// <summary>Seconds without a byte after which the line counts as lost. 60; 5 to 3,600.</summary>
    public int StallSeconds { get; init; } = 60;

    /// <inheritdoc/>
    public override string Kind => "ftp";

    /// <inheritdoc/>
    public override string Address => $"{User}@{Host}:{PortOrDefault} {Path}".TrimEnd();

    /// <summary>The port that is connected to.</summary>
    public int PortOrDefault => Port ?? (Protection == FtpProtection.ImplicitTls ? 990 : 21);
}

/// <summary>How an FTP connection is protected.</summary>
public enum FtpProtection
{
    /// <summary>AUTH TLS on the plain port, before the password.</summary>
    ExplicitTls,

    /// <summary>TLS from the first byte.</summary>
    ImplicitTls,

    /// <summary>Not at all.</summary>
    None,
}
