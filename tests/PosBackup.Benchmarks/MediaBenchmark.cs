using System.CommandLine;

namespace PosBackup.Benchmarks;

/// <summary>Verification of plain and compressed media beside <c>cat</c> and <c>sha256sum</c>, in one run on the same warm files.</summary>
internal static class MediaBenchmark
{
    public static Command Command()
    {
        var size = new Option<int>("--size") { Description = "Size of the plain file in MB.", DefaultValueFactory = _ => 1024 };
        var rounds = new Option<int>("--rounds") { Description = "How often each runs; the table shows the median.", DefaultValueFactory = _ => 7 };
        var folder = new Option<string?>("--folder") { Description = "Where to put the files; a temporary folder unless given." };
        var command = new Command("media", "Verification of backup media beside cat and sha256sum.") { size, rounds, folder };
        command.SetAction((arguments, cancellationToken) => RunAsync(
            arguments.GetValue(size), arguments.GetValue(rounds), arguments.GetValue(folder), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int megabytes, int rounds, string? parent, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(parent ?? Path.GetTempPath(), $"posbackup-bench-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        try
        {
            string plain = Path.Combine(folder, "plain.bak");
            string compressed = Path.Combine(folder, "compressed.bak");
            BigMedia.Write(plain, compressed, megabytes);

            await using var race = new Race(Contestants(plain, compressed));
            await race.RunAsync(rounds, cancellationToken);
            await Console.Out.WriteLineAsync($"{Machine.Describe()}; {Size(plain)} MB plain, {Size(compressed)} MB compressed, {rounds} rounds\n");
            await Console.Out.WriteAsync(race.Table());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static IContestant[] Contestants(string plain, string compressed)
    {
        int all = Environment.ProcessorCount;
        long size = new FileInfo(plain).Length;
        long stored = new FileInfo(compressed).Length;
        return
        [
            new PeerProgram("cat", plain),
            new PeerProgram("sha256sum", plain),
            VerifyContestant.Start("verify plain", size, cores: 1, plain, "--cores", "1"),
            VerifyContestant.Start("verify plain, SHA-256 too", size, cores: 1, plain, "--cores", "1", "--sha"),
            VerifyContestant.Start("verify plain, SHA-256 too", size, all, plain, "--sha"),
            VerifyContestant.Start("verify compressed, quick: MB of file", stored, cores: 1, compressed, "--cores", "1", "--quick"),
            VerifyContestant.Start("verify compressed, full: MB of output", size, cores: 1, compressed, "--cores", "1"),
            VerifyContestant.Start("verify compressed, full: MB of output", size, all, compressed),
        ];
    }

    private static long Size(string file) => new FileInfo(file).Length / 1_000_000;
}
