using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Ftp;
using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Targets.Tests.Ftp;

/// <summary>Moves over a file at a server that refuses to replace, and what a line that was lost in the middle of one left there.</summary>
public sealed class FtpAsideTests : ScriptedFtpTests
{
    private static readonly TargetPath From = TargetPath.Parse("from");
    private static readonly TargetPath To = TargetPath.Parse("to");
    private static readonly string Aside = AsideName.Of("to");

    [ServerFact(ServerKind.ProFtpd)]
    public async Task FileLeftAside_IsListedReadAndBroughtBack()
    {
        await using ProFtpdServer server = await StartAsync();
        Write(server, Aside, [1, 2, 3]);
        Write(server, "from", [4]);
        await using FtpTarget target = FtpTargets.On(server);

        IReadOnlyList<TargetEntry> listed = await ListAsync(target);

        Assert.Equal([("from", 1L), ("to", 3L)], listed.Select(entry => (entry.Path.Value, entry.Length)).Order());
        Assert.Equal(["from", Aside], Names(server)); // Listing and reading change nothing: the move may be somebody's who is in the middle of it.
        Assert.Equal([1, 2, 3], await ReadAsync(target, To));
        Assert.Equal(["from", Aside], Names(server));
        Assert.Equal((To, 3L), ((await target.StatAsync(To, default))!.Path, (await target.StatAsync(To, default))!.Length));
        Assert.Equal(["from", "to"], Names(server));
    }

    [ServerFact(ServerKind.ProFtpd)]
    public async Task FileLeftAside_GoesWhenTheMoveIsMadeAgain()
    {
        await using ProFtpdServer server = await StartAsync();
        Write(server, Aside, [1, 2, 3]);
        Write(server, "from", [4]);
        await using FtpTarget target = FtpTargets.On(server);
        await ListAsync(target);

        await target.RenameAsync(From, To, default);

        Assert.Equal(["to"], Names(server));
        Assert.Equal([4], await ReadAsync(target, To));
    }

    [ServerFact(ServerKind.ProFtpd)]
    public async Task OldFileLeftAside_IsNeverShownAndGoesWithTheFile()
    {
        await using ProFtpdServer server = await StartAsync();
        Write(server, Aside, [1, 2, 3]);
        Write(server, "to", [4]);
        await using FtpTarget target = FtpTargets.On(server);

        Assert.Equal([("to", 1L)], (await ListAsync(target)).Select(entry => (entry.Path.Value, entry.Length)));
        Assert.Equal(TargetFailure.Missing, (await Assert.ThrowsAsync<TargetException>(() => target.RenameAsync(From, To, default))).Failure);
        Assert.Equal(["to"], Names(server)); // A move whose answer was lost, asked for again.
        Write(server, Aside, [1, 2, 3]);
        await target.DeleteAsync(To, default);
        Assert.Empty(await ListAsync(target));
        Assert.Null(await target.StatAsync(To, default));
    }

    [Fact]
    public async Task Move_IsDoneAlsoWhenTheOldFileMayNotBeRemoved()
    {
        await using ScriptedFtpServer server = ScriptedFtpServer.Start(command => command switch
        {
            "RNFR /from" or "RNFR /to" => "350 where to?\r\n",
            "MLST /from" or "MLST /to" => "250-here\r\n type=file;size=1; x\r\n250 end\r\n",
            "DELE /to.posbackup-aside" => "550 Permission denied\r\n",
            _ => null,
        } ?? Rnto(command));
        await using FtpTarget target = TargetOn(server);

        await target.RenameAsync(From, To, default);

        Assert.Equal(
            ["RNFR /from", "RNTO /to", "RNFR /to", "RNTO /to.posbackup-aside", "RNFR /from", "RNTO /to"],
            server.Heard.Where(command => command.StartsWith("RN", StringComparison.Ordinal)));

        string? Rnto(string command) => command == "RNTO /to" && _tries++ == 0 ? "550 there is one\r\n" : null;
    }

    [Fact]
    public async Task Move_ThatIsRefusedGivesTheOldFileItsNameBack()
    {
        await using ScriptedFtpServer server = ScriptedFtpServer.Start(command => command switch
        {
            "RNFR /from" or "RNFR /to" or "RNFR /to.posbackup-aside" => "350 where to?\r\n",
            "MLST /from" or "MLST /to" => "250-here\r\n type=file;size=1; x\r\n250 end\r\n",
            "RNTO /to" => _tries++ < 2 ? "550 no\r\n" : null,
            _ => null,
        });
        await using FtpTarget target = TargetOn(server);

        Assert.Equal(TargetFailure.Denied, (await Assert.ThrowsAsync<TargetException>(() => target.RenameAsync(From, To, default))).Failure);

        Assert.Equal(["RNFR /to.posbackup-aside", "RNTO /to"], server.Heard.Where(command => command.StartsWith("RN", StringComparison.Ordinal)).TakeLast(2));
    }

    [Fact]
    public async Task FileLeftAside_StaysWhereItMayNotGetItsNameBack()
    {
        await using ScriptedFtpServer server = ScriptedFtpServer.Start(
            command => command switch
            {
                "RNFR /from" => "350 where to?\r\n",
                "RNFR /to.posbackup-aside" or "RNTO /to" => "550 Permission denied\r\n",
                "MLST /to" => "550 no such file\r\n",
                "MLST /from" or "MLST /to.posbackup-aside" => "250-here\r\n type=file;size=1; x\r\n250 end\r\n",
                _ => null,
            },
            "type=file;size=1; to.posbackup-aside\r\n"u8.ToArray());
        await using FtpTarget target = TargetOn(server);
        Assert.Equal([To], (await ListAsync(target)).Select(entry => entry.Path));

        await Assert.ThrowsAsync<TargetException>(() => target.RenameAsync(From, To, default));

        Assert.Contains("RNFR /to.posbackup-aside", server.Heard);
        Assert.DoesNotContain("DELE /to.posbackup-aside", server.Heard);
    }

    private int _tries;

    private static async Task<ProFtpdServer> StartAsync()
    {
        var server = new ProFtpdServer { AllowsChange = false };
        await server.StartAsync();
        return server;
    }

    private static void Write(FtpServer server, string name, byte[] content)
    {
        string path = Path.Combine(server.Folder, name);
        File.WriteAllBytes(path, content);
        server.GiveToLogin(path);
    }

    private static string[] Names(FtpServer server) => [.. Directory.GetFiles(server.Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static async Task<byte[]> ReadAsync(FtpTarget target, TargetPath path)
    {
        await using Stream stream = await target.OpenReadAsync(path, 0, null, default);
        using var all = new MemoryStream();
        await stream.CopyToAsync(all);
        return all.ToArray();
    }
}
