using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace PosBackup.Engine.Targets.Sftp.Launch;

/// <summary>
/// A named pipe with an end for ssh that is opened overlapped and may be inherited, which anonymous pipes cannot be. Never run on Windows by
/// those who wrote it: made from the sources of Microsoft's port and the Win32 documentation.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class OverlappedPipe : IDisposable
{
    private const int Bytes = 1 << 20;
    private const uint GenericRead = 0x80000000;
    private const uint GenericWrite = 0x40000000;
    private const uint OpenExisting = 3;
    private const uint Overlapped = 0x40000000;

    private readonly NamedPipeServerStream _ours;

    /// <param name="ours">Which way our end goes.</param>
    public OverlappedPipe(PipeDirection ours)
    {
        string name = $"posbackup-ssh-{Guid.NewGuid():N}";
        _ours = new NamedPipeServerStream(name, ours, 1, PipeTransmissionMode.Byte, PipeOptions.CurrentUserOnly, Bytes, Bytes);
        var inheritable = new SecurityAttributes { Length = Marshal.SizeOf<SecurityAttributes>(), Inherit = 1 };
        Theirs = Open($@"\\.\pipe\{name}", ours == PipeDirection.Out ? GenericRead : GenericWrite, 0, ref inheritable, OpenExisting, Overlapped, 0);
        if (Theirs.IsInvalid)
        {
            int error = Marshal.GetLastPInvokeError();
            Dispose();
            throw new System.ComponentModel.Win32Exception(error);
        }

        _ours.WaitForConnection();
    }

    /// <summary>Our end.</summary>
    public Stream Ours => _ours;

    /// <summary>The end for ssh; to be closed here once ssh has it.</summary>
    public SafeFileHandle Theirs { get; }

    public void Dispose()
    {
        Theirs?.Dispose();
        _ours.Dispose();
    }

    [DllImport("kernel32.dll", EntryPoint = "CreateFileW", CharSet = CharSet.Unicode, ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern SafeFileHandle Open(string name, uint access, uint share, ref SecurityAttributes attributes, uint creation, uint flags, nint template);

    [StructLayout(LayoutKind.Sequential)]
    private struct SecurityAttributes
    {
        public int Length;
        public nint Descriptor;
        public int Inherit;
    }
}
