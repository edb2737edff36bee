using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Tests.Catalog.Chains;

/// <summary>Where a database in the middle of a restore stands.</summary>
/// <param name="Fork">Its recovery fork.</param>
/// <param name="Lsn">Where rolling forward goes on.</param>
/// <param name="Base">The full that a differential may still be put on; null once log was rolled forward.</param>
internal sealed record Standing(Guid Fork, Lsn Lsn, Guid? Base);

/// <summary>What RESTORE accepts, and by trying everything: what can be reached. Slow, and knows nothing of how the finder works.</summary>
internal static class RestoreModel
{
    /// <summary>What a RESTORE leaves; null when SQL Server refuses it (3117, 3136, 4305, 4326, another fork).</summary>
    public static Standing? Apply(Standing? from, BackupSet set)
    {
        switch (set.Kind)
        {
            case BackupKind.Full:
                return from is null ? new Standing(set.RecoveryForkGuid, set.LastLsn, set.SetGuid) : null;
            case BackupKind.Differential:
                return from?.Base is { } full && full == set.DifferentialBaseGuid && set.LastLsn >= from.Lsn ? new Standing(set.RecoveryForkGuid, set.LastLsn, full) : null;
            case BackupKind.Log when from is not null:
                bool joins = set.FirstLsn <= from.Lsn && from.Lsn <= set.LastLsn;
                bool isOnFork = from.Fork == set.RecoveryForkGuid;
                bool leads = from.Fork == set.FirstRecoveryForkGuid && (set.ForkPointLsn is not { } point || from.Lsn <= point);
                return joins && (isOnFork || leads) ? new Standing(set.RecoveryForkGuid, set.LastLsn, Base: null) : null;
            default:
                return null;
        }
    }

    /// <summary>Every standing that sets lead to, with its least cost; and for each set the least cost of a way that ends with it.</summary>
    public static (Dictionary<Standing, long> States, Dictionary<Guid, long> Ends) Explore(IReadOnlyList<TakenSet> usable, RestoreRates rates)
    {
        var states = new Dictionary<Standing, long>();
        var ends = new Dictionary<Guid, long>();
        bool changes = true;
        while (changes)
        {
            changes = false;
            foreach (TakenSet taken in usable)
            {
                foreach ((Standing? from, long cost) in states.Select(state => ((Standing?)state.Key, state.Value)).Append((null, 0L)).ToArray())
                {
                    if (Apply(from, taken.Set) is not { } to)
                        continue;

                    long sum = cost + Cost(taken.Set, rates);
                    ends[taken.Set.SetGuid] = Math.Min(sum, ends.GetValueOrDefault(taken.Set.SetGuid, long.MaxValue));
                    if (sum < states.GetValueOrDefault(to, long.MaxValue))
                    {
                        states[to] = sum;
                        changes = true;
                    }
                }
            }
        }

        return (states, ends);
    }

    public static long Cost(BackupSet set, RestoreRates rates) => rates.Estimate(new KnownSet { Set = set }).Ticks;
}
