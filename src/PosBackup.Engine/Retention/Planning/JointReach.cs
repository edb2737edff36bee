using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Retention.Planning;

/// <summary>
/// What of a family can be reached only with the sets of several places.
/// <code>
/// hq       F ─── L1                          the end of L3 by both together only; and the moments between
/// here               L2 ─── L3 ─── F2        the end of L1 and F2 inside the log that crosses
/// </code>
/// </summary>
/// <param name="all">The family with the sets of all places, judged by the policy of all.</param>
/// <param name="places">Each place by itself.</param>
internal sealed class JointReach(FamilyHoldings all, IReadOnlyList<PlaceHoldings> places)
{
    /// <summary>The sets that are kept for such moments.</summary>
    /// <param name="rules">The rules of the databases in the family, applied.</param>
    public IEnumerable<BackupSet> Needed(IEnumerable<DatabaseRules> rules)
    {
        var needed = new SortedSet<int>();
        foreach (DatabaseRules rule in rules)
        {
            foreach (int index in rule.Database.Sets)
            {
                if (!all.IsKept(index) || !all.Graph.Reaches(index))
                    continue;

                if (!places.Any(place => Reached(place, index) is not null))
                    AddWay(index, needed);
                else if (rule.WindowBegin is { } begin && all.Times[index] > begin && EarliestBefore(all, index, begin) < EarliestAlone(index, begin))
                    AddStates(index, needed);
            }
        }

        return needed.Select(index => all.Sets[index].Set);
    }

    private (FamilyHoldings Family, int Index)? Reached(PlaceHoldings place, int index) =>
        place.Find(all.Sets[index].Set) is { } found && found.Family.Graph.Reaches(found.Index) ? found : null;

    private DateTimeOffset EarliestAlone(int index, DateTimeOffset begin) =>
        places.Select(place => Reached(place, index) is { } found ? EarliestBefore(found.Family, found.Index, begin) : DateTimeOffset.MaxValue).Min();

    /// <summary>The earliest moment of the window inside a log; what is no log has only its end.</summary>
    private static DateTimeOffset EarliestBefore(FamilyHoldings family, int index, DateTimeOffset begin)
    {
        DateTimeOffset earliest = family.Times[index];
        foreach (int state in States(family, index))
            earliest = family.Times[state] < earliest ? family.Times[state] : earliest;
        return earliest > begin ? earliest : begin;
    }

    /// <summary>All states that a log can go on from, as far as they are kept.</summary>
    private void AddStates(int log, SortedSet<int> needed)
    {
        AddWay(log, needed);
        foreach (int state in States(all, log))
        {
            if (all.IsKept(state))
                AddWay(state, needed);
        }
    }

    private void AddWay(int index, SortedSet<int> needed)
    {
        for (int node = index; node >= 0 && needed.Add(node); node = all.Before(node))
        {
        }
    }

    private static IEnumerable<int> States(FamilyHoldings family, int index) => family.Sets[index].Set is { Kind: BackupKind.Log } log ? family.Graph.StatesBefore(log) : [];
}
