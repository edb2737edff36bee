using System.ComponentModel;
using System.Diagnostics;

namespace PosBackup.Engine.Targets.Sftp.Launch;

/// <summary>A running ssh, however it was started.</summary>
/// <param name="process">The process.</param>
/// <param name="input">Its standard input.</param>
/// <param name="output">Its standard output.</param>
/// <param name="errors">Its standard error.</param>
/// <param name="pipes">Pipes that do not go with the process.</param>
internal sealed class RunningSsh(Process process, Stream input, Stream output, Stream errors, params IDisposable[] pipes) : ISshProcess
{
    public Stream Input => input;

    public Stream Output => output;

    public Stream Errors => errors;

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
        foreach (IDisposable pipe in pipes)
            pipe.Dispose();
    }
}
