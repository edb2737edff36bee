using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PosBackup.Engine.Targets.Folder;

/// <summary>Lets go of a written file's pages, so that a backup does not drive the till's database out of the memory. Linux only; a wish, not a need.</summary>
internal static class PageCache
{
    private const int DoNotNeed = 4;

    /// <summary>Also the reason why a read-back of a fresh copy comes from the drive and not from memory.</summary>
    public static void Forget(SafeFileHandle handle)
    {
        if (OperatingSystem.IsLinux())
            _ = Advise(handle, 0, 0, DoNotNeed);
    }

    [DllImport("libc", EntryPoint = "posix_fadvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Advise(SafeFileHandle handle, long offset, long length, int advice);
}
