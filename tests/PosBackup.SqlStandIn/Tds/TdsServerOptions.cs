namespace PosBackup.SqlStandIn.Tds;

/// <summary>How a <see cref="TdsServer"/> listens and what it says of itself.</summary>
public sealed record TdsServerOptions
{
    /// <summary>Port on 127.0.0.1; 0 (the default) takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>What PRELOGIN says about encryption. TDS 8.0 (strict) is taken besides, whatever this says.</summary>
    public EncryptionOffer Encryption { get; init; } = EncryptionOffer.Off;

    /// <summary>Product version in PRELOGIN and LOGINACK, the client's SqlConnection.ServerVersion.</summary>
    public Version Version { get; init; } = new(16, 0, 4165, 4);

    /// <summary>Name of the server in messages, HOST or HOST\INSTANCE.</summary>
    public string ServerName { get; init; } = "STANDIN";

    /// <summary>Collation of the server: code page of char columns. </summary>
    public string Collation { get; init; } = "SQL_Latin1_General_CP1_CI_AS";

    /// <summary>Largest packet granted to a client that asks for more, 512 to 32767 bytes.</summary>
    public int LargestPacket { get; init; } = 32767;

    /// <summary>Time from connect to a finished login; then the connection is closed.</summary>
    public TimeSpan LoginTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Largest request, bytes; a longer one closes the connection.</summary>
    public int LargestRequest { get; init; } = 64 << 20;

    /// <summary>Told one line for each connection that ended otherwise than by the client's goodbye, and for each refusal of what is not built.</summary>
    public Action<string>? Log { get; init; }

    /// <summary>Clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
