using System.Diagnostics;
using System.Text;
using PosBackup.Targets.Tests.Servers;
using PosBackup.Targets.Tests.Sftp;

namespace PosBackup.Targets.Tests.Shipping;

/// <summary>The program as it is run in a shop: a process of its own.</summary>
internal sealed class PosBackupProcess : IDisposable
{
    public const int Interrupt = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private PosBackupProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Note(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Note(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output => Read(_output);

    public string Errors => Read(_errors);

    /// <summary>All that it said.</summary>
    public string Said => Output + Errors;

    public bool Runs => !_process.HasExited;

    /// <summary>It and what it started, itself first.</summary>
    public IReadOnlyList<int> Processes => Runs ? LocalProcesses.Tree(_process.Id) : [];

    /// <summary>One that nobody says anything to.</summary>
    public static PosBackupProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        PosBackupProcess process = StartSpokenTo(arguments, environment);
        process.EndInput();
        return process;
    }

    /// <summary>One that is spoken to.</summary>
    public static PosBackupProcess StartSpokenTo(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(SftpTargets.Askpass, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return new PosBackupProcess(new Process { StartInfo = start });
    }

    public void Say(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    public void EndInput() => _process.StandardInput.Close();

    /// <summary>Only itself, as the system does when memory runs out: what it started notices by itself.</summary>
    public void Signal(int signal) => LocalProcesses.Signal([_process.Id], signal);

    /// <summary>Its exit code, when it has ended.</summary>
    public async Task<int> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (Runs)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static void Note(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (text)
            text.AppendLine(line);
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }
}
