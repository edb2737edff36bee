using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Backups.Steps;

/// <summary>
/// Gathers what is known of a chain: the catalog first; manifests in the folder, msdb and the media that msdb names only when a plan would
/// be promoted without them.
/// </summary>
internal sealed class ChainReader(RunContext run, SqlSession session)
{
    private readonly SetFinder _finder = new(run, session);

    /// <summary>Our sets as the catalog has them, with a look at the base itself.</summary>
    public async Task<ChainFacts> ReadAsync(DatabaseFacts database, CancellationToken cancellationToken)
    {
        IReadOnlyList<OurSet> ours = run.Catalog is { } catalog ? FromCatalog(catalog, database) : await _finder.InFolderAsync(database.Name, cancellationToken).ConfigureAwait(false);
        return new ChainFacts { Ours = await CheckBaseAsync(ours, database, cancellationToken).ConfigureAwait(false) };
    }

    /// <summary>The same with everything else that can be asked.</summary>
    public async Task<ChainFacts> WidenAsync(DatabaseFacts database, ChainFacts narrow, CancellationToken cancellationToken)
    {
        IReadOnlyList<OurSet> inFolder = await _finder.InFolderAsync(database.Name, cancellationToken).ConfigureAwait(false);
        OurSet[] ours = [.. narrow.Ours.Concat(inFolder).DistinctBy(one => one.Set.SetGuid)];
        Lsn? reach = new ChainFacts { Ours = ours }.Fulls.FirstOrDefault(one => one.IsUsable) is { } full ? LogChain.Reach(full, ours) : null;
        IReadOnlyList<HistorySet> history = await BackupHistoryQuery
            .ReadAsync(session, database.Name, database.Base?.SetGuid, reach, run.Instance.ClockOffset, cancellationToken).ConfigureAwait(false);

        // A set that msdb knows and that carries our mark is ours, even when catalog and manifest are lost: its media tells the rest.
        foreach (HistorySet known in history.Where(one => SetMark.In(one.Description) is not null && ours.All(our => our.Set.SetGuid != one.SetGuid)))
        {
            if (await _finder.OnMediaAsync(known.Path, known.SetGuid, cancellationToken).ConfigureAwait(false) is { } found)
                ours = [.. ours, found];
        }

        return new ChainFacts { Ours = await CheckBaseAsync(ours, database, cancellationToken).ConfigureAwait(false), History = history };
    }

    private List<OurSet> FromCatalog(BackupCatalog catalog, DatabaseFacts database)
    {
        IEnumerable<CatalogEntry> byName = catalog.List(new CatalogFilter { Databases = [database.Name], Instance = run.Instance.Name });
        IEnumerable<CatalogEntry> entries = database.FamilyGuid is { } family ? catalog.List(new CatalogFilter { FamilyGuid = family }).Concat(byName) : byName;
        return [.. entries.GroupBy(entry => entry.Set.SetGuid).Select(FromEntries)];
    }

    /// <summary>A set may have been copied: one whole copy is enough, and the best is taken.</summary>
    private OurSet FromEntries(IEnumerable<CatalogEntry> entries)
    {
        CatalogEntry[] all = [.. entries.OrderBy(entry => entry.Manifest.Media.Stripe)];
        int stripes = all[0].Manifest.Media.Stripes;
        CatalogEntry[] there = [.. all.Where(entry => entry.Presence != MediaPresence.Missing).DistinctBy(entry => entry.Manifest.Media.Stripe)];
        CatalogEntry[] best = there.Length == stripes ? there : [.. all.DistinctBy(entry => entry.Manifest.Media.Stripe)];
        return new OurSet(best[0].Set, [.. best.Select(entry => entry.Path)])
        {
            IsPresent = run.Visible ? there.Length == stripes : null,
            IsDamaged = best.Any(entry => entry.Manifest.LatestProof() is { Verdict: Media.Verdict.Damaged }),
        };
    }

    /// <summary>The one set that everything stands on is looked up on its media: a file of the right length can hold other content.</summary>
    private async Task<IReadOnlyList<OurSet>> CheckBaseAsync(IReadOnlyList<OurSet> ours, DatabaseFacts database, CancellationToken cancellationToken)
    {
        if (database.Base is not { } facts || ours.FirstOrDefault(one => one.Set.SetGuid == facts.SetGuid) is not { IsPresent: not false } found)
            return ours;

        bool? isThere = await _finder.IsOnMediaAsync(found, cancellationToken).ConfigureAwait(false);
        return [.. ours.Select(one => one == found ? one with { IsPresent = isThere } : one)];
    }
}
