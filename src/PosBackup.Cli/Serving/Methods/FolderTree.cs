namespace PosBackup.Cli.Serving.Methods;

/// <summary>Files, and all folders that they lie in: says of very many paths which hold one, without a look at each file for each of them.</summary>
internal sealed class FolderTree
{
    private readonly HashSet<string> _paths = new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    public FolderTree(IEnumerable<string> files)
    {
        foreach (string file in files)
            Add(file);
    }

    /// <summary>Takes a file.</summary>
    public void Add(string file)
    {
        for (string? path = Whole(file); path is not null && _paths.Add(path); path = Path.GetDirectoryName(path))
        {
        }
    }

    /// <summary>Whether a path is one of the files, or a folder with one of them in it.</summary>
    public bool Holds(string path) => _paths.Contains(Whole(path));

    private static string Whole(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}
