using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Targets.Tests.Faults;
using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Benchmarks.Transfers;

/// <summary>SFTP and FTPS to real servers on this machine beside what others have, in one run on one warm file and one cipher.</summary>
internal static class TransferBenchmark
{
    private const long LineBytesPerSecond = 125_000_000;

    public static Command Command()
    {
        var size = new Option<int>("--size") { Description = "Size of the file in MiB.", DefaultValueFactory = _ => 1024 };
        var delayedSize = new Option<int>("--delayed-size") { Description = "Its size in MiB on lines with a delay.", DefaultValueFactory = _ => 256 };
        var rounds = new Option<int>("--rounds") { Description = "How often each runs; the table shows the median.", DefaultValueFactory = _ => 5 };
        var folder = new Option<string>("--folder") { Description = "Where file, copies and servers are; a file system in memory keeps disks out of it.", DefaultValueFactory = _ => "/dev/shm" };
        var delay = new Option<string>("--delay") { Description = "Delays of the line in ms, there and back together, with commas; 0 is no line at all.", DefaultValueFactory = _ => "0,20,80" };
        var command = new Command("transfer", "SFTP and FTPS beside sftp, rclone, lftp and curl; needs root, for the servers.") { size, delayedSize, rounds, folder, delay };
        command.SetAction((arguments, cancellationToken) => RunAsync(
            arguments.GetRequiredValue(folder),
            [.. arguments.GetRequiredValue(delay).Split(',').Select(one => int.Parse(one, CultureInfo.InvariantCulture))],
            milliseconds => arguments.GetValue(milliseconds == 0 ? size : delayedSize),
            arguments.GetValue(rounds),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string parent, int[] delays, Func<int, int> sizeOf, int rounds, CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            await Console.Error.WriteLineAsync("The servers make accounts and are started by root: run this as root.");
            return 1;
        }

        string folder = Path.Combine(parent, $"posbackup-bench-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        Environment.SetEnvironmentVariable("TMPDIR", folder); // The servers keep their files among the temporary ones.
        try
        {
            await Console.Out.WriteLineAsync(await TransferConditions.DescribeAsync());
            await using var ssh = new OpenSshServer { MoreConfiguration = [$"Ciphers {SftpContestants.Cipher}"] };
            await ssh.StartAsync();
            await using var ftp = new VsftpdServer();
            await ftp.StartAsync();
            foreach (int delay in delays)
            {
                TransferFiles files = await MakeAsync(folder, sizeOf(delay), cancellationToken);
                await RaceAsync($"SFTP, {SftpContestants.Cipher}", ssh, (host, port) => SftpContestants.Definition(ssh, host, port), (host, port) => SftpContestants.Peers(ssh, host, port, files), files, delay, rounds, cancellationToken);
                await RaceAsync($"FTPS, explicit, TLS 1.3, {FtpsContestants.Cipher}", ftp, (host, port) => FtpsContestants.Definition(ftp, host, port, files), (host, port) => FtpsContestants.Peers(ftp, host, port, files), files, delay, rounds, cancellationToken);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static async Task RaceAsync(
        string title,
        TestServer server,
        Func<string, int, TargetDefinition> definition,
        Func<string, int, IEnumerable<TransferContestant>> peers,
        TransferFiles files,
        int delay,
        int rounds,
        CancellationToken cancellationToken)
    {
        await using FaultProxy? line = delay == 0 ? null : FaultProxy.To(server, TimeSpan.FromMilliseconds(delay / 2.0), LineBytesPerSecond);
        (string host, int port) = (line?.Host ?? server.Host, line?.Port ?? server.Port);
        TargetDefinition ours = definition(host, port);
        string targets = Path.Combine(files.Folder, "targets.json");
        await new TargetFileStore(targets, "bench").WriteAsync(new TargetFile { Store = "bench", Targets = [ours] }, cancellationToken);
        string[] OursTo(string way, string file) => [.. ThisProgram.Command(), TransferOnce.CommandName, way, targets, ours.Name, file];

        var race = new TransferRace(files, Path.Combine(server.Folder, TransferFiles.CopyName),
        [
            new TransferContestant("PosBackup, SHA-256 on the way", OursTo("put", files.Source), OursTo("get", files.Received)),
            .. peers(host, port),
            new TransferContestant("PosBackup, put and then read back whole", OursTo("put-and-prove", files.Source), Get: null),
        ]);
        await race.RunAsync(rounds, cancellationToken);
        string way = delay == 0 ? "loopback" : string.Create(CultureInfo.InvariantCulture, $"{delay} ms there and back, 1 Gbit/s");
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{title}; {way}; {files.Length >> 20} MiB, {rounds} rounds\n\n{race.Table()}"));
    }

    /// <summary>Random bytes: what compresses would flatter nobody but a line that compresses.</summary>
    private static async Task<TransferFiles> MakeAsync(string folder, int megabytes, CancellationToken cancellationToken)
    {
        string source = Path.Combine(folder, "source.bak");
        byte[] piece = new byte[1 << 20];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using FileStream file = File.Create(source);
        for (int written = 0; written < megabytes; written++)
        {
            RandomNumberGenerator.Fill(piece);
            hash.AppendData(piece);
            await file.WriteAsync(piece, cancellationToken);
        }

        return new TransferFiles(folder, source, Convert.ToHexStringLower(hash.GetHashAndReset()), file.Length);
    }
}
