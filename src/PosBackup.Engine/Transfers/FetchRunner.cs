using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Wrappers;
using PosBackup.Engine.Transfers.Fetching;

namespace PosBackup.Engine.Transfers;

/// <summary>
/// Fetches from targets what a restore to a moment needs, and nothing more.
/// <code>
/// look at the targets ─► way through the sets ─┬─► plan (dry run)
///                                              └─► files, each resumed and proven by its SHA-256
/// </code>
/// Nothing on a target is changed, and no file here is ever written over.
/// </summary>
/// <param name="targets">Makes targets of their definitions.</param>
/// <param name="clock">The clock; null is the system's.</param>
public sealed class FetchRunner(ITargetOpener targets, TimeProvider? clock = null)
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>Told of each file of a run as soon as it is over, one at a time, from any thread. It returns at once and never throws.</summary>
    public IProgress<FetchResult>? Results { get; init; }

    /// <summary>How often and how late a broken line is tried again.</summary>
    internal RetryOptions Retry { get; init; } = new();

    /// <summary>What a run would fetch. Nothing is fetched, but for files without a manifest where these are asked for.</summary>
    /// <exception cref="PosBackupException">InvalidOption; why a target cannot be looked at, when none can or the others do not lead to the moment.</exception>
    public async Task<FetchPlan> PlanAsync(FetchOptions options, IOperationObserver observer, CancellationToken cancellationToken = default)
    {
        FetchSession session = Begin(options, observer);
        await using (session.ConfigureAwait(false))
            return await PlanAsync(session, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Plans and fetches. What goes wrong with a file is in the report.</summary>
    /// <exception cref="PosBackupException">InvalidOption; why a target cannot be looked at, when none can or the others do not lead to the moment.</exception>
    public async Task<FetchReport> RunAsync(FetchOptions options, IOperationObserver observer, CancellationToken cancellationToken = default)
    {
        DateTimeOffset startedAt = _clock.GetUtcNow();
        FetchSession session = Begin(options, observer);
        await using (session.ConfigureAwait(false))
        {
            FetchPlan plan = await PlanAsync(session, options, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<FetchResult> files = await session.FetchAsync(plan.Items, new ResultTeller<FetchResult>(Results), cancellationToken).ConfigureAwait(false);
            return new FetchReport { StartedAt = startedAt, FinishedAt = _clock.GetUtcNow(), Plan = plan, Files = files };
        }
    }

    private FetchSession Begin(FetchOptions options, IOperationObserver observer)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        options.Validate();
        return new FetchSession(targets, options.Targets, options.Folder, options.Parallelism, Retry, observer, _clock);
    }

    /// <summary>In the folder of the database first; where that does not lead there, in all: it may have had another name before.</summary>
    private async Task<FetchPlan> PlanAsync(FetchSession session, FetchOptions options, CancellationToken cancellationToken)
    {
        var near = new RepositoryFilter { Store = options.Store, Instance = options.SourceInstance, Databases = [options.Database] };
        FetchPlan plan = await PlanAsync(session, options, near, cancellationToken).ConfigureAwait(false);
        if (plan.Gap is null)
            return plan;

        FetchPlan wide = await PlanAsync(session, options, near with { Instance = null, Databases = [] }, cancellationToken).ConfigureAwait(false);
        return wide.Gap is null ? wide : session.RequireLooked(plan with { Gap = wide.Gap }, options.Database);
    }

    private async Task<FetchPlan> PlanAsync(FetchSession session, FetchOptions options, RepositoryFilter filter, CancellationToken cancellationToken)
    {
        (IReadOnlyList<RepositoryStock> stocks, IReadOnlyList<SyncNote> notes) = await session.LookAsync(filter, cancellationToken).ConfigureAwait(false);
        if (options.WithoutManifest && filter.Databases.Count > 0)
        {
            var inspected = new List<RepositoryStock>();
            foreach (RepositoryStock stock in stocks)
            {
                (RepositoryStock whole, IReadOnlyList<SyncNote> more) = await session.InspectAsync(stock, cancellationToken).ConfigureAwait(false);
                inspected.Add(whole);
                notes = [.. notes, .. more];
            }

            stocks = inspected;
        }

        var chain = new ChainOptions
        {
            Database = options.Database,
            Instance = options.SourceInstance,
            Zone = options.Zone,
            AssumedOffset = _clock.LocalTimeZone.GetUtcOffset(_clock.GetUtcNow()),
        };
        FetchPlan plan = FetchPlanner.Plan(stocks, options.Database, options.Moment, chain);
        return plan with { Notes = [.. notes, .. plan.Notes] };
    }
}
