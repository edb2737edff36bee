using System.Diagnostics;
using PosBackup.Engine;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Sftp;
using PosBackup.Targets.Tests.Contract;
using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Targets.Tests.Sftp;

/// <summary>The SFTP target keeps the contract at any server.</summary>
public abstract class SftpContract<TServer>(ServerOf<TServer> server) : TargetContract
    where TServer : SshServer, new()
{
    protected override async Task<ContractPlace> OpenPlaceAsync() => PlaceAt(await server.RunningAsync());

    protected override async Task<ContractPlace> OpenOnSmallDiskAsync()
    {
        TServer small = DisposedAfterTest(new TServer { HasSmallDisk = true });
        await small.StartAsync();
        return PlaceAt(small);
    }

    protected override async Task<IBackupTarget> OpenWithWrongPasswordAsync() =>
        SftpTargets.Open(SftpTargets.ByPassword(await server.RunningAsync()), new Secret("wrong"));

    protected override async Task<IBackupTarget> OpenUnreachableAsync()
    {
        SftpDefinition definition = SftpTargets.ByKey(await server.RunningAsync());
        return SftpTargets.Open(definition with { Endpoint = definition.Endpoint with { Port = LocalPorts.Free() } });
    }

    protected override async Task<ContractCut> OpenOnBreakableLineAsync()
    {
        TServer running = await server.RunningAsync();
        SftpTarget target = SftpTargets.Open(SftpTargets.ByKey(running));
        return new ContractCut(new ContractPlace(() => target, BehindOf(running)), () =>
        {
            foreach (int id in target.SshProcesses)
            {
                using var ssh = Process.GetProcessById(id);
                ssh.Kill();
            }
        });
    }

    private static ContractPlace PlaceAt(TServer server) => new(() => SftpTargets.Open(SftpTargets.ByKey(server)), BehindOf(server));

    private static FolderBehind BehindOf(TServer server) => new(server.Folder, server.GiveToLogin);
}
