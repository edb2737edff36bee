using System.Security.Cryptography.X509Certificates;

namespace PosBackup.SqlStandIn.Tds;

/// <summary>Listens on loopback and speaks TDS 7.4 and 8.0 to any client.</summary>
public sealed class TdsServer
{
    private TdsServer(int port, X509Certificate2 certificate)
    {
        Port = port;
        Certificate = certificate;
    }

    /// <summary>The port it listens on.</summary>
    public int Port { get; }

    /// <summary>The self-signed certificate made at start.</summary>
    public X509Certificate2 Certificate { get; }
}
