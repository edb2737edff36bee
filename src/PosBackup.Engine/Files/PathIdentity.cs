namespace PosBackup.Engine.Files;

/// <summary>When two paths name the same file, as far as their spelling tells: letter case matters, but not on Windows.</summary>
internal static class PathIdentity
{
    public static StringComparer Comparer { get; } = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>A spelling that is the same for the same file.</summary>
    public static string Key(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return OperatingSystem.IsWindows() ? full.ToUpperInvariant() : full;
    }

    /// <summary>Whether a key names a folder or something in it.</summary>
    public static bool IsWithin(string key, string folderKey) =>
        key.StartsWith(folderKey, StringComparison.Ordinal)
        && (key.Length == folderKey.Length || Path.EndsInDirectorySeparator(folderKey) || key[folderKey.Length] == Path.DirectorySeparatorChar);
}
