using System.ComponentModel;
using System.Runtime.InteropServices;

namespace PosBackup.Benchmarks.Transfers;

/// <summary>Processor time of all children that have ended, and of those that they waited for: of <c>sftp</c> its <c>ssh</c> too.</summary>
internal static partial class ChildrenTime
{
    private const int Children = -1;
    private const int Fields = 18;

    /// <summary>So far; two of these around a child are what it took.</summary>
    public static TimeSpan Now()
    {
        Span<long> usage = stackalloc long[Fields];
        return GetUsage(Children, ref usage[0]) == 0
            ? TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3])
            : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>The structure begins with user and system time, each in seconds and microseconds; none of its other fields is longer.</summary>
    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetUsage(int who, ref long usage);
}
