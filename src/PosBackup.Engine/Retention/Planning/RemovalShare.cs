namespace PosBackup.Engine.Retention.Planning;

/// <summary>
/// How much would go, in chains: by files, yesterday's logs alone would be most of what lies there. A full, a copy-only one as well, with all that builds on it is one chain, and each of its sets
/// an equal part of it; what no way leads to is one chain together, but for fulls.
/// <code>
/// F ── D ── L      F ── D ── L ── L      L
/// ×    ×    ×           ×    ×    ×             1 + 3/4 of 3
/// </code>
/// </summary>
/// <param name="Going">How many go.</param>
/// <param name="Chains">How many there are.</param>
internal readonly record struct RemovalShare(double Going, int Chains)
{
    /// <summary>What sums of parts may be off by: one of two is half.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Both together.</summary>
    public static RemovalShare operator +(RemovalShare one, RemovalShare other) => new(one.Going + other.Going, one.Chains + other.Chains);

    /// <summary>Of a database, by what is not kept so far.</summary>
    public static RemovalShare Of(DatabaseHoldings database)
    {
        FamilyHoldings family = database.Family;
        var chains = new Dictionary<int, (int Sets, int Going)>();
        foreach (int index in database.Sets)
        {
            int chain = family.ChainOf(index);
            (int sets, int going) = chains.GetValueOrDefault(chain);
            chains[chain] = (sets + 1, family.IsKept(index) ? going : going + 1);
        }

        return new RemovalShare(chains.Values.Sum(chain => (double)chain.Going / chain.Sets), chains.Count);
    }

    /// <summary>Whether it is more than a share of all.</summary>
    public bool Exceeds(double limit) => Going > (limit * Chains) + Rounding;
}
