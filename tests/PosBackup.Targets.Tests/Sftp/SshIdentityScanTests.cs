using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Sftp.Scan;
using PosBackup.Engine.Targets.Trust;
using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Targets.Tests.Sftp;

public sealed class SshIdentityScanTests(ServerOf<OpenSshServer> shared) : IClassFixture<ServerOf<OpenSshServer>>
{
    [ServerFact(ServerKind.OpenSsh)]
    public async Task Scan_OffersTheServersKeysWithTheBestFirst()
    {
        OpenSshServer server = await shared.RunningAsync();
        SftpDefinition definition = SftpTargets.ByKey(server);

        IReadOnlyList<OfferedIdentity> offered = await new SshIdentityScan(definition, definition.Endpoint, TimeProvider.System).ScanAsync(default);

        Assert.Equal(["ssh-ed25519", "ssh-rsa"], offered.Select(o => o.Kind));
        Assert.Equal(server.HostKeys.Order(StringComparer.Ordinal), offered.Select(o => o.Pin).Order(StringComparer.Ordinal));
        string printed = await SmallProgram.RunAsync("ssh-keygen", ["-l", "-f", Path.Combine(server.State, "host_key_ed25519.pub")]);
        Assert.Equal(printed.Split(' ')[1], offered[0].Fingerprint);
    }

    [ServerFact(ServerKind.OpenSsh)]
    public async Task Scan_OfADeadPortIsUnreachable()
    {
        SftpDefinition definition = SftpTargets.ByKey(await shared.RunningAsync());
        definition = definition with { Endpoint = definition.Endpoint with { Port = LocalPorts.Free() } };

        TargetException failure = await Assert.ThrowsAsync<TargetException>(() => new SshIdentityScan(definition, definition.Endpoint, TimeProvider.System).ScanAsync(default));

        Assert.Equal(TargetFailure.Unreachable, failure.Failure);
    }
}
