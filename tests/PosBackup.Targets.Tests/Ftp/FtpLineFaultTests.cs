using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Ftp;
using PosBackup.Targets.Tests.Faults;
using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Targets.Tests.Ftp;

/// <summary>What happens to a line in the middle of a transfer ends with the right word, and the target goes on afterwards.</summary>
public sealed class FtpLineFaultTests : FtpTransferTests
{
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
        Assert.Matches("(no byte moved for|did not answer within) 2 s", failure.Message);
        line.Heal();
        Assert.Null(await target.StatAsync(TargetPath.Parse("other"), default));
    }
}
