using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PosBackup.Benchmarks.Transfers;

/// <summary>Lets programs take turns to bring one warm file to one server and back. What arrives is hashed each time: a wrong copy cannot win.</summary>
/// <param name="files">The file, and where it comes back.</param>
/// <param name="landed">The copy on the server, seen from behind.</param>
/// <param name="contestants">Who takes part.</param>
internal sealed class TransferRace(TransferFiles files, string landed, IReadOnlyList<TransferContestant> contestants)
{
    private readonly List<MeasuredRun>[] _puts = [.. contestants.Select(_ => new List<MeasuredRun>())];
    private readonly List<MeasuredRun>[] _gets = [.. contestants.Select(_ => new List<MeasuredRun>())];
    private readonly int[] _failures = new int[contestants.Count];

    public async Task RunAsync(int rounds, CancellationToken cancellationToken)
    {
        for (int round = 0; round < rounds; round++)
        {
            for (int one = 0; one < contestants.Count; one++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    _puts[one].Add(await RunAsync(contestants[one], contestants[one].Put, landed));
                    if (contestants[one].Get is { } get)
                        _gets[one].Add(await RunAsync(contestants[one], get, files.Received));
                }
                catch (ProgramFailedException e) when (one > 0)
                {
                    // A peer that breaks off is a figure too; we must not.
                    _failures[one]++;
                    await Console.Error.WriteLineAsync(e.Message);
                }
            }
        }
    }

    /// <summary>The outcome as a table in Markdown.</summary>
    public string Table()
    {
        var table = new StringBuilder();
        table.AppendLine("| program | put MB/s: median (least–most) | get MB/s | processor s, put / get | peak memory MB, put / get |");
        table.AppendLine("| --- | ---: | ---: | ---: | ---: |");
        for (int one = 0; one < contestants.Count; one++)
            table.AppendLine(CultureInfo.InvariantCulture, $"| {contestants[one].Name}{(_failures[one] > 0 ? $" ({_failures[one]} failed)" : "")} | {Rate(_puts[one])} | {Rate(_gets[one])} | {Both(one, Processor)} | {Both(one, Memory)} |");
        return table.ToString();
    }

    private async Task<MeasuredRun> RunAsync(TransferContestant contestant, IReadOnlyList<string> command, string arrived)
    {
        File.Delete(arrived);
        MeasuredRun run = await MeasuredRun.OfAsync(command, files.Folder);
        await using FileStream stream = File.OpenRead(arrived);
        string sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream));
        return sha256 == files.Sha256 ? run : throw new InvalidOperationException($"What {contestant.Name} brought is not what was to be brought: {arrived} has {stream.Length} bytes and SHA-256 {sha256}.");
    }

    private string Rate(List<MeasuredRun> runs) => runs.Count == 0 ? "" : Spread.Of(runs.Select(run => files.Length / run.Wall.TotalSeconds / 1e6)).Fine();

    private string Both(int one, Func<List<MeasuredRun>, string> text) => _gets[one].Count == 0 ? text(_puts[one]) : $"{text(_puts[one])} / {text(_gets[one])}";

    private static string Processor(List<MeasuredRun> runs) => string.Create(CultureInfo.InvariantCulture, $"{Spread.Of(runs.Select(run => run.Processor.TotalSeconds)).Median:n2}");

    private static string Memory(List<MeasuredRun> runs)
    {
        long ssh = runs.Max(run => run.SshMemory);
        return string.Create(CultureInfo.InvariantCulture, $"{runs.Max(run => run.Memory) / 1e6:n0}{(ssh > 0 ? $" + {ssh / 1e6:n0} ssh" : "")}");
    }
}
