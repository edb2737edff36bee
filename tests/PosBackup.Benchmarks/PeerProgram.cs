using System.Diagnostics;

namespace PosBackup.Benchmarks;

/// <summary>A common program that reads one file and prints to nowhere.</summary>
internal sealed class PeerProgram(string program, string file) : IContestant
{
    public string Name => $"`{program}`";

    public long Bytes { get; } = new FileInfo(file).Length;

    public int Cores => 1;

    public long? PeakMemory => null;

    public async Task<TimeSpan> RunAsync()
    {
        // Through the shell, so that the output goes straight to the null device and not through a pipe of ours.
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec {program} \"$0\" > /dev/null", file]);
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        await process.WaitForExitAsync();
        TimeSpan duration = Stopwatch.GetElapsedTime(started);
        return process.ExitCode == 0 ? duration : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
