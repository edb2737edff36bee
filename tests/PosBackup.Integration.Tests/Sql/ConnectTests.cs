using System.Net;
using System.Net.Sockets;
using PosBackup.Engine;
using PosBackup.Engine.Sql;
using PosBackup.Integration.Tests.Support;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Integration.Tests.Sql;

/// <summary>What a connection that does not come about is called.</summary>
public sealed class ConnectTests
{
    private static readonly Script Nothing = (_, _, _) => Task.CompletedTask;

    [Fact]
    public async Task Open_TellsAnUntrustedCertificateApart()
    {
        await using var server = ScriptedServer.Start(Nothing);

        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() => OpenAsync(Options(server)));

        Assert.Equal(ErrorCode.CertificateNotTrusted, error.Code);
        Assert.Contains("--trust-server-certificate", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_TakesACertificateUnseenOnlyWhenTold()
    {
        await using var server = ScriptedServer.Start(Nothing);

        await using SqlSession session = await SqlSession.OpenAsync(Options(server) with { TrustServerCertificate = true }, CancellationToken.None);

        Assert.True(session.Id > 0);
    }

    [Fact]
    public async Task Open_EncryptsByDefault()
    {
        await using var server = ScriptedServer.StartPlain(Nothing);

        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() => OpenAsync(Options(server)));

        Assert.Equal(ErrorCode.InstanceUnavailable, error.Code);
        Assert.Contains("cannot encrypt", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_SpeaksStrictWithANamedCertificate()
    {
        await using var server = ScriptedServer.Start(Nothing);
        using var folder = new TempFolder();
        string certificate = Path.Combine(folder.Path, "server.cer");
        await File.WriteAllBytesAsync(certificate, server.Server.Certificate.Export(System.Security.Cryptography.X509Certificates.X509ContentType.Cert));

        await using SqlSession session = await SqlSession.OpenAsync(
            Options(server) with { Encryption = ConnectionEncryption.Strict, ServerCertificate = certificate }, CancellationToken.None);

        Assert.True(session.Id > 0);
    }

    [Fact]
    public async Task Open_TellsARefusedLoginAndNeverThePassword()
    {
        await using var server = ScriptedServer.StartPlain(Nothing);

        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() =>
            OpenAsync(Options(server) with { Encryption = ConnectionEncryption.Optional, Password = new Secret("wrong-word") }));

        Assert.Equal(ErrorCode.InstanceAccessDenied, error.Code);
        Assert.DoesNotContain("wrong-word", error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The timeout is longer than a test run would wait for.</summary>
    [Fact]
    public async Task Open_SaysAtOnceThatThePortIsRefused()
    {
        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() => OpenAsync(new InstanceOptions
        {
            Instance = $"127.0.0.1,{ClosedPort()}", User = "sa", Password = new Secret("x"), ConnectTimeout = TimeSpan.FromMinutes(10),
        }));

        Assert.Equal(ErrorCode.InstanceUnavailable, error.Code);
        Assert.Contains("refused", error.Message, StringComparison.Ordinal);
        foreach (string word in (string[])["service", "TCP/IP", "port", "SQL Server Browser"])
            Assert.Contains(word, error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_SaysAtOnceThatThereIsNoSuchMachine()
    {
        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() => OpenAsync(new InstanceOptions
        {
            Instance = "till7.invalid,1433", User = "sa", Password = new Secret("x"), ConnectTimeout = TimeSpan.FromSeconds(20),
        }));

        Assert.Equal(ErrorCode.InstanceUnavailable, error.Code);
    }

    [Fact]
    public async Task Open_TellsThatAServerIsSilent()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;

        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() =>
            OpenAsync(new InstanceOptions { Instance = $"127.0.0.1,{port}", User = "sa", Password = new Secret("x"), ConnectTimeout = TimeSpan.FromSeconds(1) }));

        Assert.Equal(ErrorCode.InstanceUnavailable, error.Code);
    }

    [Fact]
    public async Task Open_CanBeCancelled()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            SqlSession.OpenAsync(new InstanceOptions { Instance = $"127.0.0.1,{port}", User = "sa", Password = new Secret("x") }, cancel.Token));
    }

    [Fact]
    public async Task Query_KeepsTheServersNumber()
    {
        await using var server = ScriptedServer.StartPlain((_, response, _) =>
        {
            response.Error(new SqlMessage(262, 14, 1, "VIEW SERVER STATE permission denied in database 'master'."));
            return Task.CompletedTask;
        });
        await using SqlSession session = await SqlSession.OpenAsync(Options(server) with { Encryption = ConnectionEncryption.Optional }, CancellationToken.None);

        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() => session.QueryAsync("SELECT 1", row => row.GetInt32(0), CancellationToken.None));

        Assert.Equal(ErrorCode.InstanceAccessDenied, error.Code);
        Assert.Contains("(262)", error.Message, StringComparison.Ordinal);
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static InstanceOptions Options(ScriptedServer server) =>
        new() { Instance = $"127.0.0.1,{server.Server.Port}", User = "sa", Password = new Secret(ScriptedServer.Password) };

    private static async Task OpenAsync(InstanceOptions options)
    {
        SqlSession session = await SqlSession.OpenAsync(options, CancellationToken.None);
        await session.DisposeAsync();
    }
}
