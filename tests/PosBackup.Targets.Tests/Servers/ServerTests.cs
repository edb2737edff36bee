using System.Globalization;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Targets.Tests.Servers;

/// <summary>The servers themselves, asked by clients that are not ours: else a fault of a server looks like one of ours.</summary>
public sealed class ServerTests
{
    public static TheoryData<ServerKind> SshServers => [ServerKind.OpenSsh, ServerKind.ProFtpdSftp, ServerKind.RcloneSftp];

    public static TheoryData<ServerKind, FtpProtection> FtpServers => new()
    {
        { ServerKind.ProFtpd, FtpProtection.ExplicitTls },
        { ServerKind.ProFtpd, FtpProtection.ImplicitTls },
        { ServerKind.ProFtpd, FtpProtection.None },
        { ServerKind.Vsftpd, FtpProtection.ExplicitTls },
        { ServerKind.Vsftpd, FtpProtection.ImplicitTls },
        { ServerKind.Vsftpd, FtpProtection.None },
        { ServerKind.PureFtpd, FtpProtection.ExplicitTls },
        { ServerKind.PureFtpd, FtpProtection.None },
    };

    [ServerTheory(ServerKind.OpenSsh, ServerKind.ProFtpdSftp, ServerKind.RcloneSftp)]
    [MemberData(nameof(SshServers))]
    public async Task Ssh_TakesAndGivesAFileByKeyAndByPassword(ServerKind kind)
    {
        await using SshServer server = MakeSsh(kind);
        await server.StartAsync();

        foreach (string how in (string[])["key", "passphrase", "password"])
        {
            string content = $"by {how}";
            (string path, string complaints) = await SftpAsync(server, how, content);
            Assert.True(File.Exists(path), complaints + server.Log);
            Assert.Equal(content, await File.ReadAllTextAsync(path));
        }
    }

    [ServerTheory(ServerKind.ProFtpd, ServerKind.Vsftpd, ServerKind.PureFtpd)]
    [MemberData(nameof(FtpServers))]
    public async Task Ftp_TakesAndGivesAFile(ServerKind kind, FtpProtection protection)
    {
        await using FtpServer server = MakeFtp(kind, protection);
        await server.StartAsync();

        (int exitCode, string output) = await CurlAsync(server);

        Assert.True(exitCode == 0, output + server.Log);
        Assert.Equal("content", await File.ReadAllTextAsync(Path.Combine(server.Folder, "up.txt")));
    }

    [ServerFact(ServerKind.OpenSsh)]
    public async Task Restart_KeepsThePortAndShowsOtherHostKeys()
    {
        await using var server = new OpenSshServer();
        await server.StartAsync();
        int port = server.Port;
        IReadOnlyList<string> before = server.HostKeys;

        await server.ReplaceHostKeysAsync();

        string scan = await SmallProgram.RunAsync("ssh-keyscan", ["-p", port.ToString(CultureInfo.InvariantCulture), "-t", "ed25519", server.Host]);
        Assert.Contains(server.HostKeys[0], scan);
        Assert.DoesNotContain(before[0], scan);
    }

    [ServerFact(ServerKind.OpenSsh)]
    public async Task SmallDisk_IsFullAfterEightMegabytes()
    {
        await using var server = new OpenSshServer { HasSmallDisk = true };
        await server.StartAsync();

        await Assert.ThrowsAsync<IOException>(() => File.WriteAllBytesAsync(Path.Combine(server.Folder, "big"), new byte[9 << 20]));
    }

    private static SshServer MakeSsh(ServerKind kind) => kind switch
    {
        ServerKind.OpenSsh => new OpenSshServer(),
        ServerKind.ProFtpdSftp => new ProFtpdSftpServer(),
        _ => new RcloneSftpServer(),
    };

    private static FtpServer MakeFtp(ServerKind kind, FtpProtection protection) => kind switch
    {
        ServerKind.ProFtpd => new ProFtpdServer { Protection = protection },
        ServerKind.Vsftpd => new VsftpdServer { Protection = protection },
        _ => new PureFtpdServer { Protection = protection },
    };

    private static async Task<(string Path, string Complaints)> SftpAsync(SshServer server, string how, string content)
    {
        string local = Path.Combine(server.State, "local.txt");
        await File.WriteAllTextAsync(local, content);
        string hosts = Path.Combine(server.State, "known_hosts");
        await File.WriteAllLinesAsync(hosts, server.HostKeys.Select(k => $"server {k}"));
        string askpass = Path.Combine(server.State, "askpass.sh");
        await File.WriteAllTextAsync(askpass, "#!/bin/sh\nprintf '%s\\n' \"$TEST_PASSWORD\"\n");
        FilePermissions.AllReadAndRun(askpass);
        string[] login = how switch
        {
            "key" => ["-i", server.IdentityFile, "-o", "IdentitiesOnly=yes", "-o", "PasswordAuthentication=no"],
            "passphrase" => ["-i", server.ProtectedIdentityFile, "-o", "IdentitiesOnly=yes", "-o", "PasswordAuthentication=no"],
            _ => ["-o", "PubkeyAuthentication=no"],
        };
        string remote = $"{(server.RemotePath.Length > 0 ? server.RemotePath + "/" : "")}{how}.txt";
        (int _, string output, string complaints) = await SmallProgram.TryAsync(
            "sftp",
            [
                "-F", "none", "-P", server.Port.ToString(CultureInfo.InvariantCulture), "-o", "HostKeyAlias=server", "-o", $"UserKnownHostsFile={hosts}",
                "-o", "StrictHostKeyChecking=yes", .. login, $"{server.User}@{server.Host}",
            ],
            $"put {local} {remote}\n",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["SSH_ASKPASS"] = askpass, ["SSH_ASKPASS_REQUIRE"] = "force", ["TEST_PASSWORD"] = server.Password.Reveal() });
        return (Path.Combine(server.Folder, $"{how}.txt"), output + complaints);
    }

    private static async Task<(int ExitCode, string Output)> CurlAsync(FtpServer server)
    {
        string local = Path.Combine(server.State, "local.txt");
        await File.WriteAllTextAsync(local, "content");
        string scheme = server.Protection == FtpProtection.ImplicitTls ? "ftps" : "ftp";
        string[] tls = server.Protection == FtpProtection.None ? [] : ["--ssl-reqd", "--cacert", server.CertificateFile];
        (int exitCode, string output, string complaints) = await SmallProgram.TryAsync(
            "curl",
            ["-sSv", "--noproxy", "*", .. tls, "-K", "-", "-T", local, string.Create(CultureInfo.InvariantCulture, $"{scheme}://{server.Host}:{server.Port}/up.txt")],
            $"user = \"{server.User}:{server.Password.Reveal()}\"\n");
        return (exitCode, output + complaints);
    }
}
