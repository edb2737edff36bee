namespace PosBackup.Engine.Sql;

/// <summary>Which instance to talk to, and as whom.</summary>
public sealed record InstanceOptions
{
    /// <summary>The instance: <c>HOST</c>, <c>HOST\NAME</c> or <c>HOST,port</c>.</summary>
    public required string Instance { get; init; }

    /// <summary>SQL login; null logs in as the Windows (or Kerberos) user that runs the program.</summary>
    public string? User { get; init; }

    /// <summary>Password of <see cref="User"/>; null only without a user.</summary>
    public Secret? Password { get; init; }

    /// <summary>Whether a server certificate is taken unseen. Defaults to false: it must be trusted by this machine.</summary>
    public bool TrustServerCertificate { get; init; }

    /// <summary>How the connection is protected. Defaults to <see cref="ConnectionEncryption.Mandatory"/>.</summary>
    public ConnectionEncryption Encryption { get; init; } = ConnectionEncryption.Mandatory;

    /// <summary>Path of a certificate file (.cer) that the server's certificate must equal; null compares nothing.</summary>
    public string? ServerCertificate { get; init; }

    /// <summary>How long a connection may take to open, 1 second to 10 minutes. Defaults to 15 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Checks ranges and clashes.</summary>
    /// <exception cref="PosBackupException">InvalidOption, naming the option, its value and its range.</exception>
    public void Validate()
    {
        InstanceName.Parse(Instance);
        if (User is null != Password is null)
            throw Invalid("user and password go together: one of them is missing", "Give both for a SQL login, none for a Windows login.");

        if (ConnectTimeout < TimeSpan.FromSeconds(1) || ConnectTimeout > TimeSpan.FromMinutes(10))
            throw Invalid($"connect timeout {ConnectTimeout} is out of range", "It may be 1 second to 10 minutes.");

        if (ServerCertificate is not null && TrustServerCertificate)
            throw Invalid("a server certificate is named, and any certificate is to be trusted", "Name the certificate, or trust any.");

        if (ServerCertificate is not null && Encryption == ConnectionEncryption.Optional)
            throw Invalid("a server certificate is named, and with optional encryption none is looked at", "Leave encryption mandatory, or leave the certificate out.");

        if (Encryption == ConnectionEncryption.Strict && TrustServerCertificate)
            throw Invalid("strict encryption never takes a certificate unseen", "Name the certificate file instead of trusting any certificate.");
    }

    private static PosBackupException Invalid(string message, string hint) => new(ErrorCode.InvalidOption, message, hint);
}

/// <summary>How a connection to the instance is protected.</summary>
public enum ConnectionEncryption
{
    /// <summary>Everything is encrypted, or there is no connection (TDS 7.4).</summary>
    Mandatory = 0,

    /// <summary>TLS comes first, before any word of TDS (TDS 8.0, SQL Server 2022 and later).</summary>
    Strict,

    /// <summary>Only the login is encrypted when the server does not insist: for old servers inside a trusted network.</summary>
    Optional,
}
