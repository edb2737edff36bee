namespace PosBackup.Engine.Targets.Folder.Shares;

/// <summary>The share in a path such as <c>\\server\share\folder</c>.</summary>
internal static class ShareName
{
    /// <summary><c>\\server\share</c>; null when the path is none of a share.</summary>
    public static string? Of(string path)
    {
        string plain = path.Replace('/', '\\');
        if (!plain.StartsWith(@"\\", StringComparison.Ordinal) || plain.StartsWith(@"\\?\", StringComparison.Ordinal) || plain.StartsWith(@"\\.\", StringComparison.Ordinal))
            return null;

        string[] names = plain[2..].Split('\\');
        return names.Length >= 2 && names[0].Length > 0 && names[1].Length > 0 ? $@"\\{names[0]}\{names[1]}" : null;
    }
}
