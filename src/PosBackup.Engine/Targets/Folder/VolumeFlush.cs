using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PosBackup.Engine.Targets.Folder;

/// <summary>
/// Flushes a whole file system. Windows has no such call for accounts that are no administrators; there each file was flushed at its end, and the default for
/// removable drives (quick removal) keeps nothing else back.
/// </summary>
internal static class VolumeFlush
{
    private const int ReadOnly = 0;

    public static void Flush(string root)
    {
        if (!OperatingSystem.IsLinux())
            return;

        int descriptor = Open(root, ReadOnly);
        if (descriptor < 0)
            throw Failed(root);

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        if (SyncFileSystem(handle) != 0)
            throw Failed(root);
    }

    private static IOException Failed(string root) => new($"cannot flush {root}: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());

    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SyncFileSystem(SafeFileHandle handle);
}
