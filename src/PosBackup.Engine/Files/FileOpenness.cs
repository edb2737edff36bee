namespace PosBackup.Engine.Files;

/// <summary>Whether strangers can change a file: who can write it, or replace it in its folder, decides what it says.</summary>
internal static class FileOpenness
{
    /// <summary>The file, or its folder, when everybody on this machine may write it; null when not. Looked at on Unix only, where the rights of all others tell it.</summary>
    public static string? Of(string path)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(path))
            return null;

        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        UnixFileMode folderMode = File.GetUnixFileMode(folder);
        return File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherWrite) ? path
            : folderMode.HasFlag(UnixFileMode.OtherWrite) && !folderMode.HasFlag(UnixFileMode.StickyBit) ? folder
            : null;
    }
}
