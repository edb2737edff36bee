using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace PosBackup.Cli.Tests.Support;

/// <summary>Runs the real program as a process of its own.</summary>
internal static class TheProgram
{
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "posbackup.dll");

    public static Task<ProgramResult> RunAsync(params string[] arguments) => RunAsync(arguments, environment: null);

    public static async Task<ProgramResult> RunAsync(string[] arguments, IReadOnlyDictionary<string, string>? environment, Func<Process, Task>? meanwhile = null, string[]? within = null)
    {
        using Process process = Start(arguments, environment, within);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            if (meanwhile is not null)
                await meanwhile(process);

            await process.WaitForExitAsync(timeout.Token);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new ProgramResult(process.ExitCode, await output, await error);
    }

    /// <summary>Starts it, with pipes in place of the terminal.</summary>
    /// <param name="arguments">What it is asked for.</param>
    /// <param name="environment">Variables.</param>
    /// <param name="within">The command that starts it, with its arguments; null: this process.</param>
    public static Process Start(string[] arguments, IReadOnlyDictionary<string, string>? environment, string[]? within = null)
    {
        string[] line = [.. within ?? [], DotnetHost, "exec", Assembly, .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Remove("POSBACKUP_SQL_PASSWORD");
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[name] = value;

        return Process.Start(start)!;
    }

    private static string DotnetHost => Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
}
