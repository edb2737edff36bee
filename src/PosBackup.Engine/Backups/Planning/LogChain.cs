using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups.Planning;

/// <summary>
/// How far our sets reach without a gap, by LSN alone.
/// <code>
/// full      |====|                    first … last
/// its diff           |==|             based on the full: jumps ahead
/// logs   |----|--------|------|       each begins where the reach is, or before
///                             ^ reach: the next log must begin here or earlier
/// </code>
/// </summary>
internal static class LogChain
{
    /// <summary>Where the chain from a full of ours ends.</summary>
    /// <param name="full">The full.</param>
    /// <param name="ours">All our sets of the family.</param>
    public static Lsn Reach(OurSet full, IEnumerable<OurSet> ours)
    {
        Lsn reach = full.Set.LastLsn;
        IEnumerable<OurSet> later = ours
            .Where(one => one.IsUsable && one.Set.FinishedAt is not null && one.Set.LastLsn > full.Set.LastLsn && one.Set.RecoveryForkGuid == full.Set.RecoveryForkGuid)
            .OrderBy(one => one.Set.LastLsn);
        foreach (OurSet one in later)
        {
            bool joins = one.Set.Kind switch
            {
                BackupKind.Log => one.Set.FirstLsn <= reach,
                BackupKind.Differential => one.Set.DifferentialBaseGuid == full.Set.SetGuid,
                _ => false,
            };
            if (joins)
                reach = one.Set.LastLsn;
        }

        return reach;
    }
}
