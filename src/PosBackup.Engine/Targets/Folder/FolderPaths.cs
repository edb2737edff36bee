using PosBackup.Engine.Files;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Targets.Folder;

/// <summary>
/// Where the paths of a target lie in its folder.
/// <para>Links in the folder are never followed: whoever may write there could lead the account that runs us anywhere. A link is neither a file nor a folder: it
/// is not listed and has no entry, reading and writing through it is refused, deleting removes the link itself, and a rename replaces it.
/// Not closed is the moment between the look and the opening.</para>
/// </summary>
internal static class FolderPaths
{
    /// <summary>Names below the root of a removable volume.</summary>
    /// <exception cref="TargetException"><see cref="TargetFailure.Config"/>: the path leads elsewhere.</exception>
    public static IReadOnlyList<string> OnVolume(FolderDefinition definition)
    {
        string plain = definition.Path.Replace('\\', '/').Trim('/');
        return TargetPath.TryParse(plain, out TargetPath path) && !plain.Contains(':', StringComparison.Ordinal)
            ? path.Names
            : throw new TargetException(TargetFailure.Config, $"target {definition.Name}: {definition.Path} is no path on a volume", "with volumes the path begins at the root of the volume, without a letter: PosBackup");
    }

    /// <summary>The path on this machine. Touches nothing.</summary>
    /// <exception cref="TargetException"><see cref="TargetFailure.Config"/>: Windows cannot have such a name.</exception>
    public static string Resolve(string target, string root, TargetPath path)
    {
        if (OperatingSystem.IsWindows())
            RequireWindowsNames(target, path);
        return path.IsRoot ? root : Path.Combine([root, .. path.Names]);
    }

    /// <exception cref="TargetException"><see cref="TargetFailure.Config"/>: Windows cannot have such a name.</exception>
    public static void RequireWindowsNames(string target, TargetPath path)
    {
        foreach (string name in path.Names)
        {
            if (WindowsNames.Fault(name) is { } fault)
                throw new TargetException(TargetFailure.Config, $"target {target}: {path}: the name \"{name}\" {fault}, which Windows does not allow");
        }
    }

    /// <summary>Whether something between the root and the path, both exclusive, is a link.</summary>
    public static bool IsBehindLink(string root, TargetPath path)
    {
        string folder = root;
        foreach (string name in path.Folder.Names)
        {
            if (IsLink(folder = Path.Combine(folder, name)))
                return true;
        }

        return false;
    }

    /// <summary>A link or a junction; other reparse points (deduplicated files) are what they seem. False for what is not there.</summary>
    public static bool IsLink(string path)
    {
        var entry = new FileInfo(path);
        return (int)entry.Attributes != -1 && entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && entry.LinkTarget is not null;
    }

    /// <exception cref="TargetException"><see cref="TargetFailure.Denied"/>: a link is in the way.</exception>
    public static void RefuseLinks(string target, string root, TargetPath path, bool orLast)
    {
        if (IsBehindLink(root, path) || (orLast && IsLink(Path.Combine([root, .. path.Names]))))
            throw new TargetException(TargetFailure.Denied, $"target {target}: {path} is or lies behind a link, and links in a target's folder are not followed", "put a folder in place of the link, or let the definition lead to where it points");
    }

    /// <summary>Makes the folders of a file, one by one from the root on, each flushed into the one above. The root itself is never made.</summary>
    public static void MakeFolders(string root, TargetPath path)
    {
        string folder = root;
        foreach (string name in path.Folder.Names)
            MakeFolder(folder = Path.Combine(folder, name));
    }

    /// <summary>Makes a folder in one that is there.</summary>
    public static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;

        string above = Path.GetDirectoryName(folder)!;
        if (!Directory.Exists(above))
            throw new DirectoryNotFoundException($"the folder {above} is gone");
        Directory.CreateDirectory(folder);
        FolderFlush.Flush(above);
    }
}
