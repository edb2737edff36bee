using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Catalog.Forgetting;

/// <summary>
/// Sets that build on what is lost: with it they can be restored, without it they cannot. What is expected counts as there, also on other disks that are not mounted. Pure.
/// </summary>
/// <param name="all">Everything that the catalog expects.</param>
/// <param name="copies">The copies on targets.</param>
/// <param name="lost">The sets that nothing has any more.</param>
internal sealed class StrandedSets(IReadOnlyList<CatalogEntry> all, IReadOnlyList<BackupCopy> copies, IReadOnlyCollection<BackupSet> lost)
{
    /// <summary>The sets, oldest first.</summary>
    public IEnumerable<BackupSet> Run()
    {
        if (lost.Count == 0)
            return [];

        HashSet<(Guid, string)> families = [.. lost.Select(SetFamily.KeyOf)];
        HashSet<Guid> gone = [.. lost.Select(set => set.SetGuid)];
        SetSighting[] before = [.. all.Select(entry => SetSighting.InCatalog(entry with { Presence = MediaPresence.Present })).Concat(OnTargets()).Where(sighting => families.Contains(SetFamily.KeyOf(sighting.Set)))];
        SetSighting[] after = [.. before.Where(sighting => !gone.Contains(sighting.Set.SetGuid))];
        IReadOnlyList<SetFamily> whole = ChainBuilder.Build(before);
        IReadOnlyList<SetFamily> left = ChainBuilder.Build(after);
        return after.Select(sighting => sighting.Set)
            .DistinctBy(set => set.SetGuid)
            .Where(set => !IsRestorable(left, set) && IsRestorable(whole, set))
            .Order(SetOrder.Instance);
    }

    private IEnumerable<SetSighting> OnTargets()
    {
        ILookup<Guid, int> stripes = copies.ToLookup(copy => copy.MediaSetId, copy => copy.Stripe);
        return copies.Where(copy => copy.IsListed).SelectMany(copy => copy.Sets.Select(set => new SetSighting
        {
            Set = set,
            Source = SetSource.Manifest,
            MediaSetId = copy.MediaSetId,
            Stripes = stripes[copy.MediaSetId].Max(),
            File = new SetFile { Path = copy.Path, Stripe = copy.Stripe, Length = copy.Length, Sha256 = copy.Sha256 },
        }));
    }

    private static bool IsRestorable(IReadOnlyList<SetFamily> families, BackupSet set) =>
        ChainFinder.Find(families, new RestoreMoment.EndOfSet(set.SetGuid), new ChainOptions { Database = set.Database, Instance = set.Instance }).Gap is null;
}
