namespace PosBackup.Engine.Backups.Placement;

/// <summary>
/// Paths as the instance's machine sees them: Windows' or Unix', whatever this machine has. The form of a path tells which.
/// </summary>
internal static class ServerPath
{
    /// <summary>What SQL Server keeps of a device name: physical_device_name is nvarchar(260) with its end.</summary>
    public const int Longest = 259;

    public static bool IsUnix(string path) => path.StartsWith('/');

    public static bool IsUnc(string path) => path.StartsWith(@"\\", StringComparison.Ordinal);

    /// <summary>The drive letter, upper case; null when the path has none.</summary>
    public static char? Drive(string path) => path.Length >= 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' ? char.ToUpperInvariant(path[0]) : null;

    /// <summary>Whether the path says where it begins: <c>/…</c>, <c>X:\…</c>, <c>\\server\share…</c>.</summary>
    public static bool IsWhole(string path) =>
        IsUnix(path) || IsUnc(path) || (Drive(path) is not null && path.Length >= 3 && path[2] is '\\' or '/');

    public static string Join(string folder, string name)
    {
        char separator = IsUnix(folder) ? '/' : '\\';
        return folder.EndsWith(separator) || folder.EndsWith('/') ? folder + name : $"{folder}{separator}{name}";
    }

    public static string Folder(string path)
    {
        int end = LastSeparator(path);
        return end switch
        {
            < 0 => "",
            0 => path[..1],
            2 when Drive(path) is not null => path[..3],
            _ => path[..end],
        };
    }

    public static string Name(string path) => path[(LastSeparator(path) + 1)..];

    /// <summary>The path with a text before its extension.</summary>
    public static string BeforeExtension(string path, string text)
    {
        int dot = path.LastIndexOf('.');
        return dot > LastSeparator(path) + 1 ? path[..dot] + text + path[dot..] : path + text;
    }

    /// <summary>Whether two paths name the same file: Windows' without regard to case.</summary>
    public static bool Same(string left, string right) =>
        string.Equals(left, right, IsUnix(left) ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    private static int LastSeparator(string path) => IsUnix(path) ? path.LastIndexOf('/') : path.LastIndexOfAny(['\\', '/']);
}
