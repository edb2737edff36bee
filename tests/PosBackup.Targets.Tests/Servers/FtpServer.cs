using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Targets.Tests.Servers;

/// <summary>A server that speaks FTP, with <see cref="TestServer.Folder"/> as the root of its login.</summary>
public abstract class FtpServer : TestServer
{
    private const int PassivePortCount = 30;

    /// <inheritdoc/>
    public override string RemotePath => "";

    /// <summary>How connections are protected; the server demands it.</summary>
    public FtpProtection Protection { get; init; } = FtpProtection.ExplicitTls;

    /// <summary>Whether data connections have to resume the TLS session of the control connection.</summary>
    public bool RequiresSessionReuse { get; init; } = true;

    /// <summary>First of its ports for data connections.</summary>
    public int FirstPassivePort { get; private set; }

    /// <summary>Last of its ports for data connections.</summary>
    public int LastPassivePort => FirstPassivePort + PassivePortCount - 1;

    /// <summary>SHA-256 of its certificate in lower-case hexadecimal.</summary>
    public string CertificatePin { get; private set; } = "";

    /// <summary>Certificate and key in one PEM file; as a root it makes the certificate valid for <c>localhost</c> and 127.0.0.1.</summary>
    public string CertificateFile => Path.Combine(State, "server.pem");

    /// <summary>Whether there is TLS.</summary>
    protected bool HasTls => Protection != FtpProtection.None;

    /// <summary>Gives the server another certificate, and starts it again on the same port.</summary>
    public async Task ReplaceCertificateAsync()
    {
        Kill();
        CertificatePin = ServerCertificate.Write(CertificateFile);
        await RestartAsync();
    }

    /// <inheritdoc/>
    protected override Task PrepareAsync()
    {
        CertificatePin = ServerCertificate.Write(CertificateFile);
        FirstPassivePort = LocalPorts.FreeRange(PassivePortCount);
        return Task.CompletedTask;
    }
}
