using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Retention.Planning.Holdings;
using PosBackup.Engine.Retention.Planning.Points;

namespace PosBackup.Engine.Retention.Planning.AcrossPlaces;

/// <summary>
/// What of a family can be reached only with the sets of several places.
/// <code>
/// hq       F ─── L1                          the end of L3 by both together only; and the moments between
/// here               L2 ─── L3 ─── F2        the end of L1 and F2 inside the log that crosses
/// </code>
/// </summary>
internal sealed class JointReach
{
    private readonly FamilyHoldings _all;
    private readonly FamilyHoldings[] _places;
    private readonly bool[] _isNeeded;
    private readonly HashSet<(Guid, Guid, Lsn, Lsn, Lsn?)> _seen = [];

    /// <param name="all">The family with the sets of all places, judged by the policy of all.</param>
    /// <param name="places">Each place by itself.</param>
    public JointReach(FamilyHoldings all, IEnumerable<PlaceHoldings> places)
    {
        _all = all;
        _places = [.. places.Select(place => place.FamilyOf(all.Sets[0])).OfType<FamilyHoldings>()];
        _isNeeded = new bool[all.Sets.Length];
    }

    /// <summary>The sets that are kept for such moments.</summary>
    /// <param name="rules">The rules of the databases in the family, applied.</param>
    public IEnumerable<BackupSet> Needed(IEnumerable<DatabaseRules> rules)
    {
        foreach (DatabaseRules rule in rules)
        {
            foreach (int index in rule.Database.Sets)
            {
                if (!_all.IsKept(index) || !_all.Graph.Reaches(index))
                    continue;

                if (!Array.Exists(_places, place => Reached(place, index) is not null))
                    AddWay(index);
                if (rule.WindowBegin is { } begin && _all.Times[index] > begin && EarliestBefore(_all, index, begin) < EarliestAlone(index, begin))
                    AddStates(index);
            }
        }

        return _all.Sets.Where((_, index) => _isNeeded[index]);
    }

    private int? Reached(FamilyHoldings place, int index) =>
        place.IndexOf(_all.Sets[index].SetGuid) is { } found && place.Graph.Reaches(found) ? found : null;

    private DateTimeOffset EarliestAlone(int index, DateTimeOffset begin) =>
        _places.Select(place => Reached(place, index) is { } found ? EarliestBefore(place, found, begin) : DateTimeOffset.MaxValue).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();

    /// <summary>The earliest moment of the window inside a log; what is no log has only its end.</summary>
    private static DateTimeOffset EarliestBefore(FamilyHoldings family, int index, DateTimeOffset begin)
    {
        DateTimeOffset earliest = family.Times[index];
        if (family.Sets[index] is { Kind: BackupKind.Log } log && family.Graph.EarliestBefore(log, family.Times) is { } before && before < earliest)
            earliest = before;
        return earliest > begin ? earliest : begin;
    }

    /// <summary>All states that a log can go on from, as far as they are kept. While a database rests, many logs have the same ones.</summary>
    private void AddStates(int index)
    {
        AddWay(index);
        if (_all.Sets[index] is not { Kind: BackupKind.Log } log || !_seen.Add((log.RecoveryForkGuid, ChainGraph.FirstFork(log), log.FirstLsn, log.LastLsn, log.ForkPointLsn)))
            return;

        foreach (int state in _all.Graph.StatesBefore(log))
        {
            if (_all.IsKept(state))
                AddWay(state);
        }
    }

    private void AddWay(int index)
    {
        for (int node = index; node >= 0 && !_isNeeded[node]; node = _all.Before(node))
            _isNeeded[node] = true;
    }
}
