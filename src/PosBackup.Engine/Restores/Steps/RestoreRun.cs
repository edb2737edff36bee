using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Restores.Journal;
using PosBackup.Engine.Restores.Planning;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;
using PosBackup.Engine.Sql.Statements;

namespace PosBackup.Engine.Restores.Steps;

/// <summary>
/// Runs the statements of a plan one by one, and keeps the journal: written before the database is given up, and after each set.
/// </summary>
internal sealed class RestoreRun(
    RestoreOptions options, InstanceFacts instance, SqlSession session, JournalStore journals, RestoreJournal begun, RestoreDraft draft, TimeProvider clock, IOperationObserver observer, IRestoreStepObserver steps)
{
    private readonly SetCheck _check = new(session);
    private readonly StatementSender _sender = new(options, instance, session, clock, observer);
    private readonly Operation _operation = new("restore", options.TargetName);

    /// <summary>What is written down of the restore so far.</summary>
    public RestoreJournal Journal { get; private set; } = begun;

    /// <summary>Takes the database over and backs up the tail of its log; the journal names the file before it is written.</summary>
    /// <returns>The statements that were run.</returns>
    /// <exception cref="PosBackupException">Why it failed.</exception>
    public async Task<IReadOnlyList<PlannedStatement>> TakeTailLogAsync(PlannedRestore planned, CancellationToken cancellationToken)
    {
        PlannedStatement[] before = [.. planned.Statements.TakeWhile(statement => statement.Restore is null)];
        string file = before[^1].TailLog!.Files[0];
        await WriteAsync(Journal with { TailLogFile = file }, cancellationToken).ConfigureAwait(false);
        foreach (PlannedStatement statement in before)
            await StepAsync(statement, planned.Plan.Steps.Count, static _ => { }, cancellationToken).ConfigureAwait(false);

        draft.Note([new RestoreNote($"the log that was in no backup is in {file} now", "Keep it until the restored database has a full backup of its own.")]);
        return before;
    }

    /// <summary>The plan is made: what may end it is written down before it begins.</summary>
    public Task BeginAsync(PlannedRestore planned, CancellationToken cancellationToken)
    {
        draft.Begin();
        return WriteAsync(
            Journal with
            {
                FinalSets = [.. planned.Plan.Steps.Where(step => step.Set is not null && (step.MayFinish || step == planned.Plan.Steps.LastOrDefault(last => last.Set is not null))).Select(step => step.Set!.SetGuid)],
                Reached = planned.Plan.Reached,
            },
            cancellationToken);
    }

    /// <summary>Runs the statements of a plan.</summary>
    /// <param name="planned">The plan.</param>
    /// <param name="cancellationToken">Breaks off the statement that runs; what is restored stays, and waits.</param>
    /// <exception cref="PosBackupException">Why a step failed; ChainBroken when no log holds the mark.</exception>
    public async Task RunAsync(PlannedRestore planned, CancellationToken cancellationToken)
    {
        long total = planned.Plan.Bytes;
        long done = 0;
        foreach (PlannedStatement statement in planned.Statements)
        {
            RestoreStep step = statement.Step;
            long before = done;
            StatementOutcome outcome = await StepAsync(
                statement, planned.Plan.Steps.Count, percent => Progress(before + (long)(step.Bytes * percent / 100), total), cancellationToken).ConfigureAwait(false);
            Progress(done += step.Bytes, total);
            if (statement.Restore is not { } restore)
                continue;

            await WriteAsync(Journal with { LastSet = step.Set?.SetGuid, LastLsn = step.Set?.LastLsn }, cancellationToken).ConfigureAwait(false);

            // A step that may finish the restore has given the database its last state then.
            if (step.MayFinish && await IsReachedAsync(restore, step, outcome, cancellationToken).ConfigureAwait(false))
                return;

            if (restore.Stop is RestoreStop.Mark && step.MayFinish && statement == planned.Statements[^1])
            {
                throw new PosBackupException(
                    ErrorCode.ChainBroken, $"no log holds {options.Moment}", "Recover the database where it stands (RESTORE DATABASE … WITH RECOVERY), drop it, or ask for another moment.");
            }
        }
    }

    /// <summary>The instance says so only where the database was to come online; else it shows by where the database waits.</summary>
    private async Task<bool> IsReachedAsync(RestoreCommand restore, RestoreStep step, StatementOutcome outcome, CancellationToken cancellationToken)
    {
        if (!restore.Ending.Waits)
            return !outcome.StopNotReached;

        TargetFacts? target = await TargetFactsQuery.ReadAsync(session, instance, options.TargetName, cancellationToken).ConfigureAwait(false);
        return target?.RedoStartLsn is { } lsn && lsn < step.Set!.LastLsn;
    }

    private async Task<StatementOutcome> StepAsync(PlannedStatement statement, int count, Action<double> progressed, CancellationToken cancellationToken)
    {
        RestoreStep step = statement.Step;
        cancellationToken.ThrowIfCancellationRequested();
        await steps.BeginsAsync(step).ConfigureAwait(false);
        await _check.RequireAsync(step, cancellationToken).ConfigureAwait(false);
        if (statement.Restore is not null && !Journal.HasGivenUp)
            await WriteAsync(Journal with { HasGivenUp = true }, cancellationToken).ConfigureAwait(false);

        observer.Noted(_operation, $"step {step.Number} of {count}: {step.Sql}");
        StatementOutcome outcome = await _sender.SendAsync(statement, progressed, cancellationToken).ConfigureAwait(false);
        draft.Did(new RestoreStepResult(step.Number, outcome.Duration, outcome.Messages));
        if (outcome.Error is { } error)
            throw error;

        await steps.DoneAsync(step).ConfigureAwait(false);
        return outcome;
    }

    private void Progress(long done, long total) => observer.Progressed(_operation, new OperationProgress(total > 0 ? Math.Min(100, done * 100.0 / total) : null, done, total));

    private async Task WriteAsync(RestoreJournal journal, CancellationToken cancellationToken)
    {
        await journals.WriteAsync(journal, cancellationToken).ConfigureAwait(false);
        Journal = journal;
    }
}
