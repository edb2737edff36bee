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

    /// <summary>Told of each step: tests stop a run there.</summary>
    internal IStepObserver Steps { get; init; } = NoStepObserver.Instance;

    /// <summary>What drive letters stand for: tests map some.</summary>
    internal IDriveLookup Drives { get; init; } = DriveLookup.Instance;

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

        return new BackupReport
        {
            RunId = runId,
            Instance = ready.Run.Instance.Name,
            StartedAt = startedAt,
            Results = await BackUpAsync(ready, cancellationToken).ConfigureAwait(false),
            FinishedAt = _clock.GetUtcNow(),
            Preflight = ready.Preflight.Report,
            Healed = ready.Healing.Done,
        };
    }

    /// <summary>All that comes before the first backup. What goes wrong here goes wrong for every database.</summary>
    private async Task<RunPreparation> PrepareAsync(Guid runId, BackupOptions options, IOperationObserver observer, CancellationToken cancellationToken)
    {
        SqlSession session = await SqlSession.OpenAsync(options.Instance, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            InstanceFacts instance = await InstanceFactsQuery.ReadAsync(session, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<DatabaseFacts> databases = await DatabaseListQuery.ReadAsync(session, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<SelectedDatabase> selected = new DatabaseSelector(options, new NameComparer(instance.Collation)).Select(databases);
            if (options.MediaFile is not null)
                selected = SingleDatabase.Require(selected, options.MediaFile);

            PreflightResult preflight = await new PreflightInspection(session, instance, options, Drives, _clock).RunAsync(selected, cancellationToken).ConfigureAwait(false);
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
            HealingReport healing = preflight.Obstacle is null && run.Visible
                ? await new Healer(run, session).RunAsync(selected, cancellationToken).ConfigureAwait(false)
                : HealingReport.Nothing;
            return new RunPreparation(run, selected, preflight, healing);
        }
    }

    private async Task<IReadOnlyList<BackupResult>> BackUpAsync(RunPreparation ready, CancellationToken cancellationToken)
    {
        RunContext run = ready.Run;
        var journal = new RunJournal(run.RunId, run.Instance.Name, catalog);
        var results = new BackupResult[ready.Selected.Count];
        var workers = new ParallelOptions { MaxDegreeOfParallelism = run.Options.Parallelism };

        // The token does not end the loop: a database that was not begun has a result too.
        await Parallel.ForAsync(0, results.Length, workers, async (i, _) =>
        {
            SelectedDatabase one = ready.Selected[i];
            DateTimeOffset now = _clock.GetUtcNow();
            results[i] = ready.Healing.AddTo(journal.Record(Refusal(one, ready.Preflight.Obstacle, cancellationToken) is { } refusal
                ? refusal.ToResult(one.Name, run.Options, now, now)
                : await new DatabaseBackup(run).RunAsync(one.Name, cancellationToken).ConfigureAwait(false)));
        }).ConfigureAwait(false);
        return results;
    }

    private static Refusal? Refusal(SelectedDatabase selected, PreflightCheck? obstacle, CancellationToken cancellationToken) =>
        selected.Refusal
        ?? (obstacle is null ? null : new Refusal(RunOutcome.Failed, obstacle.Code, obstacle.Message, obstacle.Hint))
        ?? (cancellationToken.IsCancellationRequested ? new Refusal(RunOutcome.Failed, ErrorCode.Cancelled, $"the backup of {selected.Name} was cancelled before it began") : null);

    /// <summary>The instance never told its databases: every request stands for itself, the instance under the name that was given.</summary>
    private BackupReport RefuseAll(Guid runId, BackupOptions options, DateTimeOffset startedAt, Refusal refusal)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        var journal = new RunJournal(runId, options.Instance.Instance, catalog);
        return new BackupReport
        {
            RunId = runId,
            Instance = options.Instance.Instance,
            StartedAt = startedAt,
            FinishedAt = now,
            Results = [.. DatabaseSelector.Requests(options).Select(request => journal.Record(refusal.ToResult(request, options, startedAt, now)))],
        };
    }
}

/// <summary>A run that is ready to back up.</summary>
internal sealed record RunPreparation(RunContext Run, IReadOnlyList<SelectedDatabase> Selected, PreflightResult Preflight, HealingReport Healing);
