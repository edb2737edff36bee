using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace PosBackup.Engine.Targets.Sftp.Launch;

/// <summary>
/// Starts Microsoft's ssh.exe the way its own sftp.exe does: over overlapped pipes, which it is told of by a variable. Over ordinary pipes it
/// reads 2 KiB at a time with a thread for each. Detached, so that no hidden console keeps an old ssh from the askpass program.
/// </summary>
/// <remarks>Never run on Windows by those who wrote it. <see cref="CheckedSshLauncher"/> looks whether a session begins, and falls back.</remarks>
/// <param name="mode">How ssh is told.</param>
[SupportedOSPlatform("windows")]
internal sealed class OverlappedSshLauncher(LaunchMode mode) : ISshLauncher
{
    private const int UseHandles = 0x100;
    private const uint Detached = 0x8;
    private const uint UnicodeEnvironment = 0x400;

    public ISshProcess Launch(SshCommand command)
    {
        OverlappedPipe input = new(PipeDirection.Out), output = new(PipeDirection.In), errors = new(PipeDirection.In);
        try
        {
            Process process = Start(command, input.Theirs, output.Theirs, errors.Theirs);
            foreach (OverlappedPipe pipe in (OverlappedPipe[])[input, output, errors])
                pipe.Theirs.Dispose();
            return new RunningSsh(process, input.Ours, output.Ours, errors.Ours, [input, output, errors]);
        }
        catch (Win32Exception exception)
        {
            foreach (OverlappedPipe pipe in (OverlappedPipe[])[input, output, errors])
                pipe.Dispose();
            throw MissingProgram.Of(command.Program, exception);
        }
    }

    public bool Doubt() => false;

    /// <summary>The variable that tells ssh what its pipes are.</summary>
    internal static KeyValuePair<string, string> Told(LaunchMode mode) => mode == LaunchMode.OverlappedByMode
        ? new("OPENSSH_STDIO_MODE", "nonsock")
        : new("c28fc6f98a2c44abbbd89d6a3037d0d9_POSIX_FD_STATE", "AAAAAAICAwA=");

    private Process Start(SshCommand command, SafeFileHandle input, SafeFileHandle output, SafeFileHandle errors)
    {
        var startup = new StartupInfo { Length = Marshal.SizeOf<StartupInfo>(), Flags = UseHandles, Input = input.DangerousGetHandle(), Output = output.DangerousGetHandle(), Errors = errors.DangerousGetHandle() };
        string environment = WindowsCommandLine.Block(Variables(command));
        char[] line = (WindowsCommandLine.Of(command.Program, command.Arguments) + '\0').ToCharArray();
        if (!Create(null, line, 0, 0, inherit: true, Detached | UnicodeEnvironment, environment, null, ref startup, out ProcessInformation started))
            throw new Win32Exception(Marshal.GetLastPInvokeError());

        try
        {
            return Process.GetProcessById(started.ProcessId);
        }
        finally
        {
            Close(started.Thread);
            Close(started.Process);
        }
    }

    private Dictionary<string, string> Variables(SshCommand command)
    {
        var variables = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry inherited in System.Environment.GetEnvironmentVariables())
            variables[(string)inherited.Key] = (string?)inherited.Value ?? "";
        foreach ((string name, string value) in command.Environment.Append(Told(mode)))
            variables[name] = value;
        return variables;
    }

    [DllImport("kernel32.dll", EntryPoint = "CreateProcessW", CharSet = CharSet.Unicode, ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool Create(string? program, [In, Out] char[] line, nint process, nint thread, [MarshalAs(UnmanagedType.Bool)] bool inherit, uint flags, string environment, string? folder, ref StartupInfo startup, out ProcessInformation started);

    [DllImport("kernel32.dll", EntryPoint = "CloseHandle", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool Close(nint handle);

    [StructLayout(LayoutKind.Sequential)]
    private struct StartupInfo
    {
        public int Length;
        public nint Reserved, Desktop, Title;
        public int X, Y, Width, Height, Columns, Rows, Fill, Flags;
        public short Show, ReservedLength;
        public nint ReservedBytes, Input, Output, Errors;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct ProcessInformation
    {
        public nint Process, Thread;
        public int ProcessId, ThreadId;
    }
}
