using PosBackup.Engine;
using PosBackup.Engine.Secrets;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Ftp;
using PosBackup.Targets.Tests.Contract;
using PosBackup.Targets.Tests.Faults;
using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Targets.Tests.Ftp;

/// <summary>The contract against a real FTP server.</summary>
public abstract class FtpContract<TServer>(ServerOf<TServer> servers) : TargetContract
    where TServer : FtpServer, new()
{
    protected override async Task<ContractPlace> OpenPlaceAsync() => PlaceOn(await servers.RunningAsync());

    protected override async Task<ContractPlace> OpenOnSmallDiskAsync()
    {
        var server = DisposedAfterTest(new TServer { HasSmallDisk = true });
        await server.StartAsync();
        return PlaceOn(server);
    }

    protected override async Task<IBackupTarget> OpenWithWrongPasswordAsync() =>
        new FtpTarget(FtpTargets.DefinitionOf(await servers.RunningAsync()), new OneSecret(new Secret("wrong")), TimeProvider.System);

    protected override async Task<IBackupTarget> OpenUnreachableAsync() =>
        new FtpTarget(FtpTargets.DefinitionOf(await servers.RunningAsync()) with { Port = LocalPorts.Free() }, new OneSecret(new Secret("none")), TimeProvider.System);

    protected override async Task<ContractCut> OpenOnBreakableLineAsync()
    {
        TServer server = await servers.RunningAsync();
        return new ContractCut(PlaceOn(server), server.KillSessions);
    }

    private static ContractPlace PlaceOn(FtpServer server) => new(() => FtpTargets.On(server), new FolderBehind(server.Folder, server.GiveToLogin));
}

/// <summary>Targets on test servers.</summary>
internal static class FtpTargets
{
    /// <summary>A definition that fits a server.</summary>
    public static FtpDefinition DefinitionOf(FtpServer server)
    {
        Assert.True(SecretReference.TryParse("prompt", out SecretReference? prompt));
        return new FtpDefinition
        {
            Name = "hq",
            Host = server.Host,
            Port = server.Port,
            User = server.User,
            Password = prompt!,
            Path = server.RemotePath,
            Protection = server.Protection,
            CertificatePins = server.Protection == FtpProtection.None ? [] : [server.CertificatePin],
            ConnectSeconds = 30,
            StallSeconds = 60,
        };
    }

    /// <summary>A target on a server, over a line that a test spoils.</summary>
    public static FtpTarget Over(FaultProxy line, FtpServer server, Func<FtpDefinition, FtpDefinition>? change = null)
    {
        FtpDefinition definition = DefinitionOf(server) with { Host = line.Host };
        return new FtpTarget(change is null ? definition : change(definition), new OneSecret(server.Password), TimeProvider.System);
    }

    /// <summary>A definition without TLS, for servers that a test plays itself.</summary>
    public static FtpDefinition PlainTo(string host, int port)
    {
        Assert.True(SecretReference.TryParse("prompt", out SecretReference? prompt));
        return new FtpDefinition { Name = "hq", Host = host, Port = port, User = "store42", Password = prompt!, Protection = FtpProtection.None, AllowPlaintext = true };
    }

    /// <summary>A target on a server.</summary>
    public static FtpTarget On(FtpServer server) => new(DefinitionOf(server), new OneSecret(server.Password), TimeProvider.System);
}

/// <summary>A source of one secret.</summary>
internal sealed class OneSecret(Secret secret) : ISecretSource
{
    /// <summary>How often it was asked for.</summary>
    public int Asked { get; private set; }

    public ValueTask<Secret> FindAsync(SecretReference reference, string purpose, CancellationToken cancellationToken)
    {
        Asked++;
        return ValueTask.FromResult(secret);
    }
}
