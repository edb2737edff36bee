using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Transfers.Planning;

/// <summary>
/// Sets of a choice of files that are of no use where they go: here they can be restored, there the full or an earlier log of their chain has no proven copy, and the choice
/// leaves it out. Whoever ships only the newest files, night after night, is told of the one that was missed. Pure.
/// </summary>
/// <param name="target">Name of the target.</param>
/// <param name="here">All media files that the catalog expects.</param>
/// <param name="there">Those of them that have a proven copy there, or have one after this run.</param>
internal sealed class LonelySets(string target, IReadOnlyList<LocalMedia> here, IReadOnlyCollection<Manifest> there)
{
    /// <summary>One note for each database, about the newest of its sets that cannot be restored there.</summary>
    /// <param name="shipped">The media files that this run sends or proves.</param>
    public IEnumerable<SyncNote> Of(IEnumerable<Manifest> shipped)
    {
        HashSet<Manifest> known = [.. there];
        HashSet<(Guid, string)> partly = [.. here.Where(one => one.Presence == MediaPresence.Present && !one.IsWanted && !known.Contains(one.Manifest)).SelectMany(one => Keys(one.Manifest))];
        BackupSet[] sets = [.. shipped.SelectMany(manifest => manifest.Media.Sets).DistinctBy(set => set.SetGuid).Where(set => partly.Contains(SetFamily.KeyOf(set)))];
        if (sets.Length == 0)
            yield break;

        Manifest[] present = [.. here.Where(one => one.Presence == MediaPresence.Present).Select(one => one.Manifest)];
        IReadOnlyList<SetFamily> restorable = Families(present.Concat(there).SelectMany(Sightings), partly);
        IReadOnlyList<SetFamily> copied = Families(there.SelectMany(Sightings).Concat(present.Where(manifest => !known.Contains(manifest)).SelectMany(Unseen)), partly);
        foreach (IGrouping<(Guid, string), BackupSet> database in sets.GroupBy(SetFamily.KeyOf))
        {
            if (database.OrderDescending(SetOrder.Instance).FirstOrDefault(set => Gap(copied, set) is not null && Gap(restorable, set) is null) is { } newest)
                yield return Note(newest, Gap(copied, newest)!);
        }
    }

    private SyncNote Note(BackupSet newest, ChainGap gap) => new(
        ErrorCode.ChainBroken,
        $"the {newest.Kind.ToString().ToLowerInvariant()} backup of {newest.Database} of {newest.FinishedAt} cannot be restored from {target}, as what leads to it has no proven copy there: {gap.Message}",
        "'posbackup sync' without a choice of files ships all that has no copy");

    private static IEnumerable<(Guid, string)> Keys(Manifest manifest) => manifest.Media.Sets.Select(SetFamily.KeyOf);

    private static IReadOnlyList<SetFamily> Families(IEnumerable<SetSighting> sightings, HashSet<(Guid, string)> families) => ChainBuilder.Build(sightings.Where(sighting => families.Contains(SetFamily.KeyOf(sighting.Set))));

    private static IEnumerable<SetSighting> Sightings(Manifest manifest) => SetSighting.OnMedia(manifest.Media, manifest);

    /// <summary>Not found there, but known, so that the gap can name the file.</summary>
    private static IEnumerable<SetSighting> Unseen(Manifest manifest) => Sightings(manifest).Select(sighting => sighting with { Source = SetSource.Manifest, File = null, Devices = [manifest.Media.Path] });

    private static ChainGap? Gap(IReadOnlyList<SetFamily> families, BackupSet set) =>
        ChainFinder.Find(families, new RestoreMoment.EndOfSet(set.SetGuid), new ChainOptions { Database = set.Database, Instance = set.Instance }).Gap;
}
