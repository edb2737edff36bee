using System.Diagnostics;
using System.Text;

namespace PosBackup.Targets.Tests.Servers;

/// <summary>A server program in the foreground: what it printed, what it started, and its end.</summary>
internal sealed class Daemon : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private Daemon(ProcessStartInfo start)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.Environment["LC_ALL"] = "C.UTF-8";
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Its id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it still runs.</summary>
    public bool Runs => !_process.HasExited;

    /// <summary>What it printed so far.</summary>
    public string Output
    {
        get { lock (_output) return _output.ToString(); }
    }

    /// <summary>It and its sessions.</summary>
    public IReadOnlyList<int> Processes => Runs ? LocalProcesses.Tree(Id) : [];

    /// <summary>Starts it and waits until it listens on the port; null when it ended before, as it does when the port is taken.</summary>
    /// <param name="start">How it is started.</param>
    /// <param name="port">Its port.</param>
    /// <param name="started">Hears its id at once.</param>
    /// <param name="keepLog">Gets what it said when it does not listen.</param>
    public static async Task<Daemon?> StartAsync(ProcessStartInfo start, int port, Action<int> started, Action<string> keepLog)
    {
        var daemon = new Daemon(start);
        started(daemon.Id);
        try
        {
            if (await daemon.ListensAsync(port))
                return daemon;
        }
        catch
        {
            daemon.Dispose();
            throw;
        }

        string state = daemon.Runs ? "does not listen" : $"ended with {daemon._process.ExitCode}";
        daemon.Dispose();
        keepLog($"{start.FileName} on port {port} {state}\n{daemon.Output}");
        return null;
    }

    /// <summary>Kills it and all its sessions at once.</summary>
    public void Kill()
    {
        for (IReadOnlyList<int> left = Processes; left.Count > 0; left = Processes)
        {
            LocalProcesses.Signal(left, LocalProcesses.Stop); // Nobody of them starts another while they are killed.
            LocalProcesses.Signal(LocalProcesses.Tree(Id), LocalProcesses.Kill);
            _process.WaitForExit(Patience);
        }
    }

    public void Dispose()
    {
        Kill();

        // With a limit: without one it waits for the end of the pipes too, which a session that was born while they were killed may hold for ever.
        _process.WaitForExit(Patience);
        _process.Dispose();
    }

    /// <summary>Waits until it listens; false when it ends before, or has had time enough.</summary>
    private async Task<bool> ListensAsync(int port)
    {
        long begun = Stopwatch.GetTimestamp();
        while (!LocalProcesses.Listen(Processes, port))
        {
            if (!Runs || Stopwatch.GetElapsedTime(begun) >= Patience)
                return false;
            await Task.Delay(Glance);
        }

        return true;
    }

    private void Note(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
    }
}
