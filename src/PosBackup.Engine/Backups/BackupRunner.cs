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
    /// Backs up every requested database. What concerns one database is in its result, a cancellation too; only what makes the whole run
    /// senseless is thrown.
    /// </summary>
    /// <exception cref="PosBackupException">InvalidOption; InstanceUnavailable, InstanceAccessDenied, CertificateNotTrusted when there is no connection.</exception>
    public async Task<BackupReport> RunAsync(BackupOptions options, IOperationObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        options.Validate();
        DateTimeOffset startedAt = _clock.GetUtcNow();
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
                RunId = Guid.NewGuid(),
                Options = options,
                Instance = instance,
                Folder = preflight.Folder,
                Catalog = catalog,
                Clock = _clock,
                Observer = observer,
                Steps = Steps,
            };
            IReadOnlyList<string> healed = preflight.Obstacle is null && run.Visible
                ? await new Healer(run, session).RunAsync(selected, cancellationToken).ConfigureAwait(false)
                : [];
            IReadOnlyList<BackupResult> results = await BackUpAsync(run, selected, preflight.Obstacle, cancellationToken).ConfigureAwait(false);
            return new BackupReport
            {
                RunId = run.RunId,
                Instance = instance.Name,
                StartedAt = startedAt,
                FinishedAt = _clock.GetUtcNow(),
                Results = results,
                Preflight = preflight.Report,
                Healed = healed,
            };
        }
    }

    private async Task<IReadOnlyList<BackupResult>> BackUpAsync(
        RunContext run, IReadOnlyList<SelectedDatabase> selected, PreflightCheck? obstacle, CancellationToken cancellationToken)
    {
        var results = new BackupResult[selected.Count];
        var workers = new ParallelOptions { MaxDegreeOfParallelism = run.Options.Parallelism };

        // The token does not end the loop: a database that was not begun has a result too.
        await Parallel.ForAsync(0, selected.Count, workers, async (i, _) =>
        {
            results[i] = Refusal(run, selected[i], obstacle, cancellationToken) ?? await new DatabaseBackup(run).RunAsync(selected[i].Name, cancellationToken).ConfigureAwait(false);
            results[i] = Recorded(run, results[i]);
        }).ConfigureAwait(false);
        return results;
    }

    private BackupResult? Refusal(RunContext run, SelectedDatabase selected, PreflightCheck? obstacle, CancellationToken cancellationToken)
    {
        Refusal? refusal = selected.Refusal
            ?? (obstacle is null ? null : new Refusal(RunOutcome.Failed, obstacle.Code, obstacle.Message, obstacle.Hint))
            ?? (cancellationToken.IsCancellationRequested ? new Refusal(RunOutcome.Failed, ErrorCode.Cancelled, $"the backup of {selected.Name} was cancelled before it began") : null);
        if (refusal is null)
            return null;

        DateTimeOffset now = _clock.GetUtcNow();
        return new BackupResult
        {
            Database = selected.Name,
            Outcome = refusal.Outcome,
            Code = refusal.Code,
            Message = refusal.Message,
            Hint = refusal.Hint,
            RequestedKind = run.Options.Kind,
            Mode = run.Options.Mode,
            StartedAt = now,
            FinishedAt = now,
        };
    }

    /// <summary>The catalog keeps failures as well: silence about a database is the alarm that a status needs.</summary>
    private static BackupResult Recorded(RunContext run, BackupResult result)
    {
        var recorded = new RecordedRun
        {
            RunId = run.RunId,
            Instance = run.Instance.Name,
            Database = result.Database,
            RequestedKind = result.RequestedKind,
            Kind = result.Set?.Kind,
            StartedAt = result.StartedAt,
            FinishedAt = result.FinishedAt,
            Outcome = result.Outcome,
            Code = result.Code,
            Message = result.Message.Length > 0 ? result.Message : null,
            SetGuid = result.Set?.SetGuid,
            Bytes = result.Set is null ? null : result.Bytes,
        };
        return new RecordBackup(run).Catalog([], recorded) is { } note ? result with { Notes = [.. result.Notes, note] } : result;
    }
}
