using System.Globalization;
using System.Runtime.InteropServices;

namespace PosBackup.Engine.Targets.Folder.Volumes;

/// <summary>
/// Volumes of Windows, by the names <c>\\?\Volume{…}\</c> that never move to another drive: a stick that is pulled takes its name along, and
/// nothing can be written beside it. Letters and mount folders play no part. Never run on Windows by us.
/// </summary>
internal sealed class WindowsVolumeLookup : IVolumeLookup
{
    private const int LongestName = 261;

    public IReadOnlyList<MountedVolume> Find()
    {
        var found = new List<MountedVolume>();
        char[] name = new char[LongestName];
        nint search = FindFirst(name, name.Length);
        if (search == -1)
            return found;

        try
        {
            do
            {
                if (Ask(Text(name)) is { } volume)
                    found.Add(volume);
            }
            while (FindNext(search, name, name.Length));
        }
        finally
        {
            FindClose(search);
        }

        return found;
    }

    public bool IsPresent(MountedVolume volume) => Ask(volume.Root) is { } now && string.Equals(now.Identity, volume.Identity, StringComparison.Ordinal);

    /// <summary>Null for what cannot be asked: an empty card reader, a locked or foreign volume.</summary>
    private static MountedVolume? Ask(string root)
    {
        char[] label = new char[LongestName];
        if (!GetInformation(root, label, label.Length, out uint serial, out _, out _, null, 0))
            return null;

        string text = serial.ToString("X8", CultureInfo.InvariantCulture).Insert(4, "-");
        return new MountedVolume(root, text, text, Text(label) is { Length: > 0 } named ? named : null);
    }

    private static string Text(char[] buffer) => new(buffer, 0, Math.Max(0, Array.IndexOf(buffer, '\0')));

    [DllImport("kernel32.dll", EntryPoint = "FindFirstVolumeW", CharSet = CharSet.Unicode, ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint FindFirst([Out] char[] name, int length);

    [DllImport("kernel32.dll", EntryPoint = "FindNextVolumeW", CharSet = CharSet.Unicode, ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool FindNext(nint search, [Out] char[] name, int length);

    [DllImport("kernel32.dll", EntryPoint = "FindVolumeClose", ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool FindClose(nint search);

    [DllImport("kernel32.dll", EntryPoint = "GetVolumeInformationW", CharSet = CharSet.Unicode, ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetInformation(string root, [Out] char[] label, int labelLength, out uint serial, out uint longestName, out uint flags, [Out] char[]? fileSystem, int fileSystemLength);
}
