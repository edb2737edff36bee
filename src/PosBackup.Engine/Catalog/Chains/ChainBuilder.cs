using PosBackup.Engine.Files;
using PosBackup.Engine.Media;

namespace PosBackup.Engine.Catalog.Chains;

/// <summary>
/// Joins sightings of any sources into the sets of each database family.
/// <code>
/// media file  ─┐                 one set per BackupSetGUID;         one family per FamilyGUID;
/// manifest    ─┼─► sightings ─►  its copies by media set, place  ─► sets by the LSN they end at
/// HEADERONLY  ─┤                 and position, stripes together
/// msdb        ─┘
/// </code>
/// Names and dates join nothing, except where the media is too old to tell a family.
/// </summary>
public static class ChainBuilder
{
    /// <summary>The families, the one with the newest set first.</summary>
    public static IReadOnlyList<SetFamily> Build(IEnumerable<SetSighting> sightings)
    {
        ArgumentNullException.ThrowIfNull(sightings);
        return
        [
            .. sightings
                .Where(sighting => sighting.Set.SetGuid != Guid.Empty)
                .GroupBy(sighting => sighting.Set.SetGuid)
                .Select(Join)
                .GroupBy(known => SetFamily.KeyOf(known.Set))
                .Select(family => new SetFamily
                {
                    FamilyGuid = family.First().Set.FamilyGuid,
                    Sets = [.. family.OrderBy(known => known.Set, SetOrder.Instance)],
                })
                .OrderByDescending(family => family.NewestAt),
        ];
    }

    private static KnownSet Join(IEnumerable<SetSighting> sightings)
    {
        SetSighting[] all = [.. sightings];

        // Whichever way round the places were looked at, the same sighting tells what the set is.
        SetSighting best = all.OrderByDescending(sighting => sighting.Source).ThenByDescending(sighting => sighting.Set.FinishedAt is not null).ThenBy(sighting => sighting.File?.Path, StringComparer.Ordinal).First();
        BackupSet set = best.Set;
        SetCopy[] copies = [.. Copies(all).OrderBy(Rank).ThenBy(copy => copy.Files[0].Path, PathIdentity.Comparer)];
        return new KnownSet
        {
            Set = set,
            Source = best.Source,
            Copies = copies,
            Devices = [.. all.SelectMany(sighting => sighting.Devices).Distinct(StringComparer.OrdinalIgnoreCase)],
            Obstacle = copies is [var copy, ..] ? Obstacle(set, copy.IsWhole, copy.Verdict) : ObstacleOf(set) ?? SetObstacle.NotFound,
        };
    }

    /// <summary>Stripes of one media set are alike wherever they lie: those in one folder belong together first, the rest fill up.</summary>
    private static IEnumerable<SetCopy> Copies(SetSighting[] sightings)
    {
        // Most sets lie on one stripe in one place.
        if (sightings is [{ File.Stripe: 1, Stripes: <= 1 }])
        {
            yield return Copy(sightings, stripes: 1);
            yield break;
        }

        foreach (var media in sightings.Where(one => one.File is not null).GroupBy(one => (one.MediaSetId, one.Set.Position)))
        {
            SetSighting[] seen =
            [
                .. media
                    .OrderByDescending(one => one.Source).ThenBy(one => one.File!.Verdict is null)
                    .DistinctBy(one => PathIdentity.Key(one.File!.Path), StringComparer.Ordinal)
                    .OrderBy(one => Rank(one.File!.Verdict)).ThenByDescending(one => one.Source).ThenBy(one => one.File!.Path, StringComparer.Ordinal),
            ];
            int stripes = Math.Max(1, seen.Max(one => one.Stripes));
            bool isUsable = false;
            var left = new List<SetSighting>();
            bool isWhole = false;
            foreach (IGrouping<string, SetSighting> folder in seen.GroupBy(one => Path.GetDirectoryName(PathIdentity.Key(one.File!.Path)) ?? "", StringComparer.Ordinal))
            {
                foreach (SetSighting[] copy in Deal(folder, stripes))
                {
                    if (copy.Length < stripes)
                    {
                        left.AddRange(copy);
                        continue;
                    }

                    isWhole = true;
                    SetCopy whole = Copy(copy, stripes);
                    isUsable |= whole.IsUsable;
                    yield return whole;
                }
            }

            foreach (SetSighting[] copy in Deal(left, stripes).Where(copy => !isWhole || copy.Length == stripes))
            {
                SetCopy filled = Copy(copy, stripes);
                isUsable |= filled.IsUsable;
                yield return filled;
            }

            // Each folder lost another stripe: the good ones of all folders may still make a copy.
            if (!isUsable && Deal(seen, stripes).FirstOrDefault() is { } best && Copy(best, stripes) is { IsUsable: true } mended)
                yield return mended;
        }
    }

    /// <summary>Deals stripes out to copies: the first of each number, the second of each number, …</summary>
    private static IEnumerable<SetSighting[]> Deal(IEnumerable<SetSighting> sightings, int stripes) => sightings
        .Where(one => one.File!.Stripe >= 1 && one.File.Stripe <= stripes)
        .GroupBy(one => one.File!.Stripe)
        .SelectMany(stripe => stripe.Index())
        .GroupBy(dealt => dealt.Index, dealt => dealt.Item)
        .OrderBy(copy => copy.Key)
        .Select(copy => copy.OrderBy(one => one.File!.Stripe).ToArray());

    private static SetCopy Copy(SetSighting[] stripesFound, int stripes) => new()
    {
        MediaSetId = stripesFound[0].MediaSetId,
        Position = stripesFound[0].Set.Position,
        Stripes = stripes,
        Files = [.. stripesFound.Select(one => one.File!)],
        Source = stripesFound.Min(one => one.Source),
    };

    internal static int Rank(SetCopy copy) => Rank(copy.IsWhole, copy.Verdict);

    internal static int Rank(bool isWhole, Verdict? verdict) => !isWhole ? 5 : Rank(verdict);

    internal static int Rank(Verdict? verdict) => verdict switch
    {
        Verdict.Intact => 0,
        null => 1,
        Verdict.NotChecked => 2,
        Verdict.Suspect => 3,
        _ => 4,
    };

    /// <summary>Why no restore can use a set that was found.</summary>
    /// <param name="set">The set.</param>
    /// <param name="isWhole">Whether every stripe of its best copy is there.</param>
    /// <param name="verdict">What verification said of that copy.</param>
    internal static SetObstacle? Obstacle(BackupSet set, bool isWhole, Verdict? verdict)
    {
        if (ObstacleOf(set) is { } own)
            return own;

        if (set.FinishedAt is null)
            return SetObstacle.Unfinished;

        if (set.Flags.HasFlag(BackupFlags.Damaged))
            return SetObstacle.Damaged;

        return !isWhole ? SetObstacle.StripesMissing : verdict == Verdict.Damaged ? SetObstacle.Damaged : null;
    }

    /// <summary>What no copy of a set can change.</summary>
    private static SetObstacle? ObstacleOf(BackupSet set) =>
        set.Kind is not (BackupKind.Full or BackupKind.Differential or BackupKind.Log) ? SetObstacle.UnsupportedKind
        : set.IsSnapshot ? SetObstacle.Snapshot
        : null;
}
