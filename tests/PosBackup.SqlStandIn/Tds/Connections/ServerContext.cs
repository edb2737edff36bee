using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using PosBackup.SqlStandIn.Tds.Types;

namespace PosBackup.SqlStandIn.Tds.Connections;

/// <summary>What all connections of a server share.</summary>
internal sealed class ServerContext(TdsServerOptions options, ISqlSessionFactory sessions, X509Certificate2 certificate)
{
    private static readonly SslApplicationProtocol Tds8 = new("tds/8.0");

    public TdsServerOptions Options { get; } = options;

    public ISqlSessionFactory Sessions { get; } = sessions;

    public TdsCollation Collation { get; } = TdsCollation.Named(options.Collation);

    public Action<string> Log { get; } = options.Log ?? (_ => { });

    /// <summary>TLS inside TDS packets ends with 1.2: the session tickets of 1.3 would come after the handshake, when nobody wraps them.</summary>
    public SslServerAuthenticationOptions NegotiatedTls { get; } = new()
    {
        ServerCertificate = certificate,
        EnabledSslProtocols = SslProtocols.Tls12,
    };

    public SslServerAuthenticationOptions StrictTls { get; } = new()
    {
        ServerCertificate = certificate,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ApplicationProtocols = [Tds8],
    };
}
