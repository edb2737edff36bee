namespace PosBackup.Engine.Files;

/// <summary>A file that strangers can change: who can write it, or replace it in its folder, decides what it says.</summary>
/// <param name="Path">The file, or its folder, that everybody on this machine may write.</param>
/// <param name="Message">What that means, for a person.</param>
/// <param name="Hint">What to do about it.</param>
public sealed record FileOpenness(string Path, string Message, string Hint)
{
    /// <summary>Whether a file is open; null when not. Looked at on Unix only, where the rights of all others tell it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="power">What who can write it can do.</param>
    internal static FileOpenness? Of(string path, string power) =>
        OpenTo(path) is { } open ? new FileOpenness(open, $"everybody on this machine may write {open}, and so {power}", $"chmod o-w {open}") : null;

    private static string? OpenTo(string path)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(path))
            return null;

        string folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
        UnixFileMode folderMode = File.GetUnixFileMode(folder);
        return File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherWrite) ? path
            : folderMode.HasFlag(UnixFileMode.OtherWrite) && !folderMode.HasFlag(UnixFileMode.StickyBit) ? folder
            : null;
    }
}
