using System.ComponentModel;
using System.Diagnostics;

namespace PosBackup.Engine.Targets.Sftp.Launch;

/// <summary>
/// Starts ssh with ordinary pipes, which works everywhere; on Linux they are grown to 1 MiB, which is worth an eighth of the speed. Without a window means, on Windows, with a console of its
/// own: a Ctrl+C of ours is none of its.
/// </summary>
internal sealed class PlainSshLauncher : ISshLauncher
{
    public ISshProcess Launch(SshCommand command)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach ((string name, string value) in command.Environment)
            start.Environment[name] = value;

        try
        {
            var process = Process.Start(start) ?? throw new InvalidOperationException("no process was started");
            PipeSize.Grow(process.StandardInput.BaseStream);
            PipeSize.Grow(process.StandardOutput.BaseStream);
            return new RunningSsh(process, process.StandardInput.BaseStream, process.StandardOutput.BaseStream, process.StandardError.BaseStream);
        }
        catch (Win32Exception exception)
        {
            throw MissingProgram.Of(command.Program, exception);
        }
    }

    public bool Doubt() => false;
}
