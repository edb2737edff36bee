using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace PosBackup.QuickStart;

/// <summary>Runs posbackup as its users do, a process of its own, and shows the command before it.</summary>
internal sealed class PosBackupProcess(Server server)
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "posbackup.dll");

    /// <summary>Runs it and shows what it says.</summary>
    /// <exception cref="UnexpectedException">The exit code is another.</exception>
    public async Task ShowAsync(string[] arguments, int exitCode = 0)
    {
        Story.Command("posbackup " + string.Join(' ', arguments.Select(Quote)));
        (int code, string output, string error) = await RunAsync(arguments);
        Story.Quote(output);
        Story.Quote(error);
        Expect(arguments, code, exitCode);
    }

    /// <summary>Runs it with --json, shows nothing, and gives the document.</summary>
    /// <exception cref="UnexpectedException">The exit code is another.</exception>
    public async Task<JsonNode> AskAsync(string[] arguments, int exitCode = 0)
    {
        (int code, string output, string error) = await RunAsync([.. arguments, "--json"]);
        if (code != exitCode)
            Story.Quote(error);
        Expect(arguments, code, exitCode);
        return JsonNode.Parse(output)!;
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["POSBACKUP_SQL_PASSWORD"] = server.Password;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    private static void Expect(string[] arguments, int code, int expected)
    {
        if (code != expected)
            throw new UnexpectedException($"posbackup {arguments[0]} ended with exit code {code}, {expected} was expected");
    }

    private static string Quote(string argument) => argument.Length > 0 && argument.All(c => char.IsLetterOrDigit(c) || @"-_./\,:+".Contains(c, StringComparison.Ordinal)) ? argument : $"\"{argument}\"";
}
