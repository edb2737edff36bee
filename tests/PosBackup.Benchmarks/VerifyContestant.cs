using System.Diagnostics;
using System.Globalization;

namespace PosBackup.Benchmarks;

/// <summary>Our verifier in a process of its own, so that its memory is its own and it can be held to one core.</summary>
internal sealed class VerifyContestant : IContestant
{
    private const string Pin = "/usr/bin/taskset";

    private readonly Process _process;

    private VerifyContestant(Process process) => _process = process;

    public required string Name { get; init; }

    public required long Bytes { get; init; }

    public required int Cores { get; init; }

    public long? PeakMemory { get; private set; }

    /// <summary>Starts the process; it waits for the first run.</summary>
    /// <param name="name">What the table calls it.</param>
    /// <param name="bytes">What a run counts for: the file, or what comes out of it.</param>
    /// <param name="cores">One core is held to the first; more means all.</param>
    /// <param name="arguments">Of <c>verify-repeatedly</c>.</param>
    public static VerifyContestant Start(string name, long bytes, int cores, params string[] arguments)
    {
        string[] command =
        [
            .. cores == 1 && File.Exists(Pin) ? new[] { Pin, "-c", "0" } : [],
            .. ThisProgram.Command(), VerifyRepeatedly.CommandName, .. arguments,
        ];
        var start = new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        Process process = Process.Start(start) ?? throw new InvalidOperationException("The benchmark cannot start itself.");
        return new VerifyContestant(process) { Name = name, Bytes = bytes, Cores = cores };
    }

    public async Task<TimeSpan> RunAsync()
    {
        await _process.StandardInput.WriteLineAsync();
        string[] answer = (await _process.StandardOutput.ReadLineAsync())?.Split(' ')
            ?? throw new InvalidOperationException($"{Name}: the process ended.");
        PeakMemory = long.Parse(answer[1], CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds(double.Parse(answer[0], CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
