using System.Text.RegularExpressions;
using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Backups.Selection;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups.Healing;

/// <summary>A file that a run may have left unfinished.</summary>
/// <param name="Path">The file.</param>
/// <param name="Database">Its database.</param>
/// <param name="Final">For a file that was to replace another: that one. Null otherwise.</param>
internal sealed record SuspectFile(string Path, string Database, string? Final = null);

/// <summary>
/// Finds them by names and times alone, so that a folder of thousands costs nothing: a file is above suspicion when its manifest is
/// younger than itself, and a run that the catalog knows is younger than both. Files of databases that were not requested are no
/// affair of this run.
/// </summary>
internal static partial class SuspectFiles
{
    public static IEnumerable<SuspectFile> In(string folder, IReadOnlyList<SelectedDatabase> selected, string? mediaFile, DateTimeOffset? lastRun)
    {
        (string Path, BackupFileName Name)[] named = [.. OurFiles.Named(folder).Where(one => one.Name.Stripe == 1)];
        List<SuspectFile> media = [];
        List<SuspectFile> lasting = [];
        foreach (string database in selected.Where(one => one.Database is not null).Select(one => one.Name))
        {
            string[] names = [.. new[] { BackupKind.Full, BackupKind.Differential, BackupKind.Log }.Select(kind => Path.Combine(folder, BackupFileName.Lasting(database, kind)))];
            lasting.AddRange((mediaFile is null ? names : [.. names, mediaFile]).Select(path => new SuspectFile(path, database)));
            media.AddRange(named.Where(one => one.Name.IsFor(database)).Select(one => new SuspectFile(one.Path, database)));
        }

        media.AddRange(lasting.Where(one => File.Exists(one.Path)));
        return Partials(folder, lasting).Concat(media.Where(one => IsSuspect(one.Path, lastRun))).DistinctBy(one => one.Path, StringComparer.Ordinal);
    }

    private static IEnumerable<SuspectFile> Partials(string folder, List<SuspectFile> lasting)
    {
        foreach (string path in Directory.EnumerateFiles(folder, $"*{MediaPlanner.PartialExtension}"))
        {
            string final = Partial().Replace(path, "");
            if (final.Length < path.Length && lasting.FirstOrDefault(one => string.Equals(one.Path, final, StringComparison.Ordinal)) is { } owner)
                yield return owner with { Path = path, Final = final };
        }
    }

    private static bool IsSuspect(string media, DateTimeOffset? lastRun)
    {
        string manifest = ManifestStore.PathOf(media);
        DateTime writtenAt = File.GetLastWriteTimeUtc(media);
        return !File.Exists(manifest) || File.GetLastWriteTimeUtc(manifest) < writtenAt || writtenAt > lastRun?.UtcDateTime;
    }

    [GeneratedRegex(@"[.][0-9a-f]{8}[.]partial$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Partial();
}
