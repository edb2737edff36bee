using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Ftp;
using PosBackup.Targets.Tests.Contract;
using PosBackup.Targets.Tests.Faults;
using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Targets.Tests.Ftp;

/// <summary>What happens to a line or a server in the middle of a transfer ends with the right word, and the target goes on afterwards. Disks that are full and wrong passwords are in the contract.</summary>
public sealed class FtpFaultTests
{
    private const int Long = 24 << 20;
    private const int Begun = 6 << 20;

    private static readonly TargetPath File = TargetPath.Parse("file");
    private static readonly byte[] Bytes = Content.Random(Long);

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
    [InlineData(ServerKind.ProFtpd, LineFault.Reset)]
    [InlineData(ServerKind.ProFtpd, LineFault.Close)]
    [InlineData(ServerKind.Vsftpd, LineFault.Reset)]
    [InlineData(ServerKind.Vsftpd, LineFault.Close)]
    [InlineData(ServerKind.PureFtpd, LineFault.Reset)]
    [InlineData(ServerKind.PureFtpd, LineFault.Close)]
    public async Task BrokenLine_IsLostInAPut(ServerKind kind, LineFault fault)
    {
        await using FtpServer server = await FtpServers.StartAsync(kind);
        await using FaultProxy line = FaultProxy.To(server);
        await using FtpTarget target = FtpTargets.Over(line, server);
        line.Fail(fault, LineDirection.ToServer, Begun);

        TargetException failure = await PutFailsAsync(target);

        Assert.Equal(TargetFailure.Lost, failure.Failure);
        await GoesOnAsync(target, server);
    }

    [ServerTheory(ServerKind.ProFtpd, ServerKind.Vsftpd, ServerKind.PureFtpd)]
    [InlineData(ServerKind.ProFtpd, LineFault.Reset)]
    [InlineData(ServerKind.Vsftpd, LineFault.Close)]
    [InlineData(ServerKind.PureFtpd, LineFault.Reset)]
    [InlineData(ServerKind.ProFtpd, LineFault.FlipByte)]
    [InlineData(ServerKind.Vsftpd, LineFault.FlipByte)]
    [InlineData(ServerKind.PureFtpd, LineFault.FlipByte)]
    public async Task SpoiledOrBrokenLine_IsLostInAGetAndNoSpoiledByteIsGiven(ServerKind kind, LineFault fault)
    {
        await using FtpServer server = await FtpServers.StartAsync(kind);
        await System.IO.File.WriteAllBytesAsync(Path.Combine(server.Folder, "file"), Bytes);
        server.GiveToLogin(Path.Combine(server.Folder, "file"));
        await using FaultProxy line = FaultProxy.To(server);
        await using FtpTarget target = FtpTargets.Over(line, server);
        line.Fail(fault, LineDirection.ToClient, Begun);
        using var got = new MemoryStream();

        TargetException failure = await Assert.ThrowsAsync<TargetException>(async () =>
        {
            await using Stream stream = await target.OpenReadAsync(File, 0, null, default);
            await stream.CopyToAsync(got);
        });

        Assert.Equal(TargetFailure.Lost, failure.Failure);
        Assert.True(Bytes.AsSpan().StartsWith(got.ToArray()));
        await RequireSameAsync(target);
    }

    [ServerTheory(ServerKind.ProFtpd, ServerKind.Vsftpd, ServerKind.PureFtpd)]
    [InlineData(ServerKind.ProFtpd)]
    [InlineData(ServerKind.Vsftpd)]
    [InlineData(ServerKind.PureFtpd)]
    public async Task FlippedByte_IsFoundByTlsInAPut(ServerKind kind)
    {
        await using FtpServer server = await FtpServers.StartAsync(kind);
        await using FaultProxy line = FaultProxy.To(server);
        await using FtpTarget target = FtpTargets.Over(line, server);
        line.Fail(LineFault.FlipByte, LineDirection.ToServer, Begun);

        TargetException failure = await PutFailsAsync(target);

        Assert.Equal(TargetFailure.Lost, failure.Failure);
        byte[] there = await System.IO.File.ReadAllBytesAsync(Path.Combine(server.Folder, "file"));
        Assert.True(Bytes.AsSpan().StartsWith(there));
    }

    [ServerTheory(ServerKind.ProFtpd, ServerKind.Vsftpd, ServerKind.PureFtpd)]
    [InlineData(ServerKind.ProFtpd, LineDirection.ToServer)]
    [InlineData(ServerKind.Vsftpd, LineDirection.ToClient)]
    [InlineData(ServerKind.PureFtpd, LineDirection.ToServer)]
    public async Task BlackHole_IsLostWhenNoByteMovedForTheStallLimit(ServerKind kind, LineDirection direction)
    {
        await using FtpServer server = await FtpServers.StartAsync(kind);
        await System.IO.File.WriteAllBytesAsync(Path.Combine(server.Folder, "file"), Bytes);
        server.GiveToLogin(Path.Combine(server.Folder, "file"));
        await using FaultProxy line = FaultProxy.To(server);
        await using FtpTarget target = FtpTargets.Over(line, server, d => d with { StallSeconds = 2 });
        line.Fail(LineFault.BlackHole, direction, Begun);

        TargetException failure = direction == LineDirection.ToServer ? await PutFailsAsync(target) : await Assert.ThrowsAsync<TargetException>(() => RequireSameAsync(target));

        Assert.Equal(TargetFailure.Lost, failure.Failure);
        Assert.Contains("no byte moved for 2 s", failure.Message, StringComparison.Ordinal);
        line.Heal();
        Assert.Null(await target.StatAsync(TargetPath.Parse("other"), default));
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
        await target.RenameAsync(TargetPath.Parse("newer"), File, default);

        Assert.Equal(TargetFailure.Config, failure.Failure);
        Assert.Equal(TargetFeatures.None, (await target.DescribeAsync(default)).Features & (TargetFeatures.Continue | TargetFeatures.AtomicReplace));
        Assert.Equal([7], await System.IO.File.ReadAllBytesAsync(Path.Combine(server.Folder, "file")));
        Assert.Single(Directory.GetFileSystemEntries(server.Folder));
    }

    private static async Task<TargetException> PutFailsAsync(FtpTarget target, Action? then = null)
    {
        await using var content = new ContentStream(Bytes, at: Begun, then);
        return await Assert.ThrowsAsync<TargetException>(() => target.PutAsync(File, content, new PutRequest { Length = Long }, default));
    }

    /// <summary>Holds that what the server has is a beginning, and that it can be continued to the whole file.</summary>
    private static async Task GoesOnAsync(FtpTarget target, FtpServer server)
    {
        int there = (int)(await target.StatAsync(File, default))!.Length;
        Assert.InRange(there, 0, Long - 1);
        await target.PutAsync(File, new MemoryStream(Bytes, there, Long - there), new PutRequest { Mode = PutMode.Continue, Offset = there, Length = Long - there }, default);
        byte[] whole = await System.IO.File.ReadAllBytesAsync(Path.Combine(server.Folder, "file"));
        Assert.True(Bytes.AsSpan().SequenceEqual(whole));
    }

    private static async Task RequireSameAsync(FtpTarget target)
    {
        await using Stream stream = await target.OpenReadAsync(File, 0, null, default);
        using var got = new MemoryStream();
        await stream.CopyToAsync(got);
        Assert.True(Bytes.AsSpan().SequenceEqual(got.ToArray()));
    }
}
