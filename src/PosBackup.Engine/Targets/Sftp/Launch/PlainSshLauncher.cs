using System.ComponentModel;
using System.Diagnostics;

namespace PosBackup.Engine.Targets.Sftp.Launch;

/// <summary>Starts ssh with ordinary pipes, which works everywhere; on Linux they are grown to 1 MiB, which is worth an eighth of the speed.</summary>
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
            return new Running(process);
        }
        catch (Win32Exception exception)
        {
            throw MissingProgram.Of(command.Program, exception);
        }
    }

    public bool Doubt() => false;

    private sealed class Running(Process process) : ISshProcess
    {
        public Stream Input => process.StandardInput.BaseStream;

        public Stream Output => process.StandardOutput.BaseStream;

        public Stream Errors => process.StandardError.BaseStream;

        public int Id { get; } = process.Id;

        public int? Wait(TimeSpan atMost) => process.WaitForExit(atMost) ? process.ExitCode : null;

        public void Kill()
        {
            try
            {
                process.Kill(entireProcessTree: true);
            }
            catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
            {
                // It has ended meanwhile.
            }
        }

        public void Dispose()
        {
            Kill();
            process.Dispose();
        }
    }
}
