using System.Runtime.InteropServices;

namespace PosBackup.Engine.Files;

/// <summary>Free bytes where a folder of this machine lies.</summary>
internal static class DiskSpace
{
    /// <summary>What this account may still write; null when nobody tells.</summary>
    public static long? Free(string folder)
    {
        if (OperatingSystem.IsWindows())
            return GetFree(folder, out ulong free, out _, out _) ? (long)Math.Min(free, long.MaxValue) : null;

        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>DriveInfo knows letters only; this takes shares and volumes without a letter as well.</summary>
    [DllImport("kernel32.dll", EntryPoint = "GetDiskFreeSpaceExW", CharSet = CharSet.Unicode, ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetFree(string folder, out ulong freeToUs, out ulong total, out ulong free);
}
