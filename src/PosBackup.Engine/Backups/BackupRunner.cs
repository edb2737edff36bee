using PosBackup.Engine.Backups.Healing;
using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Backups.Preflight;
using PosBackup.Engine.Backups.Selection;
using PosBackup.Engine.Backups.Steps;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Backups;

/// <summary>Takes backups: looks ahead, heals, plans, backs up, reads back, verifies, records.</summary>
/// <param name="catalog">Where sets and runs are recorded and looked up; null works with what lies in the folder alone.</param>
/// <param name="clock">The clock; null is the system's.</param>
public sealed class BackupRunner(BackupCatalog? catalog, TimeProvider? clock = null)
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>Told of each result of a run as soon as it is there: from any thread, one at a time. It returns at once and never throws.</summary>
    public IProgress<BackupResult>? Results { get; init; }

    /// <summary>Told of each step: tests stop a run there.</summary>
    internal IStepObserver Steps { get; init; } = NoStepObserver.Instance;

    /// <summary>What drive letters stand for: tests map some.</summary>
    internal IDriveLookup Drives { get; init; } = DriveLookup.Instance;

    /// <summary>
    /// What a run would do for every requested database, as everything is now. Nothing is written: no probe, no healing, no run in the catalog. What stands in the way is in the plans,
    /// also that there is no connection.
    /// </summary>
    /// <exception cref="PosBackupException">InvalidOption.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<BackupPlanReport> PlanAsync(BackupOptions options, IOperationObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        options.Validate();
        options = options with { Approved = null };
        DateTimeOffset plannedAt = _clock.GetUtcNow();
        try
        {
            SqlSession session = await SqlSession.OpenAsync(options.Instance, cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                RunLook look = await LookAsync(Guid.Empty, options, session, new LookingProbe(session), observer, cancellationToken).ConfigureAwait(false);
                return new BackupPlanReport
                {
                    Instance = look.Run.Instance.Name,
                    PlannedAt = plannedAt,
                    Backups = await PlanAsync(look, session, cancellationToken).ConfigureAwait(false),
                    Preflight = look.Preflight.Report,
                };
            }
        }
        catch (PosBackupException e)
        {
            var refusal = new Refusal(RunOutcome.Failed, e.Code, e.Message, e.Hint);
            return new BackupPlanReport
            {
                Instance = options.Instance.Instance,
                PlannedAt = plannedAt,
                Backups = [.. DatabaseSelector.Requests(options).Select(request => refusal.ToPlan(request, options))],
            };
        }
    }

    /// <summary>
    /// Backs up every requested database. Whatever goes wrong is in the results, one for each, and in the catalog: also that there is no
    /// connection, and a cancellation.
    /// </summary>
    /// <exception cref="PosBackupException">InvalidOption.</exception>
    public async Task<BackupReport> RunAsync(BackupOptions options, IOperationObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        options.Validate();
        var runId = Guid.NewGuid();
        DateTimeOffset startedAt = _clock.GetUtcNow();
        RunPreparation ready;
        try
        {
            ready = await PrepareAsync(runId, options, observer, cancellationToken).ConfigureAwait(false);
        }
        catch (PosBackupException e)
        {
            return RefuseAll(runId, options, startedAt, new Refusal(RunOutcome.Failed, e.Code, e.Message, e.Hint));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return RefuseAll(runId, options, startedAt, new Refusal(RunOutcome.Failed, ErrorCode.Cancelled, "the run was cancelled before the first backup began"));
        }

        IReadOnlyList<BackupResult> results = await BackUpAsync(ready, cancellationToken).ConfigureAwait(false);
        catalog?.KeepReserve();
        return new BackupReport
        {
            RunId = runId,
            Instance = ready.Look.Run.Instance.Name,
            StartedAt = startedAt,
            Results = results,
            FinishedAt = _clock.GetUtcNow(),
            Preflight = ready.Look.Preflight.Report,
            Healed = ready.Healing.Done,
        };
    }

    /// <summary>All that comes before the first backup. What goes wrong here goes wrong for every database.</summary>
    private async Task<RunPreparation> PrepareAsync(Guid runId, BackupOptions options, IOperationObserver observer, CancellationToken cancellationToken)
    {
        SqlSession session = await SqlSession.OpenAsync(options.Instance, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            RunLook look = await LookAsync(runId, options, session, new WriteProbe(session, _clock), observer, cancellationToken).ConfigureAwait(false);
            HealingReport healing = look.Preflight.Obstacle is null && look.Run.Visible
                ? await new Healer(look.Run, session).RunAsync(look.Selected, cancellationToken).ConfigureAwait(false)
                : HealingReport.Nothing;
            return new RunPreparation(look, healing);
        }
    }

    /// <summary>Which databases, and what stands in their way.</summary>
    private async Task<RunLook> LookAsync(Guid runId, BackupOptions options, SqlSession session, IFolderProbe probe, IOperationObserver observer, CancellationToken cancellationToken)
    {
        InstanceFacts instance = await InstanceFactsQuery.ReadAsync(session, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<DatabaseFacts> databases = await DatabaseListQuery.ReadAsync(session, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<SelectedDatabase> selected = ApprovedDatabases.Of(new DatabaseSelector(options, new NameComparer(instance.Collation)).Select(databases), options.Approved);
        if (options.MediaFile is not null)
            selected = SingleDatabase.Require(selected, options.MediaFile);

        PreflightResult preflight = await new PreflightInspection(session, instance, options, probe, Drives, _clock).RunAsync(selected, cancellationToken).ConfigureAwait(false);
        var run = new RunContext
        {
            RunId = runId,
            Options = options,
            Instance = instance,
            Folder = preflight.Folder,
            Catalog = catalog,
            Clock = _clock,
            Observer = observer,
            Steps = Steps,
        };
        return new RunLook(run, selected, preflight);
    }

    private static async Task<IReadOnlyList<PlannedBackup>> PlanAsync(RunLook look, SqlSession session, CancellationToken cancellationToken)
    {
        var plans = new List<PlannedBackup>(look.Selected.Count);
        foreach (SelectedDatabase one in look.Selected)
        {
            plans.Add(look.Refusal(one) is { } refusal
                ? refusal.ToPlan(one.Name, look.Run.Options)
                : await new DatabasePlan(look.Run, session, look.Compresses).RunAsync(one.Name, cancellationToken).ConfigureAwait(false));
        }

        return plans;
    }

    private async Task<IReadOnlyList<BackupResult>> BackUpAsync(RunPreparation ready, CancellationToken cancellationToken)
    {
        RunContext run = ready.Look.Run;
        var journal = new RunJournal(run.RunId, run.Instance.Name, catalog);
        var teller = new ResultTeller<BackupResult>(Results);
        var results = new BackupResult[ready.Look.Selected.Count];
        var workers = new ParallelOptions { MaxDegreeOfParallelism = run.Options.Parallelism };

        // The token does not end the loop: a database that was not begun has a result too.
        await Parallel.ForAsync(0, results.Length, workers, async (i, _) =>
        {
            SelectedDatabase one = ready.Look.Selected[i];
            DateTimeOffset now = _clock.GetUtcNow();
            results[i] = teller.Tell(ready.Healing.AddTo(journal.Record((ready.Look.Refusal(one) ?? Cancelled(one, cancellationToken)) is { } refusal
                ? refusal.ToResult(one.Name, run.Options, now, now)
                : await new DatabaseBackup(run).RunAsync(one.Name, cancellationToken).ConfigureAwait(false))));
        }).ConfigureAwait(false);
        return results;
    }

    private static Refusal? Cancelled(SelectedDatabase selected, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? new Refusal(RunOutcome.Failed, ErrorCode.Cancelled, $"the backup of {selected.Name} was cancelled before it began") : null;

    /// <summary>The instance never told its databases: every request stands for itself, the instance under the name that was given.</summary>
    private BackupReport RefuseAll(Guid runId, BackupOptions options, DateTimeOffset startedAt, Refusal refusal)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        var journal = new RunJournal(runId, options.Instance.Instance, catalog);
        var teller = new ResultTeller<BackupResult>(Results);
        return new BackupReport
        {
            RunId = runId,
            Instance = options.Instance.Instance,
            StartedAt = startedAt,
            FinishedAt = now,
            Results = [.. DatabaseSelector.Requests(options).Select(request => teller.Tell(journal.Record(refusal.ToResult(request, options, startedAt, now))))],
        };
    }
}

/// <summary>What a run is about, and what stands in its way.</summary>
internal sealed record RunLook(RunContext Run, IReadOnlyList<SelectedDatabase> Selected, PreflightResult Preflight)
{
    /// <summary>Whether sets are compressed; null when that was not tried and nobody knows.</summary>
    public bool? Compresses => Run.Options.Compression == CompressionMode.Auto && Preflight.Report.CanCompress is null ? null : Run.Folder.Compress;

    /// <summary>Why a database cannot be backed up; null when nothing is known that speaks against it.</summary>
    public Refusal? Refusal(SelectedDatabase selected) =>
        selected.Refusal ?? (Preflight.Obstacle is { } obstacle ? new Refusal(RunOutcome.Failed, obstacle.Code, obstacle.Message, obstacle.Hint) : null);
}

/// <summary>A run that is ready to back up.</summary>
internal sealed record RunPreparation(RunLook Look, HealingReport Healing);
