using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Retention.Planning.Holdings;

namespace PosBackup.Engine.Retention.Planning.Points;

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

    // The forks of the ways: the oldest full that is needed there, and how far along each they go; null, where the log goes on into the window.
    private readonly Dictionary<Guid, (int Full, Lsn? End)> _stretches = [];

    /// <summary>The sets on the ways; empty when nothing crosses.</summary>
    public HashSet<int> Nodes { get; } = [];

    /// <summary>Looks whether a set is a log that crosses. A log that leaves a fork may go on from either.</summary>
    public void Cross(int index)
    {
        BackupSet log = family.Sets[index];
        if (log.Kind != BackupKind.Log)
            return;

        Add(log, log.RecoveryForkGuid, log.LastLsn);
        if (ChainGraph.Leaves(log))
            Add(log, ChainGraph.FirstFork(log), ChainGraph.LeavingAt(log, log.LastLsn));
    }

    /// <summary>Whether a set can stand on one of the ways in place of one that turns out to be damaged: not where its database had gone on to what was given up since.</summary>
    public bool MayHold(int index) => _stretches.TryGetValue(family.Sets[index].RecoveryForkGuid, out (int Full, Lsn? End) stretch)
        && family.IsSince(index, stretch.Full)
        && (stretch.End is not { } end || family.Sets[index].LastLsn <= end);

    /// <summary>The cheapest state before the window in a stretch of the log. While a database rests, many logs have the same stretch.</summary>
    private void Add(BackupSet log, Guid fork, Lsn to)
    {
        if (!_seen.Add((fork, log.FirstLsn, to)))
            return;

        int best = -1;
        foreach (int state in family.Graph.States(fork, log.FirstLsn, to))
        {
            if (family.Times[state] < begin && (best < 0 || family.Graph.Cost(state) <= family.Graph.Cost(best)))
                best = state;
        }

        if (best < 0)
            return;

        int full = family.First(best);
        Stretch(log.RecoveryForkGuid, full, end: null);
        Stretch(fork, full, to);
        for (int node = best; node >= 0 && Nodes.Add(node); node = family.Before(node))
        {
            BackupSet set = family.Sets[node];
            Stretch(set.RecoveryForkGuid, full, set.LastLsn);
            if (ChainGraph.Leaves(set))
                Stretch(ChainGraph.FirstFork(set), full, ChainGraph.LeavingAt(set, set.LastLsn));
        }
    }

    private void Stretch(Guid fork, int full, Lsn? end)
    {
        if (_stretches.TryGetValue(fork, out (int Full, Lsn? End) known))
        {
            full = family.Times[known.Full] <= family.Times[full] ? known.Full : full;
            end = known.End is { } before && end is { } now ? before > now ? before : now : null;
        }

        _stretches[fork] = (full, end);
    }
}
