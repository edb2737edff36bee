using PosBackup.Engine.Files;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Targets.Folder;

/// <summary>
/// The folders of this machine that are targets. What lies in one of them where this store's copies lie is at that target, whatever link led there, also where the catalog expects it here.
/// Anything else is here: a target may be the root of the disk on which the backups lie, and a look at it never comes to their folder.
/// </summary>
internal sealed class TargetFolders
{
    private readonly string _store;
    private readonly string[] _folders;
    private readonly Dictionary<string, string> _real = new(StringComparer.Ordinal);

    private TargetFolders(string store, IEnumerable<string> folders) => (_store, _folders) = (store, [.. folders.Select(RealPath.Of).Distinct(PathIdentity.Comparer)]);

    /// <summary>There are none.</summary>
    public static TargetFolders None { get; } = new("", []);

    /// <summary>Of the targets that are defined, reached or not.</summary>
    /// <param name="store">Name of this store on them.</param>
    /// <param name="definitions">The targets. The folder on a drive is known only where it was reached.</param>
    /// <param name="reached">What those say of themselves that were reached.</param>
    public static TargetFolders Of(string store, IEnumerable<TargetDefinition> definitions, IEnumerable<TargetDescription> reached) => new(
    store,
    [
        .. definitions.OfType<FolderDefinition>().Where(folder => folder.Volumes.Count == 0 && Path.IsPathFullyQualified(folder.Path)).Select(folder => folder.Path),
        .. reached.Select(description => description.LocalFolder).OfType<string>(),
    ]);

    /// <summary>Whether a file lies in one of them, as a copy of this store does.</summary>
    public bool Hold(string file) => PathOf(file) is not null;

    /// <summary>The path that a file has on the target in whose folder it lies; null where it lies in none, or where no copy of this store lies.</summary>
    public TargetPath? PathOf(string file)
    {
        if (_folders.Length == 0)
            return null;

        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        if (!_real.TryGetValue(folder, out string? real))
            _real.Add(folder, real = RealPath.Of(folder));
        string path = Path.Combine(real, Path.GetFileName(file));
        path = RealPath.LinkOf(path) is null ? path : RealPath.Of(path);
        foreach (string target in _folders)
        {
            if (PathIdentity.IsWithin(PathIdentity.Key(path), PathIdentity.Key(target))
                && TargetPath.TryParse(Path.GetRelativePath(target, path).Replace(Path.DirectorySeparatorChar, '/'), out TargetPath there)
                && RepositoryLayout.IsPlace(_store, there))
            {
                return there;
            }
        }

        return null;
    }
}
