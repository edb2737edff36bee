using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Files;
using PosBackup.Engine.Restores.Sources;

namespace PosBackup.Engine.Transfers.Fetching;

/// <summary>
/// Which files of a stock a restore to a moment needs. The way through the sets is the one that the restore itself finds afterwards among what was fetched.
/// Pure.
/// </summary>
internal static class FetchPlanner
{
    /// <summary>Plans.</summary>
    /// <param name="stocks">What each store has; more than one is an error when several have the database.</param>
    /// <param name="database">Name of the database in the sets.</param>
    /// <param name="moment">The moment to reach.</param>
    /// <param name="chain">Instance, clock and rates.</param>
    /// <exception cref="PosBackupException">InvalidOption: several databases have the name, and nobody said which.</exception>
    public static FetchPlan Plan(IReadOnlyList<RepositoryStock> stocks, string database, RestoreMoment moment, ChainOptions chain)
    {
        (RepositoryStock Stock, SetFamily[] Families)[] held =
        [
            .. stocks
                .Select(stock => (stock, ChainBuilder.Build(stock.Sightings).Where(family => family.Has(database, chain.Instance)).ToArray()))
                .Where(one => one.Item2.Length > 0),
        ];
        if (held.Length > 1)
        {
            throw new PosBackupException(
                ErrorCode.InvalidOption,
                $"there are backups of {database} of several stores: {string.Join(", ", held.Select(one => one.Stock.Store))}",
                "Name the store.");
        }

        SetFamily[] families = held.Length == 0 ? [] : held[0].Families;
        SourceRules.RequireOneDatabase(database, chain.Instance, families);
        ChainSearch search = ChainFinder.Find(families, moment, chain with { Database = database });
        return search.Path is { } path
            ? new FetchPlan { Store = held[0].Stock.Store, Items = [.. ItemsOf(held[0].Stock, path)], Reached = path.Reached, Notes = [.. path.Notes.Select(note => new SyncNote(ErrorCode.None, note))] }
            : new FetchPlan { Store = held.Length == 0 ? null : held[0].Stock.Store, Gap = search.Gap };
    }

    private static IEnumerable<FetchItem> ItemsOf(RepositoryStock stock, ChainPath path) => path.Steps
        .SelectMany(step => step.Known.Best!.Files)
        .Select(file => file.Path)
        .DistinctBy(PathIdentity.Key, StringComparer.Ordinal)
        .Select(stock.ItemAt);
}
