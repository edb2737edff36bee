using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Retention;

namespace PosBackup.Benchmarks;

/// <summary>
/// The peer, for one place without pins, ages and treatments: it asks the finder of restores for the way to each set and each beginning of a window that the policy names, and keeps
/// the sets on it. What one would write first.
/// </summary>
internal static class PlainRetention
{
    /// <summary>The recovery points that the policy names, and whose ways must be kept: the newest full of each period, else the newest differential, else the newest log.</summary>
    public static HashSet<Guid> Needed(IReadOnlyList<HeldMedia> media, RetentionPolicy policy)
    {
        HashSet<Guid> needed = [];
        foreach (SetFamily family in ChainBuilder.Build(media.SelectMany(Sightings)))
        {
            BackupSet[] reached = [.. family.Sets.Select(known => known.Set).Where(set => Way(family, new RestoreMoment.EndOfSet(set.SetGuid)).Any()).OrderByDescending(Time)];
            DateTimeOffset begin = Time(reached[0]) - policy.Window!.Value;
            foreach (BackupSet set in reached.TakeWhile(set => Time(set) >= begin).Append(reached[0]))
                needed.UnionWith(Way(family, new RestoreMoment.EndOfSet(set.SetGuid)));
            needed.UnionWith(Way(family, new RestoreMoment.At(begin.AddSeconds(1))));
            foreach ((int count, Func<DateTimeOffset, int> period) in new (int, Func<DateTimeOffset, int>)[]
            {
                (policy.Daily, at => DateOnly.FromDateTime(at.DateTime).DayNumber),
                (policy.Weekly, at => DateOnly.FromDateTime(at.DateTime).DayNumber / 7),
                (policy.Monthly, at => (at.Year * 12) + at.Month),
            })
            {
                foreach (IGrouping<int, BackupSet> one in reached.GroupBy(set => period(Time(set))).OrderByDescending(one => one.Key).Take(count))
                    needed.UnionWith(Way(family, new RestoreMoment.EndOfSet(one.MinBy(set => set.Kind)!.SetGuid)));
            }
        }

        return needed;
    }

    private static IEnumerable<Guid> Way(SetFamily family, RestoreMoment moment) =>
        ChainFinder.Find([family], moment, new ChainOptions()).Path?.Steps.Select(step => step.Known.Set.SetGuid) ?? [];

    private static DateTimeOffset Time(BackupSet set) => (set.Kind == BackupKind.Log ? set.StartedAt : set.FinishedAt!.Value).AsUtc();

    private static IEnumerable<SetSighting> Sightings(HeldMedia media) => media.Sets.Select(set => new SetSighting
    {
        Set = set,
        Source = SetSource.Manifest,
        MediaSetId = media.MediaSetId,
        File = new SetFile { Path = media.Files[0].Path, Verdict = media.Verdict },
    });
}
