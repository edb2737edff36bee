using PosBackup.Engine.Files;

namespace PosBackup.Engine.Catalog.Forgetting;

/// <summary>
/// What of the catalog is forgotten, and which sets lose their last copy by it. Pure.
/// <code>
/// gone                                                     forgotten
/// there, whatever its length                               stays: only what is gone can be forgotten
/// a set on it, a stripe of which no other file is known    lost
/// </code>
/// </summary>
internal static class ForgetPlanner
{
    /// <param name="all">Everything that the catalog expects, with a look at it.</param>
    /// <param name="paths">The files, and the folders with all below them, that are gone for good.</param>
    /// <param name="copies">The copies on targets. Their records stay: what lies there is not gone.</param>
    public static ForgetPlan Plan(IReadOnlyList<CatalogEntry> all, IReadOnlyList<string> paths, IReadOnlyList<BackupCopy> copies)
    {
        string[] keys = [.. paths.Select(PathIdentity.Key)];
        ILookup<bool, CatalogEntry> below = all
            .Where(entry => keys.Any(key => PathIdentity.IsWithin(PathIdentity.Key(entry.Path), key)))
            .ToLookup(entry => entry.Presence == MediaPresence.Missing);
        HashSet<string> gone = [.. below[true].Select(entry => entry.Path)];
        HashSet<(Guid Set, int Stripe)> elsewhere =
        [
            .. all.Where(entry => entry.Presence == MediaPresence.Present).Select(entry => (entry.Set.SetGuid, entry.Manifest.Media.Stripe)),
            .. copies.Where(copy => copy.IsListed).SelectMany(copy => copy.SetGuids.Select(set => (set, copy.Stripe))),
        ];
        BackupSet[] lost =
        [
            .. below[true]
                .Where(entry => !elsewhere.Contains((entry.Set.SetGuid, entry.Manifest.Media.Stripe)))
                .Select(entry => entry.Set)
                .DistinctBy(set => set.SetGuid)
                .OrderBy(set => (set.FinishedAt ?? set.StartedAt).AsUtc()),
        ];
        return new ForgetPlan
        {
            Media = [.. below[true].Select(entry => entry.Manifest).DistinctBy(manifest => manifest.Media.Path, StringComparer.Ordinal).OrderBy(manifest => manifest.Media.Path, StringComparer.Ordinal)],
            There = [.. below[false].Select(entry => entry.Path).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Lost = lost,
            Stranded = [.. new StrandedSets(all, copies, lost).Run()],
            OnlyCopies = [.. OnlyCopies(all, below[true], copies)],
        };
    }

    /// <summary>By target: what only copies there are known of. How old their proofs are, and whether anybody still reaches that target, is a person's to judge.</summary>
    private static IEnumerable<OnlyCopies> OnlyCopies(IReadOnlyList<CatalogEntry> all, IEnumerable<CatalogEntry> gone, IReadOnlyList<BackupCopy> copies)
    {
        HashSet<(Guid, int)> here = [.. all.Where(entry => entry.Presence == MediaPresence.Present).Select(entry => (entry.Set.SetGuid, entry.Manifest.Media.Stripe))];
        HashSet<(Guid, int)> left = [.. gone.Select(entry => (entry.Set.SetGuid, entry.Manifest.Media.Stripe)).Where(one => !here.Contains(one))];
        return copies.Where(copy => copy.IsListed)
            .SelectMany(copy => copy.SetGuids.Where(set => left.Contains((set, copy.Stripe))).Select(set => (copy.Target, Set: set, copy.ProvenAt)))
            .GroupBy(one => one.Target, StringComparer.OrdinalIgnoreCase)
            .Select(target => new OnlyCopies(target.Key, target.Select(one => one.Set).Distinct().Count(), target.Min(one => one.ProvenAt)))
            .OrderBy(one => one.Target, StringComparer.OrdinalIgnoreCase);
    }
}
