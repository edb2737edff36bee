namespace PosBackup.Engine.Catalog.Chains;

/// <summary>
/// Where recovery forks left their parents, as the sets tell that hold such a place.
/// <code>
/// A ───────q─────────►      a point in time inside A was restored: A goes on up to q for the life of B,
///          └── B ────►      and what A has behind q belongs to A alone
/// </code>
/// </summary>
internal sealed class ForkTree
{
    private readonly Dictionary<Guid, (Guid Parent, Lsn Point)> _parents = [];

    public ForkTree(IEnumerable<KnownSet> sets)
    {
        foreach (BackupSet set in sets.Select(known => known.Set))
        {
            Guid first = ChainGraph.FirstFork(set);
            if (first != set.RecoveryForkGuid)
                _parents.TryAdd(set.RecoveryForkGuid, (first, set.ForkPointLsn ?? set.LastLsn));
        }
    }

    /// <summary>A fork and those that it came from, each with the LSN up to which it is shared.</summary>
    public IReadOnlyDictionary<Guid, Lsn> Lineage(Guid fork)
    {
        var limit = new Lsn(uint.MaxValue, uint.MaxValue, ushort.MaxValue);
        var lineage = new Dictionary<Guid, Lsn> { [fork] = limit };
        while (_parents.TryGetValue(fork, out (Guid Parent, Lsn Point) left))
        {
            limit = left.Point < limit ? left.Point : limit;
            if (!lineage.TryAdd(left.Parent, limit))
                break;

            fork = left.Parent;
        }

        return lineage;
    }
}
