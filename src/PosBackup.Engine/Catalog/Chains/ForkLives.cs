namespace PosBackup.Engine.Catalog.Chains;

/// <summary>
/// Since when a database can have been on a fork, and what it was on until then.
/// <code>
/// A ─────q──────set──┄ restore to q        between q and the restore the database was on A: what it held then is in
///        └────────────────── B ──log       no log of B, though a log of B that begins before q seems to cover that time
/// </code>
/// A set proves that its fork lived, whether it can be used or not.
/// </summary>
internal sealed class ForkLives
{
    private readonly Dictionary<Guid, DateTimeOffset> _births = [];
    private readonly Dictionary<Guid, List<(DateTimeOffset At, Lsn Lsn)>> _latest = [];

    public ForkLives(ChainScope scope)
    {
        DateTimeOffset? before = null;
        foreach ((DateTimeOffset at, KnownSet known) in scope.Sets.Where(known => known.Set.FinishedAt is not null && scope.Holds(known)).Select(known => (scope.StateTime(known), known)).OrderBy(one => one.Item1))
        {
            Guid fork = known.Set.RecoveryForkGuid;
            _births.TryAdd(fork, before ?? DateTimeOffset.MinValue);
            before = at;
        }

        foreach (KnownSet known in scope.Sets.Where(known => known.Set.FinishedAt is not null))
        {
            if (!_latest.TryGetValue(known.Set.RecoveryForkGuid, out List<(DateTimeOffset At, Lsn Lsn)>? latest))
                _latest.Add(known.Set.RecoveryForkGuid, latest = []);

            DateTimeOffset at = scope.StateTime(known);
            latest.Add((latest.Count > 0 && latest[^1].At > at ? latest[^1].At : at, known.Set.LastLsn));
        }
    }

    /// <summary>The last sign of life on another fork before the first on the one that a log ends on; null for a log that leaves no fork.</summary>
    public DateTimeOffset? Birth(BackupSet log) =>
        ChainGraph.Leaves(log) && _births.TryGetValue(log.RecoveryForkGuid, out DateTimeOffset birth) ? birth : null;

    /// <summary>Whether the database was elsewhere at a moment: neither on the fork that a log ends on, nor before the place where that left the former.</summary>
    public bool IsElsewhere(BackupSet log, DateTimeOffset moment) => Birth(log) >= moment && !IsBeforeFork(log, moment);

    /// <summary>Whether a set proves that a moment lies before the place where a log leaves a fork.</summary>
    public bool IsBeforeFork(BackupSet log, DateTimeOffset moment)
    {
        if (!_latest.TryGetValue(ChainGraph.FirstFork(log), out List<(DateTimeOffset At, Lsn Lsn)>? latest))
            return false;

        // In the order of LSNs, with the latest time so far: the last one up to the place tells.
        Lsn point = log.ForkPointLsn ?? log.LastLsn;
        int low = 0;
        for (int high = latest.Count; low < high;)
        {
            int middle = (low + high) >>> 1;
            if (latest[middle].Lsn <= point)
                low = middle + 1;
            else
                high = middle;
        }

        return low > 0 && latest[low - 1].At >= moment;
    }
}
