using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Ftp;
using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Targets.Tests.Ftp;

/// <summary>What a server does to a transfer, and what it does not let be done, ends with the right word, and the target goes on afterwards. Disks that are full and wrong passwords are in the contract.</summary>
public sealed class FtpFaultTests : FtpTransferTests
{
    [ServerTheory(ServerKind.ProFtpd, ServerKind.Vsftpd, ServerKind.PureFtpd)]
    [InlineData(ServerKind.ProFtpd)]
    [InlineData(ServerKind.Vsftpd)]
    [InlineData(ServerKind.PureFtpd)]
    public async Task KilledServer_IsLostAndThePutGoesOnWhereItEnds(ServerKind kind)
    {
        await using FtpServer server = await FtpServers.StartAsync(kind);
        await using FtpTarget target = FtpTargets.On(server);

        TargetException failure = await PutFailsAsync(target, server.Kill);

        Assert.Equal(TargetFailure.Lost, failure.Failure);
        await server.RestartAsync();
        await GoesOnAsync(target, server);
    }

    [ServerTheory(ServerKind.ProFtpd, ServerKind.Vsftpd, ServerKind.PureFtpd)]
    [InlineData(ServerKind.ProFtpd)]
    [InlineData(ServerKind.Vsftpd)]
    [InlineData(ServerKind.PureFtpd)]
    public async Task Targets_ThatMakeTheSameFoldersAtOnceAllGetThem(ServerKind kind)
    {
        await using FtpServer server = await FtpServers.StartAsync(kind);
        await using FtpTarget one = FtpTargets.On(server);
        await using FtpTarget other = FtpTargets.On(server);
        FtpTarget[] all = [one, other, one, other];

        for (int round = 0; round < 5; round++)
        {
            string folder = $"round {round}/made/by/all";
            await Task.WhenAll(all.Select((target, i) => target.PutAsync(TargetPath.Parse($"{folder}/put {i}"), new MemoryStream([1]), new PutRequest { Length = 1 }, default)));
            await Task.WhenAll(all.Select((target, i) => target.RenameAsync(TargetPath.Parse($"{folder}/put {i}"), TargetPath.Parse($"{folder}/moved/into/one/{i}"), default)));

            Assert.Equal(4, Directory.GetFiles(Path.Combine(server.Folder, folder, "moved/into/one")).Length);
        }
    }

    [ServerFact(ServerKind.Vsftpd)]
    public async Task FrozenServer_IsUnreachableBeforeTheLogin()
    {
        await using FtpServer server = await FtpServers.StartAsync(ServerKind.Vsftpd);
        server.Freeze();
        await using var target = new FtpTarget(FtpTargets.DefinitionOf(server) with { ConnectSeconds = 1 }, new OneSecret(server.Password), TimeProvider.System);

        TargetException failure = await Assert.ThrowsAsync<TargetException>(() => target.DescribeAsync(default));

        server.Thaw();
        Assert.Equal(TargetFailure.Unreachable, failure.Failure);
    }

    [ServerFact(ServerKind.PureFtpd)]
    public async Task MiddleWriteOnPureFtpd_IsRefusedAndNothingIsLost()
    {
        await using FtpServer server = await FtpServers.StartAsync(ServerKind.PureFtpd);
        await using FtpTarget target = FtpTargets.On(server);
        await target.PutAsync(File, new MemoryStream([1, 2, 3, 4]), new PutRequest { Length = 4 }, default);

        TargetException failure = await Assert.ThrowsAsync<TargetException>(
            () => target.PutAsync(File, new MemoryStream([9]), new PutRequest { Mode = PutMode.Continue, Offset = 1, Length = 1 }, default));

        Assert.Equal(TargetFailure.Config, failure.Failure);
        Assert.Equal([1, 2, 3, 4], await System.IO.File.ReadAllBytesAsync(Path.Combine(server.Folder, "file")));
        Assert.Single(Directory.GetFileSystemEntries(server.Folder));
    }

    [ServerFact(ServerKind.ProFtpd)]
    public async Task ServerThatLetsNothingBeChanged_ContinuesNothingAndReplacesByMovingAside()
    {
        await using var server = new ProFtpdServer { AllowsChange = false };
        await server.StartAsync();
        await using FtpTarget target = FtpTargets.On(server);
        await target.PutAsync(File, new MemoryStream([1, 2]), new PutRequest { Length = 2 }, default);
        await target.PutAsync(TargetPath.Parse("newer"), new MemoryStream([7]), new PutRequest { Length = 1 }, default);

        TargetException failure = await Assert.ThrowsAsync<TargetException>(
            () => target.PutAsync(File, new MemoryStream([3]), new PutRequest { Mode = PutMode.Continue, Offset = 2, Length = 1 }, default));
        await target.PutAsync(TargetPath.Parse("newer"), new MemoryStream([8, 9]), new PutRequest { Length = 2 }, default);
        await target.RenameAsync(TargetPath.Parse("newer"), File, default);

        Assert.Equal(TargetFailure.Config, failure.Failure);
        Assert.Equal(TargetFeatures.None, (await target.DescribeAsync(default)).Features & (TargetFeatures.Continue | TargetFeatures.AtomicReplace));
        Assert.Equal([8, 9], await System.IO.File.ReadAllBytesAsync(Path.Combine(server.Folder, "file")));
        Assert.Single(Directory.GetFileSystemEntries(server.Folder));
    }
}
