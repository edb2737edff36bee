using System.IO.Enumeration;

namespace PosBackup.Engine.Targets.Folder;

/// <summary>Entries of folders. Links are left out, and so are names that are no Unicode: nobody could ask for them.</summary>
internal static class FolderListing
{
    private const int Batch = 1024;

    private static readonly EnumerationOptions All = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false, ReturnSpecialDirectories = false, MatchType = MatchType.Simple };

    /// <summary>The file or folder; null when there is none.</summary>
    public static TargetEntry? Entry(TargetPath path, string file)
    {
        try
        {
            FileAttributes attributes = File.GetAttributes(file);
            if (!path.IsRoot && attributes.HasFlag(FileAttributes.ReparsePoint) && FolderPaths.IsLink(file))
                return null;
            if (attributes.HasFlag(FileAttributes.Directory))
                return new TargetEntry(path, IsFolder: true, 0, new DateTimeOffset(Directory.GetLastWriteTimeUtc(file)));

            var there = new FileInfo(file);
            return new TargetEntry(path, IsFolder: false, there.Length, new DateTimeOffset(there.LastWriteTimeUtc));
        }
        catch (Exception e) when (FolderFailures.Of(e) == TargetFailure.Missing)
        {
            return null;
        }
    }

    /// <summary>What lies in a folder.</summary>
    public static IEnumerable<TargetEntry> Entries(TargetPath folder, string real) =>
        new FileSystemEnumerable<TargetEntry?>(real, (ref entry) => ToEntry(folder, ref entry), All).OfType<TargetEntry>();

    /// <summary>The next of them; none at the end.</summary>
    public static List<TargetEntry> Take(IEnumerator<TargetEntry> entries)
    {
        var some = new List<TargetEntry>();
        while (some.Count < Batch && entries.MoveNext())
            some.Add(entries.Current);
        return some;
    }

    private static TargetEntry? ToEntry(TargetPath folder, ref FileSystemEntry entry)
    {
        string name = entry.FileName.ToString();
        if (!TargetPath.IsName(name) || (entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && FolderPaths.IsLink(entry.ToFullPath())))
            return null;
        if (name.Contains('\uFFFD', StringComparison.Ordinal) && !Path.Exists(entry.ToFullPath()))
            return null;

        return new TargetEntry(folder.Child(name), entry.IsDirectory, entry.IsDirectory ? 0 : entry.Length, entry.LastWriteTimeUtc);
    }
}
