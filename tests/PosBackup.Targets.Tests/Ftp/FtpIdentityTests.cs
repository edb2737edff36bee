using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Ftp;
using PosBackup.Engine.Targets.Ftp.Scan;
using PosBackup.Engine.Targets.Trust;
using PosBackup.Targets.Tests.Contract;
using PosBackup.Targets.Tests.Faults;
using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Targets.Tests.Ftp;

/// <summary>Nobody gets a password who has not shown the right certificate, and nothing goes in the clear unless that is allowed outright.</summary>
public sealed class FtpIdentityTests
{
    private static readonly TargetPath File = TargetPath.Parse("file");

    [ServerFact(ServerKind.Vsftpd)]
    public async Task WrongPin_IsRefusedBeforeTheLogin()
    {
        await using FtpServer server = await FtpServers.StartAsync(ServerKind.Vsftpd);
        FtpDefinition definition = FtpTargets.DefinitionOf(server);
        string pin = server.CertificatePin;
        await server.ReplaceCertificateAsync();

        TargetException failure = await RefusedAsync(server, definition);

        Assert.Contains("none of the pinned ones", failure.Message, StringComparison.Ordinal);
        Assert.Contains(pin, failure.Message, StringComparison.OrdinalIgnoreCase);
    }

    [ServerFact(ServerKind.Vsftpd)]
    public async Task UntrustedChain_IsRefusedBeforeTheLogin()
    {
        await using FtpServer server = await FtpServers.StartAsync(ServerKind.Vsftpd);

        TargetException failure = await RefusedAsync(server, FtpTargets.DefinitionOf(server) with { CertificatePins = [] });

        Assert.Contains("UntrustedRoot", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not made out to", failure.Message, StringComparison.Ordinal);
    }

    [ServerFact(ServerKind.Vsftpd)]
    public async Task OtherHostName_IsRefusedBeforeTheLogin()
    {
        await using FtpServer server = await FtpServers.StartAsync(ServerKind.Vsftpd);
        await using FaultProxy line = FaultProxy.To(server);

        TargetException failure = await RefusedAsync(server, FtpTargets.DefinitionOf(server) with { Host = line.Host, CertificatePins = [] });

        Assert.Contains($"not made out to {line.Host}", failure.Message, StringComparison.Ordinal);
    }

    [ServerFact(ServerKind.ProFtpd)]
    public async Task PlainFtp_IsRefusedBeforeAnythingIsSent()
    {
        await using FtpServer server = await FtpServers.StartAsync(ServerKind.ProFtpd, FtpProtection.None);
        await using FaultProxy line = FaultProxy.To(server);
        var secret = new OneSecret(server.Password);
        FtpDefinition plain = FtpTargets.DefinitionOf(server) with { Host = line.Host };
        await using (var target = new FtpTarget(plain, secret, TimeProvider.System))
        {
            TargetException failure = await Assert.ThrowsAsync<TargetException>(() => target.DescribeAsync(default));
            Assert.Equal(TargetFailure.Config, failure.Failure);
            Assert.Contains("allowPlaintext", failure.Hint, StringComparison.Ordinal);
        }

        Assert.Equal(0, line.Carried(LineDirection.ToServer) + line.Carried(LineDirection.ToClient) + secret.Asked);
        await using var allowed = new FtpTarget(plain with { AllowPlaintext = true }, secret, TimeProvider.System);
        await PutAndGetAsync(allowed, times: 1);
    }

    [ServerTheory(ServerKind.ProFtpd, ServerKind.Vsftpd, ServerKind.PureFtpd)]
    [InlineData(ServerKind.ProFtpd)]
    [InlineData(ServerKind.Vsftpd)]
    [InlineData(ServerKind.PureFtpd)]
    public async Task TlsDemandedOfAPlainClient_IsTold(ServerKind kind)
    {
        await using FtpServer server = await FtpServers.StartAsync(kind);
        FtpDefinition plain = FtpTargets.DefinitionOf(server) with { Protection = FtpProtection.None, AllowPlaintext = true };
        await using var target = new FtpTarget(plain, new OneSecret(server.Password), TimeProvider.System);

        TargetException failure = await Assert.ThrowsAsync<TargetException>(() => target.DescribeAsync(default));

        Assert.Equal(TargetFailure.Config, failure.Failure);
        Assert.Contains("demands TLS", failure.Hint, StringComparison.Ordinal);
    }

    [ServerFact(ServerKind.ProFtpd)]
    public async Task ExplicitAtImplicitPort_IsTold()
    {
        await using var server = new ProFtpdServer { Protection = FtpProtection.ImplicitTls, RequiresSessionReuse = false };
        await server.StartAsync();
        await using var target = new FtpTarget(FtpTargets.DefinitionOf(server) with { Protection = FtpProtection.ExplicitTls, ConnectSeconds = 1 }, new OneSecret(server.Password), TimeProvider.System);

        TargetException failure = await Assert.ThrowsAsync<TargetException>(() => target.DescribeAsync(default));

        Assert.Equal(TargetFailure.Unreachable, failure.Failure);
        Assert.Contains("implicit", failure.Hint, StringComparison.Ordinal);
    }

    [ServerTheory(ServerKind.ProFtpd)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ServerOfTls13Only_IsServed(bool requiresSessionReuse)
    {
        await using var server = new ProFtpdServer { TlsProtocols = "TLSv1.3", RequiresSessionReuse = requiresSessionReuse };
        await server.StartAsync();
        await using FtpTarget target = FtpTargets.On(server);

        await PutAndGetAsync(target, times: 5);

        Assert.Contains((await target.DescribeAsync(default)).Details, d => d.StartsWith("TLS: Tls13", StringComparison.Ordinal));
    }

    [ServerTheory(ServerKind.ProFtpd, ServerKind.Vsftpd, ServerKind.PureFtpd)]
    [InlineData(ServerKind.ProFtpd)]
    [InlineData(ServerKind.Vsftpd)]
    [InlineData(ServerKind.PureFtpd)]
    public async Task Scan_FindsWhatTheTargetThenAccepts(ServerKind kind)
    {
        await using FtpServer server = await FtpServers.StartAsync(kind);

        await ScanAndUseAsync(server);
    }

    [ServerFact(ServerKind.ProFtpd)]
    public async Task Scan_FindsTheCertificateOfAServerOfTls13Only()
    {
        await using var server = new ProFtpdServer { TlsProtocols = "TLSv1.3" };
        await server.StartAsync();

        await ScanAndUseAsync(server);
    }

    [ServerFact(ServerKind.ProFtpd)]
    public async Task Scan_FindsTheCertificateBehindImplicitTls()
    {
        await using var server = new ProFtpdServer { Protection = FtpProtection.ImplicitTls, RequiresSessionReuse = false };
        await server.StartAsync();

        await ScanAndUseAsync(server);
    }

    private static async Task ScanAndUseAsync(FtpServer server)
    {
        FtpDefinition unknown = FtpTargets.DefinitionOf(server) with { CertificatePins = [] };

        OfferedIdentity offered = Assert.Single(await new CertificateScan(unknown, TimeProvider.System).ScanAsync(default));

        Assert.Equal(server.CertificatePin, offered.Fingerprint, ignoreCase: true);
        Assert.Contains(offered.Details, d => d.Contains("localhost", StringComparison.Ordinal));
        await using var target = new FtpTarget(unknown with { CertificatePins = [offered.Pin] }, new OneSecret(server.Password), TimeProvider.System);
        await PutAndGetAsync(target, times: 1);
    }

    private static async Task<TargetException> RefusedAsync(FtpServer server, FtpDefinition definition)
    {
        var secret = new OneSecret(server.Password);
        await using var target = new FtpTarget(definition, secret, TimeProvider.System);

        TargetException failure = await Assert.ThrowsAsync<TargetException>(() => target.DescribeAsync(default));

        Assert.Equal(TargetFailure.HostIdentity, failure.Failure);
        Assert.Contains(server.CertificatePin, failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("posbackup target trust", failure.Hint, StringComparison.Ordinal);
        Assert.Equal(0, secret.Asked);
        Assert.Contains("AUTH", server.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("USER", server.Log, StringComparison.Ordinal);
        return failure;
    }

    private static async Task PutAndGetAsync(FtpTarget target, int times)
    {
        byte[] content = Content.Random(300_000);
        for (int i = 0; i < times; i++)
        {
            await target.PutAsync(File, new MemoryStream(content), new PutRequest { Length = content.Length }, default);
            await using Stream stream = await target.OpenReadAsync(File, 0, null, default);
            using var got = new MemoryStream();
            await stream.CopyToAsync(got);
            Assert.True(content.AsSpan().SequenceEqual(got.ToArray()));
        }
    }
}
