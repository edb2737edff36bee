using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Drills.Sources;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Restores;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Wrappers;
using PosBackup.Engine.Transfers.Fetching;

namespace PosBackup.Engine.Transfers.Staging;

/// <summary>
/// Backups for drills from targets. The listing and the manifests decide what is drilled and to which moment; only then are files fetched, those of one database at
/// a time.
/// </summary>
/// <param name="opener">Makes targets.</param>
/// <param name="targets">The targets, the preferred first.</param>
/// <param name="store">Name of the store; null drills all.</param>
/// <param name="staging">Folder that files are fetched to: taken, and emptied of what a run left that was killed, when the first comes; the caller lets go of it.</param>
/// <param name="clock">The clock; null is the system's.</param>
public sealed class TargetDrillSource(ITargetOpener opener, IReadOnlyList<TargetDefinition> targets, string? store, StagingFolder staging, TimeProvider? clock = null) : IDrillSource, IAsyncDisposable
{
    /// <summary>Files of one database at once.</summary>
    private const int Parallelism = 2;

    private readonly Dictionary<string, RepositoryStock> _stocks = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<FetchItem> _staged = [];
    private FetchSession? _session;

    /// <summary>Whether the folder is ours, and nothing is left there of a run that was killed. Looking alone makes and removes nothing.</summary>
    private bool _isTaken;

    /// <summary>How often and how late a broken line is tried again.</summary>
    internal RetryOptions Retry { get; init; } = new();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DrillStock>> LookAsync(IReadOnlyList<string> databases, string? instance, IOperationObserver observer, CancellationToken cancellationToken)
    {
        _session ??= new FetchSession(opener, targets, staging.Path, Parallelism, Retry, observer, clock ?? TimeProvider.System);
        var filter = new RepositoryFilter { Store = store, Instance = instance, Databases = databases };
        (IReadOnlyList<RepositoryStock> stocks, IReadOnlyList<SyncNote> notes) = await _session.LookAsync(filter, cancellationToken).ConfigureAwait(false);
        foreach (RepositoryStock stock in stocks)
            _stocks[stock.Store] = stock;

        RestoreNote[] problems = [.. notes.Select(Of)];
        return stocks.Count == 0
            ? [new DrillStock(store, PlacesOf(store), [], problems)]
            : [.. stocks.Select((stock, i) => new DrillStock(stock.Store, PlacesOf(stock.Store), ChainBuilder.Build(stock.Sightings), i == 0 ? problems : []))];
    }

    /// <inheritdoc/>
    public async Task<StagedSets> StageAsync(DrillStock stock, RestoreMoment moment, ChainOptions chain, IOperationObserver observer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stock);
        ArgumentNullException.ThrowIfNull(chain);
        FetchPlan plan = await PlanAsync(stock, moment, chain, cancellationToken).ConfigureAwait(false);
        RestoreNote[] notes = [.. plan.Notes.Select(Of)];
        if (plan.Gap is { } gap)
            return new StagedSets([], gap, notes);

        if (!_isTaken)
        {
            staging.Take();
            staging.Empty();
        }

        _isTaken = true;
        _staged.AddRange(plan.Items);
        IReadOnlyList<FetchResult> files = await _session!.FetchAsync(plan.Items, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return files.FirstOrDefault(file => file.Outcome != SyncOutcome.Succeeded) is { } failed
            ? throw new PosBackupException(failed.Code, failed.Message!, failed.Hint)
            : new StagedSets([.. files.Select(file => file.Item.File)], Gap: null, [.. notes, .. files.SelectMany(file => file.Notes).Select(Of)]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<RestoreNote> Release()
    {
        IReadOnlyList<RestoreNote> notes = staging.Remove(_staged);
        _staged.Clear();
        return notes;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Release();
        if (_session is not null)
            await _session.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Where the wanted databases do not lead there, the others of the store may: one had another name before.</summary>
    private async Task<FetchPlan> PlanAsync(DrillStock stock, RestoreMoment moment, ChainOptions chain, CancellationToken cancellationToken)
    {
        string database = chain.Database!;
        FetchPlan plan = FetchPlanner.Plan(stock.Store is { } name && _stocks.TryGetValue(name, out RepositoryStock? held) ? [held] : [], database, moment, chain);
        if (plan.Gap is null || stock.Families.Count == 0)
            return _session!.RequireLooked(plan, database);

        (IReadOnlyList<RepositoryStock> all, _) = await _session!.LookAsync(new RepositoryFilter { Store = stock.Store }, cancellationToken).ConfigureAwait(false);
        FetchPlan wide = FetchPlanner.Plan([.. all.Where(one => string.Equals(one.Store, stock.Store, StringComparison.OrdinalIgnoreCase))], database, moment, chain);
        return wide.Gap is null ? wide : _session.RequireLooked(plan with { Gap = wide.Gap }, database);
    }

    private string[] PlacesOf(string? name) => [.. targets.Select(target => name is null ? $"target {target.Name}" : $"target {target.Name}, store {name}")];

    private static RestoreNote Of(SyncNote note) => new(note.Message, note.Hint);
}
