using System.Diagnostics;

namespace PosBackup.Targets.Tests.Servers;

/// <summary>Programs that do one thing and end: <c>ssh-keygen</c>, <c>useradd</c>, clients.</summary>
internal static class SmallProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs it and gives what it printed, or fails with its complaints.</summary>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, string input = "", IReadOnlyDictionary<string, string>? environment = null)
    {
        (int exitCode, string output, string complaints) = await TryAsync(program, arguments, input, environment);
        return exitCode == 0 ? output : throw new InvalidOperationException($"{Path.GetFileName(program)} {string.Join(' ', arguments)} ended with {exitCode}: {complaints}{output}");
    }

    /// <summary>Runs it and gives what became of it.</summary>
    public static async Task<(int ExitCode, string Output, string Complaints)> TryAsync(
        string program, IEnumerable<string> arguments, string input = "", IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(ServerPrograms.Find(program) ?? program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[name] = value;

        using Process process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
            Task<string> complaints = process.StandardError.ReadToEndAsync(patience.Token);
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output, await complaints);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
