using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Parameters;

namespace PosBackup.PowerShell.Pipeline;

/// <summary>A cmdlet that connects to an instance.</summary>
public abstract class InstanceCommand : CatalogCommand
{
    /// <summary>The SQL Server instance: host[\name][,port]. By default the default instance of this machine.</summary>
    [Parameter]
    [Alias("Instance", "SqlInstance")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstanceCompleter))]
    public string ServerInstance { get; set; } = "localhost";

    /// <summary>A SQL login with its password. By default the account that PowerShell runs as.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Takes the instance's certificate unseen: the connection is encrypted, but anybody could be at its other end.</summary>
    [Parameter]
    public SwitchParameter TrustServerCertificate { get; set; }

    /// <summary>How the connection is protected. By default Mandatory.</summary>
    [Parameter]
    public ConnectionEncryption? Encrypt { get; set; }

    /// <summary>File (.cer) of the certificate that the instance must show.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ServerCertificate { get; set; }

    /// <summary>How long the connection may take to open, 1s to 10m. By default 15s.</summary>
    [Parameter]
    [SpanTransformation]
    public TimeSpan? ConnectTimeout { get; set; }

    /// <summary>How long a statement may stand still before it is broken off; there is no limit in all. By default 10m.</summary>
    [Parameter]
    [SpanTransformation]
    public TimeSpan? StallTimeout { get; set; }

    /// <summary>The instance for the engine. The password is in this request and nowhere else.</summary>
    private protected JsonObject InstanceBody() => new()
    {
        ["name"] = ServerInstance,
        ["user"] = HasCredential ? Credential!.UserName : null,
        ["password"] = HasCredential ? Credential!.GetNetworkCredential().Password : null,
        ["trustServerCertificate"] = TrustServerCertificate,
        ["encrypt"] = Encrypt,
        ["serverCertificate"] = PathArguments.Whole(this, ServerCertificate),
        ["connectTimeoutSeconds"] = ConnectTimeout,
    };

    private bool HasCredential => Credential is not null && Credential != PSCredential.Empty;
}
