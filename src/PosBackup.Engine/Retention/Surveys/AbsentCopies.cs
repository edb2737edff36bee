using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Retention.Surveys;

/// <summary>
/// Copies on drives that are not in, of targets that take turns. They count as far as their proofs are young, and only where the target leads to where it led when they were proven. What
/// lies on a target that was not reached counts for nothing: it may have burnt down.
/// </summary>
internal static class AbsentCopies
{
    /// <param name="here">The media here.</param>
    /// <param name="copies">All copies that the catalog knows.</param>
    /// <param name="targets">All targets that are defined.</param>
    /// <param name="seen">The places that were looked at: of their targets other media count.</param>
    public static IEnumerable<HeldMedia> Of(IReadOnlyList<HeldMedia> here, IReadOnlyList<BackupCopy> copies, IReadOnlyList<TargetDefinition> targets, IReadOnlyCollection<RetentionPlace> seen)
    {
        ILookup<Guid, BackupCopy> absent = copies
            .Where(copy => copy.IsProven && targets.Any(target => string.Equals(target.Name, copy.Target, StringComparison.OrdinalIgnoreCase) && string.Equals(target.Address, copy.Address, StringComparison.Ordinal)))
            .Where(copy => copy.Medium.Length > 0 && seen.Any(place => string.Equals(place.Target, copy.Target, StringComparison.OrdinalIgnoreCase))
                && !seen.Any(place => string.Equals(place.Target, copy.Target, StringComparison.OrdinalIgnoreCase) && string.Equals(place.Medium, copy.Medium, StringComparison.Ordinal)))
            .ToLookup(copy => copy.MediaSetId);
        foreach (HeldMedia media in here.Where(media => media.Sets.Count > 0))
        {
            Guid[] guids = [.. media.Sets.Select(set => set.SetGuid)];
            foreach (IGrouping<RetentionPlace, BackupCopy> place in absent[media.MediaSetId].Where(copy => copy.SetGuids.SequenceEqual(guids)).GroupBy(copy => new RetentionPlace(copy.Target, copy.Medium)))
            {
                yield return new HeldMedia
                {
                    Place = place.Key,
                    MediaSetId = media.MediaSetId,
                    Stripes = media.Stripes,
                    Files = [.. place.Select(copy => new HeldFile(copy.Path, copy.Stripe, copy.Length, copy.Sha256))],
                    Sets = media.Sets,
                    ProvenAt = place.Min(copy => copy.ProvenAt),
                };
            }
        }
    }
}
