using PosBackup.Engine.Retention.Planning.Holdings;

namespace PosBackup.Engine.Retention.Steps;

/// <summary>What media need: where some stay against the plan, what their restore needs stays with them. Read only when something stays.</summary>
/// <param name="plan">The plan of the media.</param>
/// <param name="elsewhere">What lies in another place and builds on some of them, or they on it.</param>
internal sealed class RemovalDependencies(PlacePlan plan, IEnumerable<HeldMedia>? elsewhere = null)
{
    private readonly Lazy<PlaceHoldings> _holdings = new(() => new PlaceHoldings([.. plan.Media.Select(decision => decision.Media), .. elsewhere ?? []], plan.Facts.Policy.Zone));
    private Dictionary<HeldMedia, int>? _indices;

    /// <summary>The media that these need, through any number of steps; themselves too.</summary>
    public IReadOnlyList<HeldMedia> NeededBy(HeldMedia media)
    {
        PlaceHoldings holdings = _holdings.Value;
        _indices ??= Indices(holdings);
        int first = _indices[media];
        var needed = new HashSet<int> { first };
        var fresh = new Stack<int>([first]);
        var others = new List<int>();
        while (fresh.TryPop(out int index))
        {
            others.Clear();
            holdings.AddNeeded(index, others);
            foreach (int other in others)
            {
                if (needed.Add(other))
                    fresh.Push(other);
            }
        }

        return [.. needed.Select(index => holdings.Media[index])];
    }

    private static Dictionary<HeldMedia, int> Indices(PlaceHoldings holdings)
    {
        var indices = new Dictionary<HeldMedia, int>(holdings.Media.Count, ReferenceEqualityComparer.Instance);
        for (int i = 0; i < holdings.Media.Count; i++)
            indices.TryAdd(holdings.Media[i], i);
        return indices;
    }
}
