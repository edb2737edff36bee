using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PosBackup.Engine.Targets.Folder;

/// <summary>
/// Flushes a whole file system. Windows has no such call for accounts that are no administrators; there each file was flushed at its end, but what Windows keeps of
/// the file system itself (more or less, as the policy of the drive says) is only written by its own "safely remove".
/// </summary>
internal static class VolumeFlush
{
    private const int ReadOnly = 0;

    /// <summary>What may be done with a drive after <see cref="Flush"/>.</summary>
    public static string After(string drive) => After(drive, OperatingSystem.IsLinux());

    /// <summary>The same, of a system that can flush a whole file system or not.</summary>
    internal static string After(string drive, bool isFlushed) => isFlushed
        ? $"{drive} can be taken out now: all that was written is on it"
        : $"{drive}: all files are written; have Windows remove it safely (the icon \"Safely Remove Hardware\", or Eject in the Explorer) before it is taken out";

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
