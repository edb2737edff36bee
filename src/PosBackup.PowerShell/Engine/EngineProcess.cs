using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace PosBackup.PowerShell.Engine;

/// <summary>
/// The process <c>posbackup serve</c>. Its streams are taken as bytes: on .NET Framework the text writer of a process uses the code page of the console. What it says on its
/// standard error is read to the end and thrown away, but for the last lines, which tell why it ended.
/// </summary>
internal sealed class EngineProcess : IDisposable
{
    private const int KeptLines = 12;
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly Queue<string> _said = new();
    private readonly Process _process;

    private EngineProcess(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginErrorReadLine();
        Connection = new EngineConnection(Input(process), process.StandardOutput.BaseStream, WhyGone);
    }

    public EngineConnection Connection { get; }

    public int Id => _process.Id;

    /// <param name="path">The program.</param>
    /// <param name="isOfModule">Whether it is the module's own: one that may not be run, as it came in a package, gets the permission where this account may give it.</param>
    /// <exception cref="PosBackupException">The file cannot be started.</exception>
    public static EngineProcess Start(string path, bool isOfModule = false)
    {
        string whole = Path.GetFullPath(path);
        try
        {
            return StartFile(whole);
        }
        catch (Win32Exception e) when (e.NativeErrorCode == RunPermission.Denied && !RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return isOfModule && RunPermission.TryGive(whole) ? Start(path) : throw MayNotRun(whole, e);
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException)
        {
            throw new PosBackupException(EngineErrorCode.NotStarted, $"the engine {path} cannot be started: {e.Message}", "check that this account may run the file, and that it is of this machine's architecture", e);
        }
    }

    /// <summary>
    /// Ends its input; the engine cleans up what runs and goes by itself. It is not waited for, and never killed: it may be putting a database right. Its other streams are read
    /// until it closes them.
    /// </summary>
    public void Dispose() => Connection.Dispose();

    /// <summary>For one that is no engine of ours.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private static EngineProcess StartFile(string whole)
    {
        ProcessStartInfo start = new()
        {
            FileName = whole,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            WorkingDirectory = Path.GetDirectoryName(whole) ?? "",
#pragma warning disable RS0030 // The one argument that an engine gets.
            Arguments = "serve",
#pragma warning restore RS0030
        };
        return new EngineProcess(Process.Start(start) ?? throw new InvalidOperationException("no process was started"));
    }

    private static PosBackupException MayNotRun(string file, Exception cause) => new(
        EngineErrorCode.NotStarted,
        $"the engine {file} may not be run by this account: a package from a gallery keeps no such permission",
        $"let its owner or root run once: {RunPermission.Command(file)} (where it has the permission: its file system is mounted without, noexec)",
        cause);

#pragma warning disable RS0030 // Only its bytes are used.
    private static Stream Input(Process process) => process.StandardInput.BaseStream;
#pragma warning restore RS0030

    private void Keep(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;

        lock (_said)
        {
            _said.Enqueue(line!);
            if (_said.Count > KeptLines)
                _said.Dequeue();
        }
    }

    private PosBackupException WhyGone(string method)
    {
        string how = "ended";
        try
        {
            if (_process.WaitForExit((int)LastWords.TotalMilliseconds))
            {
                _process.WaitForExit();
                how = string.Format(CultureInfo.InvariantCulture, "ended with code {0}", _process.ExitCode);
            }
        }
        catch (InvalidOperationException)
        {
            how = "was ended by this session";
        }

        string[] said;
        lock (_said)
            said = [.. _said];
        string last = said.Length > 0 ? $"; it last said: {string.Join(Environment.NewLine, said)}" : "; it said nothing";
        return new PosBackupException(EngineErrorCode.Crashed, $"the engine {how} during {method}{last}", "run the command again, it starts a new engine; what was begun is told by the catalog and put right by the next run");
    }
}
