using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention.Planning.Holdings;

namespace PosBackup.Engine.Retention.Planning.Limits;

/// <summary>
/// How much would go, in chains: by files, yesterday's logs alone would be most of what lies there. A full, a copy-only one as well, with all that builds on it is one chain; what no way leads to
/// is one chain together, but for fulls. Asked is how many lose their full, and how many lose what builds on it, each set an equal part: whichever is more. A chain that loses its logs in one night
/// and its full in the next counts once in each.
/// <code>
/// F ── D ── L      F ── D ── L ── L      L
/// ×    ×    ×           ×    ×    ×             fulls: 1 of 3; what builds on them: 1 + 1 of 3
/// </code>
/// </summary>
/// <param name="Fulls">How many lose their full.</param>
/// <param name="Others">How many lose what builds on it.</param>
/// <param name="Chains">How many there are.</param>
internal readonly record struct RemovalShare(double Fulls, double Others, int Chains)
{
    /// <summary>What sums of parts may be off by: one of two is half.</summary>
    private const double Rounding = 1e-9;

    /// <summary>How many go.</summary>
    public double Going => Math.Max(Fulls, Others);

    /// <summary>Both together.</summary>
    public static RemovalShare operator +(RemovalShare one, RemovalShare other) => new(one.Fulls + other.Fulls, one.Others + other.Others, one.Chains + other.Chains);

    /// <summary>Of a database, by what is not kept so far.</summary>
    public static RemovalShare Of(DatabaseHoldings database)
    {
        FamilyHoldings family = database.Family;
        int fulls = 0;
        var chains = new Dictionary<int, (int Sets, int Going)>();
        foreach (int index in database.Sets)
        {
            int chain = family.ChainOf(index);
            (int sets, int going) = chains.GetValueOrDefault(chain);
            if (family.Sets[index].Kind == BackupKind.Full)
            {
                chains[chain] = (sets, going);
                fulls += family.IsKept(index) ? 0 : 1;
            }
            else
            {
                chains[chain] = (sets + 1, family.IsKept(index) ? going : going + 1);
            }
        }

        double orphans = chains.TryGetValue(-1, out (int Sets, int Going) lost) ? (double)lost.Going / lost.Sets : 0;
        return new RemovalShare(fulls + orphans, chains.Values.Sum(chain => chain.Sets == 0 ? 0 : (double)chain.Going / chain.Sets), chains.Count);
    }

    /// <summary>Whether it is more than a share of all.</summary>
    public bool Exceeds(double limit) => Going > (limit * Chains) + Rounding;
}
