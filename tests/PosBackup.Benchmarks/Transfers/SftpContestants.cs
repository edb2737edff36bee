using System.Globalization;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Benchmarks.Transfers;

/// <summary>Who brings files over SFTP. The server offers one cipher only, so that all use it. Peers that are not installed are left out.</summary>
internal static class SftpContestants
{
    /// <summary>The cipher.</summary>
    public const string Cipher = "aes128-gcm@openssh.com";

    /// <summary>What we are told of the server.</summary>
    public static SftpDefinition Definition(SshServer server, string host, int port) => new()
    {
        Name = "sftp",
        Path = server.RemotePath,
        Endpoint = new SshEndpoint { Host = host, Port = port, User = server.User, IdentityFile = server.IdentityFile, HostKeys = server.HostKeys },
    };

    /// <summary>The peers.</summary>
    public static IEnumerable<TransferContestant> Peers(SshServer server, string host, int port, TransferFiles files)
    {
        string copy = $"{server.Folder}/{TransferFiles.CopyName}";
        string knownHosts = files.Write("known_hosts", server.HostKeys.Select(key => string.Create(CultureInfo.InvariantCulture, $"bench,[{host}]:{port} {key}")));
        string settings = files.Write(
            "ssh_config",
            "Host *", "HostKeyAlias bench", $"Port {port}", $"User {server.User}", $"IdentityFile {server.IdentityFile}", "IdentitiesOnly yes",
            $"UserKnownHostsFile {knownHosts}", "StrictHostKeyChecking yes", "BatchMode yes", $"Ciphers {Cipher}", "Compression no");
        if (ServerPrograms.Find("sftp") is { } sftp)
        {
            var alone = new TransferContestant(
                "`sftp`",
                [sftp, "-q", "-F", settings, "-b", files.Write("sftp-put", $"put {files.Source} {copy}"), host],
                [sftp, "-q", "-F", settings, "-b", files.Write("sftp-get", $"get {copy} {files.Received}"), host]);
            yield return alone;
            if (HashingPeer.Of(alone, files) is { } hashing)
                yield return hashing;
        }

        if (ServerPrograms.Find("rclone") is { } rclone)
        {
            string remotes = files.Write(
                "rclone.conf",
                "[bench]", "type = sftp", $"host = {host}", $"port = {port}", $"user = {server.User}", $"key_file = {server.IdentityFile}", $"known_hosts_file = {knownHosts}",
                "chunk_size = 255k", "disable_hashcheck = true");
            yield return new TransferContestant(
                "`rclone`, 255 KiB chunks",
                [rclone, "--config", remotes, "--retries", "1", "copyto", files.Source, $"bench:{copy}"],
                [rclone, "--config", remotes, "--retries", "1", "copyto", $"bench:{copy}", files.Received]);
        }

        if (ServerPrograms.Find("lftp") is { } lftp)
        {
            string[] opening = [$"set sftp:connect-program \"ssh -a -x -F {settings}\"", "set cmd:fail-exit yes", "set net:max-retries 1", $"open -u {server.User}, sftp://{host}:{port}"];
            yield return new TransferContestant(
                "`lftp`",
                [lftp, "--norc", "-f", files.Write("lftp-put", [.. opening, $"put {files.Source} -o {copy}"])],
                [lftp, "--norc", "-f", files.Write("lftp-get", [.. opening, $"get {copy} -o {files.Received}"])]);
        }
    }
}
