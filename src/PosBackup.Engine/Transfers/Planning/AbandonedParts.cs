using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;

namespace PosBackup.Engine.Transfers.Planning;

/// <summary>
/// Files on their way that nothing will bring to their end: no upload of the plan would resume them, and by the target's own clock nobody has written to
/// them for a week.
/// </summary>
internal static class AbandonedParts
{
    private static readonly TimeSpan Age = TimeSpan.FromDays(7);

    /// <summary>Finds them.</summary>
    /// <param name="found">What a look at the target found.</param>
    /// <param name="items">The plan.</param>
    /// <param name="targetNow">The time by the target's clock: that of a file which was just written.</param>
    public static IReadOnlyList<TargetPath> Find(IEnumerable<TargetEntry> found, IReadOnlyList<SyncItem> items, DateTimeOffset targetNow)
    {
        HashSet<TargetPath> wanted = [.. items.SelectMany(item => (TargetPath[])[RepositoryLayout.PartOf(item.Path, RepositoryLayout.IdOf(item.Manifest)), RepositoryLayout.RangedPartOf(item.Path, item.Manifest)])];
        return
        [
            .. found
                .Where(entry => !entry.IsFolder && RepositoryLayout.IsPart(entry.Path.Name) && !wanted.Contains(entry.Path) && targetNow - entry.ModifiedAt > Age)
                .Select(entry => entry.Path),
        ];
    }
}
