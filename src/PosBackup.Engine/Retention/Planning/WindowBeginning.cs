using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Retention.Planning;

/// <summary>
/// The ways into the logs that cross the beginning of a window.
/// <code>
///                 window begins
/// F1 ──── D ──── L ────|──── L' ────      L' goes on from a state before the window: from L, or from a differential that was finished since
/// └ the oldest full that is needed
/// </code>
/// </summary>
/// <param name="family">The sets.</param>
/// <param name="begin">When the window begins.</param>
internal sealed class WindowBeginning(FamilyHoldings family, DateTimeOffset begin)
{
    private readonly HashSet<(Guid, Lsn, Lsn)> _seen = [];

    /// <summary>The sets on the ways.</summary>
    public HashSet<int> Nodes { get; } = [];

    /// <summary>The full that the oldest way begins with; null when nothing crosses.</summary>
    public int? OldestFull { get; private set; }

    /// <summary>Looks whether a set is a log that crosses. A log that leaves a fork may go on from either.</summary>
    public void Cross(int index)
    {
        BackupSet log = family.Sets[index];
        if (log.Kind != BackupKind.Log)
            return;

        Add(log.RecoveryForkGuid, log.FirstLsn, log.LastLsn);
        if (ChainGraph.Leaves(log))
            Add(ChainGraph.FirstFork(log), log.FirstLsn, ChainGraph.LeavingAt(log, log.LastLsn));
    }

    /// <summary>The cheapest state before the window in a stretch of the log. While a database rests, many logs have the same stretch.</summary>
    private void Add(Guid fork, Lsn from, Lsn to)
    {
        if (!_seen.Add((fork, from, to)))
            return;

        int best = -1;
        foreach (int state in family.Graph.States(fork, from, to))
        {
            if (family.Times[state] < begin && (best < 0 || family.Graph.Cost(state) <= family.Graph.Cost(best)))
                best = state;
        }

        if (best < 0)
            return;

        for (int node = best; node >= 0 && Nodes.Add(node); node = family.Before(node))
        {
        }

        int full = family.First(best);
        if (OldestFull is not { } oldest || family.Times[full] < family.Times[oldest])
            OldestFull = full;
    }
}
