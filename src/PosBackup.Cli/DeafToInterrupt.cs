using System.Runtime.InteropServices;

namespace PosBackup.Cli;

/// <summary>
/// A terminal sends Ctrl+C to all that were started from it, also to an engine that works for somebody else there, and to the ssh that uploads for it. On Unix it is ignored and not
/// caught: what is ignored stays so in the programs that are started, and ssh leaves it at that. On Windows they have no console, or one of their own.
/// </summary>
internal static class DeafToInterrupt
{
    private const int Interrupt = 2;
    private const nint Ignore = 1;

    /// <summary>From now on; on Windows as long as what it gives is held.</summary>
    public static PosixSignalRegistration? Begin()
    {
        if (OperatingSystem.IsWindows())
            return PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);

        _ = Handle(Interrupt, Ignore);
        return null;
    }

    [DllImport("libc", EntryPoint = "signal", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Handle(int signal, nint handler);
}
