namespace PosBackup.Engine.Files;

/// <summary>
/// Files that systems, and we ourselves, leave in any folder. No backup is ever in one, and where nothing else lies nothing was seen: an empty mount point may have them too.
/// <code>
/// Thumbs.db  desktop.ini            Windows
/// .DS_Store  ._anything             macOS
/// .name.posbackup.lock              a lock of ours
/// name.32 hexadecimal digits.tmp    a file of ours on its way
/// </code>
/// </summary>
internal static class StrayFiles
{
    private static readonly string[] Names = ["Thumbs.db", "desktop.ini", ".DS_Store"];

    /// <summary>Whether a name is that of such a file.</summary>
    public static bool Is(string name) =>
        Names.Contains(name, StringComparer.OrdinalIgnoreCase) || name.StartsWith("._", StringComparison.Ordinal) || FolderLock.IsLock(name) || AtomicFile.IsTemporary(name);

    /// <summary>Whether anything else is seen in a folder of this machine: one that is gone, or empty, may be on a disk that is not mounted.</summary>
    public static bool AreNotAllIn(string folder) => Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any(entry => !Is(Path.GetFileName(entry)));
}
