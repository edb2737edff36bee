using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Retention.Surveys;

/// <summary>
/// Copies that the catalog has proofs of and that were not seen. Only where the target leads to where it led when they were proven.
/// <code>
/// on a drive that is not in, of a target that was reached, proven not long ago     it counts as a copy, and the drive has what is on it
///     but was read since on some drive at this path, and found damaged            absent: it may be this drive that was taken out straight after
/// else: the target was not reached, or did not show it                            absent: it may have burnt down, and may come back
/// </code>
/// What lies there under the name of another store, as this one may have been called before, is that store's matter. What is absent counts as no copy, and no place has it; but what it needs to be restored, or together with it others, is not taken for needed by nobody.
/// </summary>
/// <param name="copies">All copies that the catalog knows.</param>
/// <param name="read">All that was read back by this catalog.</param>
/// <param name="targets">All targets that are defined.</param>
/// <param name="store">Name of this store.</param>
/// <param name="provenSince">Older proofs speak of nothing that is on a drive today.</param>
internal sealed class UnseenCopies(IEnumerable<BackupCopy> copies, IEnumerable<ReadBack> read, IReadOnlyList<TargetDefinition> targets, string store, DateTimeOffset provenSince)
{
    private readonly ILookup<string, ReadBack> _damaged = read.Where(one => one.Proof.Verdict == Verdict.Damaged).ToLookup(one => one.Sha256, StringComparer.Ordinal);

    /// <param name="seen">All media that were seen, anywhere: a record that does not tell its sets is told by them.</param>
    /// <param name="places">The places that were looked at.</param>
    /// <param name="audit">Which removals were begun: what of those is not seen is gone.</param>
    public IEnumerable<HeldMedia> Run(IReadOnlyList<HeldMedia> seen, IReadOnlyCollection<RetentionPlace> places, AuditFacts audit)
    {
        HashSet<(RetentionPlace, string, Guid)> shown = [.. seen.Where(media => media.Sets.Count > 0).SelectMany(media => media.Files.Select(file => (media.Place, file.Path, media.MediaSetId)))];
        ILookup<Guid, HeldMedia> known = seen.ToLookup(media => media.MediaSetId);
        HashSet<RetentionPlace> looked = [.. places];
        HashSet<string> reached = new(places.Select(place => place.Target), TargetName.Comparer);
        IEnumerable<BackupCopy> unseen = copies.Where(copy => copy.IsProven && IsDefined(copy) && !shown.Contains((PlaceOf(copy), copy.Path, copy.MediaSetId)) && !audit.IsBegun(PlaceOf(copy), copy.Address, copy.MediaSetId, copy.SetGuids));
        foreach (var media in unseen.GroupBy(copy => (Place: PlaceOf(copy), copy.MediaSetId, Sets: string.Join('/', copy.SetGuids))))
        {
            BackupCopy[] files = [.. media.OrderBy(copy => copy.Stripe)];
            if (Told(files[0], known) is not { } told)
                continue;

            bool isOnADrive = media.Key.Place.Medium.Length > 0 && reached.Contains(media.Key.Place.Target) && !looked.Contains(media.Key.Place);
            DateTimeOffset provenAt = files.Min(copy => copy.ProvenAt);
            var held = new HeldMedia
            {
                Place = media.Key.Place,
                MediaSetId = media.Key.MediaSetId,
                Stripes = told.Stripes ?? files.Max(copy => copy.Stripe),
                Files = [.. files.Select(copy => new HeldFile(copy.Path, copy.Stripe, copy.Length, copy.Sha256))],
                Sets = told.Sets,
                ProvenAt = provenAt,
            };
            yield return isOnADrive && provenAt >= provenSince && !files.Any(IsDamaged) ? held : held with { IsAbsent = true, ProvenAt = null, Doubt = "it was proven there and is not seen" };
        }
    }

    private bool IsDefined(BackupCopy copy) => RepositoryLayout.IsOf(store, copy.Path) && targets.Any(target => TargetName.Comparer.Equals(target.Name, copy.Target) && string.Equals(target.Address, copy.Address, StringComparison.Ordinal));

    private bool IsDamaged(BackupCopy copy) =>
        TargetPath.TryParse(copy.Path, out TargetPath path) && _damaged[copy.Sha256].Any(read => read.Disproves(copy.Sha256, copy.Length, copy.ProvenAt) && read.EndsIn(path.Names));

    private static RetentionPlace PlaceOf(BackupCopy copy) => new(copy.Target, copy.Medium);

    /// <summary>What the sets are, and how many stripes they have where that is known; null when nobody can tell.</summary>
    private static (IReadOnlyList<BackupSet> Sets, int? Stripes)? Told(BackupCopy copy, ILookup<Guid, HeldMedia> known)
    {
        HeldMedia? same = known[copy.MediaSetId].FirstOrDefault(media => media.Sets.Select(set => set.SetGuid).SequenceEqual(copy.SetGuids));
        return copy.SetGuids.Count == 0 ? null
            : same is not null ? (same.Sets, same.Stripes)
            : copy.Sets.Select(set => set.SetGuid).SequenceEqual(copy.SetGuids) ? (copy.Sets, null)
            : null;
    }
}
