using PosBackup.Engine.Catalog;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;

namespace PosBackup.Engine.Transfers.Planning;

/// <summary>
/// Files on their way that nothing will bring to their end: they are of no content that is here, and by the target's own clock nobody has written to
/// them for a week.
/// </summary>
internal static class AbandonedParts
{
    private static readonly TimeSpan Age = TimeSpan.FromDays(7);

    /// <summary>Finds them.</summary>
    /// <param name="found">What a look at the target found.</param>
    /// <param name="contents">Places of all media files here, shipped in this run or not, by path and manifest.</param>
    /// <param name="targetNow">The time by the target's clock: that of a file which was just written.</param>
    public static IReadOnlyList<TargetPath> Find(IEnumerable<TargetEntry> found, IEnumerable<(TargetPath Path, Manifest Manifest)> contents, DateTimeOffset targetNow)
    {
        HashSet<TargetPath> wanted = [.. contents.SelectMany(one => (TargetPath[])[RepositoryLayout.PartOf(one.Path, RepositoryLayout.IdOf(one.Manifest)), RepositoryLayout.RangedPartOf(one.Path, one.Manifest)])];
        return
        [
            .. found
                .Where(entry => !entry.IsFolder && RepositoryLayout.IsPart(entry.Path.Name) && !wanted.Contains(entry.Path) && targetNow - entry.ModifiedAt > Age)
                .Select(entry => entry.Path),
        ];
    }
}
