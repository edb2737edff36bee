using PosBackup.Engine.Secrets;

namespace PosBackup.Engine.Targets.Definitions;

/// <summary>An SFTP server, reached through the OpenSSH client program.</summary>
public sealed record SftpDefinition : TargetDefinition
{
    /// <summary>Server and login.</summary>
    public required SshEndpoint Endpoint { get; init; }

    /// <summary>Folder on the server: absolute with <c>/</c>, else from the login's home; empty for the home.</summary>
    public string Path { get; init; } = "";

    /// <summary>A server on the way; null to connect directly.</summary>
    public SshEndpoint? Jump { get; init; }

    /// <summary>Connections for one file, 1 to 8. More than one pays only above about 200 Mbit/s with 40 ms or more.</summary>
    public int Connections { get; init; } = 1;

    /// <summary>The ssh program; null for the one on the PATH.</summary>
    public string? Program { get; init; }

    /// <summary>Seconds to connect and log in at most. 30; 1 to 600.</summary>
    public int ConnectSeconds { get; init; } = 30;

    /// <summary>Seconds without a byte after which the line counts as lost. 60; 5 to 3,600.</summary>
    public int StallSeconds { get; init; } = 60;

    /// <inheritdoc/>
    public override int ConnectionsForAFile => Connections;

    /// <inheritdoc/>
    public override string Kind => "sftp";

    /// <inheritdoc/>
    public override string Address => $"{Endpoint.User}@{Endpoint.Host}:{Endpoint.Port} {Path}".TrimEnd();
}

/// <summary>An SSH server, whom we say we are, and how either side proves it.</summary>
public sealed record SshEndpoint
{
    /// <summary>Name or address.</summary>
    public required string Host { get; init; }

    /// <summary>Port, 1 to 65535.</summary>
    public int Port { get; init; } = 22;

    /// <summary>Login.</summary>
    public required string User { get; init; }

    /// <summary>Where the password is; null for keys.</summary>
    public SecretReference? Password { get; init; }

    /// <summary>Private key file; null for the keys of the agent, when there is no password either.</summary>
    public string? IdentityFile { get; init; }

    /// <summary>Where the passphrase of the key file is; null when it has none.</summary>
    public SecretReference? Passphrase { get; init; }

    /// <summary>
    /// Public host keys that are the server's, as <c>type base64</c>; several while keys are changed. Only these are ever accepted. Empty until
    /// <c>posbackup target trust</c> has written them.
    /// </summary>
    public IReadOnlyList<string> HostKeys { get; init; } = [];
}
