using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Files;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Restores.Facts;
using PosBackup.Engine.Restores.Journal;
using PosBackup.Engine.Restores.Planning;
using PosBackup.Engine.Restores.Steps;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Restores;

/// <summary>
/// Plans restores and runs them.
/// <code>
/// sources ─► target rules ─► chain ─► plan ─┬─► shown (dry run)
///                                           └─► [take over, tail-log, and the plan anew] ─► statements ─► a look at the result
/// </code>
/// A call that finds its target half restored goes on where the last one stopped.
/// </summary>
/// <param name="catalog">Where sets are looked up when no source is named; null looks into msdb alone.</param>
/// <param name="stateFolder">Folder for the journals of restores under way; it must outlive a power cut.</param>
/// <param name="clock">The clock; null is the system's.</param>
public sealed class RestoreRunner(BackupCatalog? catalog, string stateFolder, TimeProvider? clock = null)
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly JournalStore _journals = new(Path.GetFullPath(stateFolder));

    /// <summary>Told of each step: tests stop a run there.</summary>
    internal IRestoreStepObserver Steps { get; init; } = NoRestoreStepObserver.Instance;

    /// <summary>What a restore would do. Nothing is touched; the report has a plan, or says why there is none.</summary>
    /// <exception cref="PosBackupException">InvalidOption; InstanceUnavailable, InstanceAccessDenied, CertificateNotTrusted when there is no connection.</exception>
    public Task<RestoreReport> PlanAsync(RestoreOptions options, IOperationObserver observer, CancellationToken cancellationToken = default) => InSessionAsync(
        options,
        async (session, instance, draft) =>
        {
            _journals.RequireFree(instance.Name, options.TargetName);
            RestorePreparation preparation = Preparation(options, session, instance, draft);
            RestoreFacts facts = await preparation.ReadFactsAsync(cancellationToken).ConfigureAwait(false);
            draft.Found(facts.Target?.Database.State);
            if (IsFinished(options, facts, draft) || await preparation.RunAsync(facts, done: [], cancellationToken).ConfigureAwait(false) is not { } prepared)
                return;

            draft.Succeed(prepared.Planned.Path.Reached, restored: null);
            if (SpaceNeeds.Shortage(prepared.Planned.Plan.Volumes) is { } shortage)
                draft.Fail(shortage);
        },
        cancellationToken);

    /// <summary>Restores. What goes wrong after the connection stands is in the report.</summary>
    /// <exception cref="PosBackupException">InvalidOption; InstanceUnavailable, InstanceAccessDenied, CertificateNotTrusted when there is no connection.</exception>
    public Task<RestoreReport> RunAsync(RestoreOptions options, IOperationObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        if (options.Expected.Count > 0)
            throw new ArgumentException("the files are not here yet", nameof(options));

        var operation = new Operation("restore", options.TargetName);
        return InSessionAsync(
            options,
            async (session, instance, draft) =>
            {
                observer.Started(operation);
                try
                {
                    using FolderLock gate = _journals.Lock(instance.Name, options.TargetName);
                    await RestoreAsync(options, session, instance, draft, observer, cancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    observer.Finished(operation);
                }
            },
            cancellationToken);
    }

    private async Task<RestoreReport> InSessionAsync(RestoreOptions options, Func<SqlSession, InstanceFacts, RestoreDraft, Task> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        SqlSession session = await SqlSession.OpenAsync(options.Instance, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            InstanceFacts instance = await InstanceFactsQuery.ReadAsync(session, cancellationToken).ConfigureAwait(false);
            var draft = new RestoreDraft(options, instance.Name, _clock);
            try
            {
                await work(session, instance, draft).ConfigureAwait(false);
            }
            catch (PosBackupException e) when (e.Code != ErrorCode.InvalidOption || draft.HasBegun)
            {
                draft.Fail(e);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                draft.Fail(new PosBackupException(ErrorCode.Cancelled, $"the restore of {options.TargetName} was cancelled"));
            }

            return draft.Finish();
        }
    }

    private async Task RestoreAsync(
        RestoreOptions options, SqlSession session, InstanceFacts instance, RestoreDraft draft, IOperationObserver observer, CancellationToken cancellationToken)
    {
        RestorePreparation preparation = Preparation(options, session, instance, draft);
        RestoreFacts facts = await preparation.ReadFactsAsync(cancellationToken).ConfigureAwait(false);
        draft.Found(facts.Target?.Database.State);
        if (IsFinished(options, facts, draft))
        {
            await ConcludeAsync(options, session, instance, draft, facts.Finished!, overwritten: null, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (await preparation.RunAsync(facts, done: [], cancellationToken).ConfigureAwait(false) is not { } prepared)
            return;

        if (SpaceNeeds.Shortage(prepared.Planned.Plan.Volumes) is { } shortage)
            throw shortage;

        using var reading = new ReadHold();
        reading.Add(FilesOf(prepared));
        TargetFacts? before = facts.Target;
        bool tookOver = prepared.Planned.Decision.TakesOver;
        var aftermath = new TargetAftermath(options, session, instance, before, _clock);
        var proof = new TailLogProof(options, session, catalog, _clock);
        var run = new RestoreRun(options, instance, session, _journals, JournalOf(options, prepared, draft), draft, _clock, observer, Steps);
        try
        {
            await run.BeginAsync(prepared.Planned, cancellationToken).ConfigureAwait(false);
            if (prepared.Planned.Decision.TakesTailLog)
            {
                // What is in the tail becomes part of the chain: the latest moment is its end now.
                IReadOnlyList<PlannedStatement> done = await run.TakeTailLogAsync(prepared.Planned, cancellationToken).ConfigureAwait(false);
                draft.Note(await proof.RunAsync(run.Journal.TailLogFile!, cancellationToken).ConfigureAwait(false));
                facts = await preparation.ReadFactsAsync(cancellationToken).ConfigureAwait(false);
                if (await preparation.RunAsync(facts, done, cancellationToken).ConfigureAwait(false) is not { } anew)
                    return;

                prepared = anew;
                reading.Add(FilesOf(prepared));
                await run.BeginAsync(prepared.Planned, cancellationToken).ConfigureAwait(false);
            }
            else if (run.Journal is { TailLogFile: { } tail, LastSet: null, HasGivenUp: false })
            {
                draft.Note(await proof.RunAsync(tail, cancellationToken).ConfigureAwait(false));
            }

            await run.RunAsync(prepared.Planned, cancellationToken).ConfigureAwait(false);
            await aftermath.SettleAsync(tookOver).ConfigureAwait(false);
        }
        catch (Exception e) when (e is PosBackupException or OperationCanceledException)
        {
            string state = await aftermath.SettleAsync(tookOver).ConfigureAwait(false);
            if (run.Journal is { HasGivenUp: false, TailLogFile: null })
                Forget(run.Journal, draft);

            throw e is PosBackupException { Code: not ErrorCode.Cancelled } error
                ? new PosBackupException(error.Code, $"{error.Message}{state}", error.Hint, error)
                : new PosBackupException(ErrorCode.Cancelled, $"the restore of {options.TargetName} was cancelled{state}", null, e);
        }

        TargetFacts? overwritten = prepared.Planned.Decision.Replaces ? before : null;
        await ConcludeAsync(options, session, instance, draft, run.Journal, overwritten, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The media files that are read. Nothing of ours on this machine removes them meanwhile, where the instance's paths are this machine's.</summary>
    private static IEnumerable<string> FilesOf(PreparedRestore prepared) => prepared.Planned.Plan.Steps.SelectMany(step => step.Files).Select(file => file.Path);

    /// <summary>The database is as it was asked for; nothing that goes wrong from here on takes that back.</summary>
    private async Task ConcludeAsync(
        RestoreOptions options, SqlSession session, InstanceFacts instance, RestoreDraft draft, RestoreJournal journal, TargetFacts? overwritten, CancellationToken cancellationToken)
    {
        draft.StopClock();
        draft.Succeed(journal.Reached, restored: null);
        Forget(journal, draft);
        try
        {
            (RestoredDatabase? restored, IReadOnlyList<RestoreNote> notes) =
                await new AfterRestore(session, instance).LookAsync(options.TargetName, overwritten, cancellationToken).ConfigureAwait(false);
            draft.Note(notes);
            draft.Succeed(journal.Reached, restored);
        }
        catch (PosBackupException e)
        {
            draft.Note([new RestoreNote($"{options.TargetName} is restored, but could not be looked at: {e.Message}", e.Hint)]);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            draft.Note([new RestoreNote($"{options.TargetName} is restored; it was not looked at any more")]);
        }
    }

    /// <summary>An earlier call of the same restore brought the database online, and was broken off before it could say so.</summary>
    private static bool IsFinished(RestoreOptions options, RestoreFacts facts, RestoreDraft draft)
    {
        if (facts.Finished is not { } journal || options.Finish != RestoreFinish.Recover || !string.Equals(journal.Moment, options.Moment.ToString(), StringComparison.Ordinal))
            return false;

        draft.CarriesOn(journal.RestoreId);
        draft.Note([new RestoreNote($"an earlier call brought {options.TargetName} to that moment already, and was broken off before it could say so; nothing was done now")]);
        draft.Succeed(journal.Reached, restored: null);
        return true;
    }

    private void Forget(RestoreJournal journal, RestoreDraft draft)
    {
        try
        {
            _journals.Remove(journal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            draft.Note([new RestoreNote($"the journal of the restore could not be removed: {e.Message}", $"Delete it in {_journals.Folder}.")]);
        }
    }

    private RestorePreparation Preparation(RestoreOptions options, SqlSession session, InstanceFacts instance, RestoreDraft draft) =>
        new(options, session, instance, catalog, _journals, draft, _clock);

    private static RestoreJournal JournalOf(RestoreOptions options, PreparedRestore prepared, RestoreDraft draft)
    {
        if (prepared.Facts.Journal is { } earlier && earlier.FamilyGuid == prepared.Planned.Path.FamilyGuid)
        {
            draft.CarriesOn(earlier.RestoreId);
            if (earlier.TailLogFile is { } tail)
                draft.Note([new RestoreNote($"the tail-log that the earlier call took is {tail}", "Keep it until the restored database has a full backup of its own.")]);

            return earlier with { Moment = options.Moment.ToString()! };
        }

        return new RestoreJournal
        {
            RestoreId = draft.RestoreId,
            Instance = prepared.Facts.Instance.Name,
            Target = options.TargetName,
            Database = options.Database,
            FamilyGuid = prepared.Planned.Path.FamilyGuid,
            ForkGuid = prepared.Facts.Target?.Database.ForkGuid,
            Moment = options.Moment.ToString()!,
            StartedAt = draft.StartedAt,
            ToolVersion = ToolVersion.Current,
        };
    }
}
