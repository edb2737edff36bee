using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace PosBackup.Engine.Targets.Sftp.Launch;

/// <summary>Grows pipes on Linux, whose 64 KiB make two programs wait for each other all the time. Where it cannot be done nothing is lost.</summary>
internal static class PipeSize
{
    private const int SetPipeSize = 1031;
    private const int Bytes = 1 << 20;

    public static void Grow(Stream stream)
    {
        if (!OperatingSystem.IsLinux() || stream is not PipeStream pipe)
            return;

        bool held = false;
        try
        {
            pipe.SafePipeHandle.DangerousAddRef(ref held);
            _ = Control((int)pipe.SafePipeHandle.DangerousGetHandle(), SetPipeSize, Bytes);
        }
        finally
        {
            if (held)
                pipe.SafePipeHandle.DangerousRelease();
        }
    }

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int descriptor, int command, int argument);
}
