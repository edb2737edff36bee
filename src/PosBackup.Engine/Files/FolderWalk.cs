namespace PosBackup.Engine.Files;

/// <summary>All files below a folder, sorted by name within each folder. Linked folders are followed once; what cannot be opened is told, not passed over.</summary>
internal static class FolderWalk
{
    public static IEnumerable<WalkedFile> Files(string folder)
    {
        var seen = new HashSet<string>(PathIdentity.Comparer) { RealPath.Of(folder) };
        var pending = new Stack<string>([folder]);
        while (pending.TryPop(out string? current))
        {
            if (TryList(current, out FileSystemInfo[] entries) is { } error)
            {
                yield return new WalkedFile(current, error);
                continue;
            }

            foreach (FileSystemInfo file in entries.Where(entry => entry is FileInfo))
                yield return new WalkedFile(file.FullName, Error: null);

            foreach (FileSystemInfo child in entries.Where(entry => entry is DirectoryInfo).Reverse())
            {
                if (seen.Add(RealPath.Of(child.FullName)))
                    pending.Push(child.FullName);
            }
        }
    }

    private static PosBackupException? TryList(string folder, out FileSystemInfo[] entries)
    {
        try
        {
            entries = [.. new DirectoryInfo(folder).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal)];
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            entries = [];
            return new PosBackupException(ErrorCode.FileAccess, $"cannot list the folder {folder}: {e.Message}", "check that this account may read the folder", e);
        }
    }
}

/// <summary>A file that a walk came by, or a folder that it could not open.</summary>
internal readonly record struct WalkedFile(string Path, PosBackupException? Error);
