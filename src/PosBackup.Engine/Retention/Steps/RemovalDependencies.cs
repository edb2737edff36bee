using PosBackup.Engine.Retention.Planning;

namespace PosBackup.Engine.Retention.Steps;

/// <summary>What media need: where some stay against the plan, what their restore needs stays with them. Read only when something stays.</summary>
internal sealed class RemovalDependencies(PlacePlan plan)
{
    private readonly Lazy<PlaceHoldings> _holdings = new(() => new PlaceHoldings([.. plan.Media.Select(decision => decision.Media)], plan.Facts.Policy.Zone));

    /// <summary>The media that these need, through any number of steps; themselves too.</summary>
    public IReadOnlyList<HeldMedia> NeededBy(HeldMedia media)
    {
        PlaceHoldings holdings = _holdings.Value;
        int first = Enumerable.Range(0, holdings.Media.Count).First(i => ReferenceEquals(holdings.Media[i], media));
        var needed = new HashSet<int> { first };
        var fresh = new Stack<int>([first]);
        while (fresh.TryPop(out int index))
        {
            foreach (int other in holdings.On(index).SelectMany(Needed))
            {
                if (needed.Add(other))
                    fresh.Push(other);
            }
        }

        return [.. needed.Select(index => holdings.Media[index])];
    }

    private static IEnumerable<int> Needed((FamilyHoldings Family, int Index) set)
    {
        (int before, int full) = set.Family.Needs(set.Index);
        return new[] { before, full }.Where(need => need >= 0).SelectMany(need => set.Family.Media[need]);
    }
}
