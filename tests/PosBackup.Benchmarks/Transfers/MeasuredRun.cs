using System.Diagnostics;

namespace PosBackup.Benchmarks.Transfers;

/// <summary>What one run of a program took, from its start to its end.</summary>
/// <param name="Wall">Time on the clock.</param>
/// <param name="Processor">Processor time with all that it started.</param>
/// <param name="Memory">Peak memory of the program, in bytes.</param>
/// <param name="SshMemory">Peak memory of its <c>ssh</c>, in bytes; 0 when there was none.</param>
internal sealed record MeasuredRun(TimeSpan Wall, TimeSpan Processor, long Memory, long SshMemory)
{
    private const string BreaksRclone = "AWS_CA_BUNDLE";

    /// <summary>Runs a program; nothing else that this process started may end meanwhile.</summary>
    /// <param name="command">Program and arguments.</param>
    /// <param name="home">Its home, so that nobody's own settings count.</param>
    /// <exception cref="ProgramFailedException">It did not end well; with what it said.</exception>
    public static async Task<MeasuredRun> OfAsync(IReadOnlyList<string> command, string home)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["HOME"] = home;
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment.Remove(BreaksRclone);
        TimeSpan before = ChildrenTime.Now();
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} does not start.");
        await using ProcessWatch watch = ProcessWatch.Begin(process.Id);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        TimeSpan wall = Stopwatch.GetElapsedTime(started);
        TimeSpan processor = ChildrenTime.Now() - before;
        return process.ExitCode == 0
            ? new MeasuredRun(wall, processor > watch.Processor ? processor : watch.Processor, watch.Own, watch.Ssh)
            : throw new ProgramFailedException($"{string.Join(' ', command)} ended with {process.ExitCode}: {await errors}{await output}");
    }
}
