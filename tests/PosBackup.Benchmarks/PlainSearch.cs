using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Benchmarks;

/// <summary>The peer: each set is tried behind each other one, until nothing gets cheaper. What one would write first.</summary>
internal static class PlainSearch
{
    /// <summary>How many sets the cheapest way to the newest one has.</summary>
    public static int StepsToLatest(IReadOnlyList<KnownSet> sets, RestoreRates rates)
    {
        long[] costs = [.. Enumerable.Repeat(long.MaxValue, sets.Count)];
        int[] previous = [.. Enumerable.Repeat(-1, sets.Count)];
        bool changes = true;
        while (changes)
        {
            changes = false;
            for (int to = 0; to < sets.Count; to++)
            {
                long own = rates.Estimate(sets[to]).Ticks;
                if (sets[to].Set.Kind == BackupKind.Full && costs[to] > own)
                    (costs[to], changes) = (own, true);

                for (int from = 0; from < sets.Count; from++)
                {
                    if (costs[from] == long.MaxValue || costs[from] + own >= costs[to] || !Fits(sets[from].Set, sets[to].Set))
                        continue;

                    (costs[to], previous[to], changes) = (costs[from] + own, from, true);
                }
            }
        }

        int steps = 0;
        for (int at = sets.Count - 1; at >= 0; at = previous[at])
            steps++;

        return steps;
    }

    private static bool Fits(BackupSet from, BackupSet to) => to.Kind switch
    {
        BackupKind.Differential => to.DifferentialBaseGuid == from.SetGuid,
        BackupKind.Log => from.RecoveryForkGuid == to.RecoveryForkGuid && to.FirstLsn <= from.LastLsn && from.LastLsn <= to.LastLsn,
        _ => false,
    };
}
