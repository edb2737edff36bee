using PosBackup.Engine.Catalog;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;

namespace PosBackup.Engine.Transfers.Planning;

/// <summary>
/// Files on their way that nothing will bring to their end: no content that waits for a copy there is theirs, and by the target's own clock nobody has written to them
/// for a week.
/// </summary>
internal static class AbandonedParts
{
    private static readonly TimeSpan Age = TimeSpan.FromDays(7);

    /// <summary>Finds them. Manifests come first: one whose file is not on its way any more is taken for that of what was published.</summary>
    /// <param name="found">What a look at the target found.</param>
    /// <param name="awaited">Places of the media files that have no proven copy there yet, shipped in this run or not, by path and manifest.</param>
    /// <param name="targetNow">The time by the target's clock: that of a file which was just written.</param>
    public static IReadOnlyList<TargetPath> Find(IEnumerable<TargetEntry> found, IEnumerable<(TargetPath Path, Manifest Manifest)> awaited, DateTimeOffset targetNow)
    {
        HashSet<TargetPath> wanted = [.. awaited.SelectMany(one => PartsOf(one.Path, RepositoryLayout.IdOf(one.Manifest)))];
        return
        [
            .. found
                .Where(entry => !entry.IsFolder && RepositoryLayout.IsPart(entry.Path.Name) && !wanted.Contains(entry.Path) && targetNow - entry.ModifiedAt > Age)
                .Select(entry => entry.Path)
                .OrderBy(path => RepositoryLayout.FileOfPart(path) is { } file && !ManifestStore.IsManifest(file.Name)),
        ];
    }

    private static IEnumerable<TargetPath> PartsOf(TargetPath file, string id) =>
        [.. RepositoryLayout.PartsOf(file, id), RepositoryLayout.PartOf(RepositoryLayout.ManifestOf(file), id)];
}
