using PosBackup.Engine.Files;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Targets.Folder;

/// <summary>The folders of this machine that are targets. A file in one of them lies at that target whatever link led there, also where the catalog expects it here.</summary>
internal sealed class TargetFolders
{
    private readonly string[] _folders;
    private readonly Dictionary<string, string> _real = new(StringComparer.Ordinal);

    private TargetFolders(IEnumerable<string> folders) => _folders = [.. folders.Select(folder => PathIdentity.Key(RealPath.Of(folder))).Distinct(StringComparer.Ordinal)];

    /// <summary>There are none.</summary>
    public static TargetFolders None { get; } = new([]);

    /// <summary>Of the targets that are defined, reached or not.</summary>
    /// <param name="definitions">The targets. The folder on a drive is known only where it was reached.</param>
    /// <param name="reached">What those say of themselves that were reached.</param>
    public static TargetFolders Of(IEnumerable<TargetDefinition> definitions, IEnumerable<TargetDescription> reached) => new(
    [
        .. definitions.OfType<FolderDefinition>().Where(folder => folder.Volumes.Count == 0 && Path.IsPathFullyQualified(folder.Path)).Select(folder => folder.Path),
        .. reached.Select(description => description.LocalFolder).OfType<string>(),
    ]);

    /// <summary>Whether a file lies in one of them.</summary>
    public bool Hold(string file)
    {
        if (_folders.Length == 0)
            return false;

        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        if (!_real.TryGetValue(folder, out string? real))
            _real.Add(folder, real = RealPath.Of(folder));
        string path = Path.Combine(real, Path.GetFileName(file));
        string key = PathIdentity.Key(RealPath.LinkOf(path) is null ? path : RealPath.Of(path));
        return Array.Exists(_folders, one => PathIdentity.IsWithin(key, one));
    }
}
