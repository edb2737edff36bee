using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups.Placement;

/// <summary>Media files of ours in a folder that this process sees, by their names alone.</summary>
internal static class OurFiles
{
    private static readonly BackupKind[] Kinds = [BackupKind.Full, BackupKind.Differential, BackupKind.Log];

    /// <summary>All files that can hold sets of a database: those with names of ours, the lasting ones, and the one that was named.</summary>
    public static IEnumerable<string> Of(string folder, string database, string? mediaFile)
    {
        IEnumerable<string> lasting = Kinds.Select(kind => Path.Combine(folder, BackupFileName.Lasting(database, kind))).Where(File.Exists);
        IEnumerable<string> named = mediaFile is not null && File.Exists(mediaFile) ? [mediaFile] : [];
        return Named(folder).Where(one => one.Name.IsFor(database)).Select(one => one.Path).Concat(lasting).Concat(named).Distinct(StringComparer.Ordinal);
    }

    /// <summary>All files with names of ours.</summary>
    public static IEnumerable<(string Path, BackupFileName Name)> Named(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder))
        {
            if (BackupFileName.TryParse(Path.GetFileName(path)) is { } name)
                yield return (path, name);
        }
    }

    /// <summary>The newest first stripe of a database; null when there is none.</summary>
    public static string? Newest(string folder, string database) => Named(folder)
        .Where(one => one.Name.Stripe == 1 && one.Name.IsFor(database))
        .OrderByDescending(one => one.Name.At)
        .ThenByDescending(one => File.GetLastWriteTimeUtc(one.Path))
        .Select(one => one.Path)
        .FirstOrDefault();
}
