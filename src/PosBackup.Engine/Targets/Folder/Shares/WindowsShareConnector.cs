using System.ComponentModel;
using System.Runtime.InteropServices;

namespace PosBackup.Engine.Targets.Folder.Shares;

/// <summary>Windows' own way, without a letter and not remembered for the next logon. Never run on Windows by us.</summary>
internal sealed class WindowsShareConnector : IShareConnector
{
    private const int Disk = 1;
    private const int Temporary = 4;
    private const int WindowsErrors = unchecked((int)0x80070000);

    public bool IsSupported => OperatingSystem.IsWindows();

    public IDisposable Connect(string share, string user, Secret? password)
    {
        var resource = new Resource { Kind = Disk, Remote = share };
        int error = AddConnection(ref resource, password?.Reveal(), user, Temporary);
        return error == 0 ? new Connection(share) : throw new IOException(new Win32Exception(error).Message, WindowsErrors | error);
    }

    private sealed class Connection(string share) : IDisposable
    {
        /// <summary>Not by force: files that another program has open on the share stay open, and so does the connection.</summary>
        public void Dispose() => _ = CancelConnection(share, 0, force: false);
    }

    [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
    private struct Resource
    {
        public int Scope;
        public int Kind;
        public int DisplayKind;
        public int Usage;
        [MarshalAs(UnmanagedType.LPWStr)] public string? Local;
        [MarshalAs(UnmanagedType.LPWStr)] public string? Remote;
        [MarshalAs(UnmanagedType.LPWStr)] public string? Comment;
        [MarshalAs(UnmanagedType.LPWStr)] public string? Provider;
    }

    [DllImport("mpr.dll", EntryPoint = "WNetAddConnection2W", CharSet = CharSet.Unicode, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int AddConnection(ref Resource resource, string? password, string user, int flags);

    [DllImport("mpr.dll", EntryPoint = "WNetCancelConnection2W", CharSet = CharSet.Unicode, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int CancelConnection(string share, int flags, [MarshalAs(UnmanagedType.Bool)] bool force);
}
