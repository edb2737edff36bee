using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Files;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Statements;

namespace PosBackup.Engine.Backups.Steps;

/// <summary>
/// The backup of one database, from plan to catalog. Whatever happens, it ends in a result.
/// <code>
/// plan ─► space ─► BACKUP ─► read back ─► verify ─► swap ─► manifests ─► catalog
///          │          │          │           │        │
///          └──────────┴──────────┴───────────┴────────┴─► undo, and a result that says why
/// </code>
/// </summary>
internal sealed class DatabaseBackup(RunContext run)
{
    /// <summary>SQL Server's refusals of a kind: no base for a differential, no full for a log, no log in simple recovery.</summary>
    private static readonly int[] KindRefusals = [3035, 4214, 4208];

    private bool _isWhole;

    public async Task<BackupResult> RunAsync(string database, CancellationToken cancellationToken)
    {
        var operation = new Operation("back up", database);
        var draft = new ResultDraft(run, database);
        run.Observer.Started(operation);
        try
        {
            using FolderLock? gate = run.Visible && Directory.Exists(run.Folder.Folder) ? FolderLock.Take(run.Folder.Folder, database) : null;
            SqlSession session = await SqlSession.OpenAsync(run.Options.Instance, cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
                await BackUpAsync(session, database, draft, operation, cancellationToken).ConfigureAwait(false);
        }
        catch (PosBackupException e)
        {
            draft.Fail(e);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            draft.Fail(new PosBackupException(ErrorCode.Cancelled, $"the backup of {database} was cancelled"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            draft.Fail(new PosBackupException(ErrorCode.FileAccess, $"the backup of {database} failed: {e.Message}", "Check the folder and the rights of this account.", e));
        }
        finally
        {
            run.Observer.Finished(operation);
        }

        return draft.Finish();
    }

    private async Task BackUpAsync(SqlSession session, string database, ResultDraft draft, Operation operation, CancellationToken cancellationToken)
    {
        Promotion? refused = null;
        do
        {
            BackupPlan plan = await new PlanBackup(run, session).RunAsync(database, refused, cancellationToken).ConfigureAwait(false);
            draft.Take(plan, operation);
            await run.Steps.ReachedAsync(BackupStep.Planned, database).ConfigureAwait(false);
            await CheckSpaceAsync(session, plan, draft, cancellationToken).ConfigureAwait(false);
            refused = await TakeAsync(session, plan, draft, operation, cancellationToken).ConfigureAwait(false);
        }
        while (refused is not null);
    }

    private async Task CheckSpaceAsync(SqlSession session, BackupPlan plan, ResultDraft draft, CancellationToken cancellationToken)
    {
        SpaceFinding space = await new CheckSpace(run, session).RunAsync(plan, cancellationToken).ConfigureAwait(false);
        if (space.Check.Outcome == PreflightOutcome.Failed)
            throw new PosBackupException(space.Check.Code, space.Check.Message, space.Check.Hint);

        draft.Note(space.Warning);
    }

    /// <summary>Takes the planned backup; the promotion to plan anew with, when the instance refuses the kind.</summary>
    private async Task<Promotion?> TakeAsync(SqlSession session, BackupPlan plan, ResultDraft draft, Operation operation, CancellationToken cancellationToken)
    {
        AppendGuard? guard = plan.Media.Placing == Placing.Append && run.Visible ? await AppendGuard.TakeAsync(plan.Media.Files, cancellationToken).ConfigureAwait(false) : null;
        WriteIntent? intent = run.Visible && plan.Media.Placing is (Placing.New or Placing.Swap) ? WriteIntent.Of(run.Folder.Folder, plan.Database.Name) : null;
        intent?.Add(plan.Media.Written);
        Promotion? refused = null;
        bool isDone = false;
        bool isRefused = true;
        try
        {
            StatementOutcome outcome = await new TakeBackup(run).RunAsync(plan, operation, cancellationToken).ConfigureAwait(false);
            draft.Took(outcome);
            isRefused = outcome is { End: StatementEnd.Failed, Error.Code: ErrorCode.Busy or ErrorCode.InstanceAccessDenied };
            if (outcome.Error is { } error)
                return refused = Refusal(plan, outcome) ?? throw error;

            await run.Steps.ReachedAsync(BackupStep.BackedUp, plan.Database.Name).ConfigureAwait(false);
            WrittenSet written = await new ReadBack(run, session).RunAsync(plan.Media.Written, plan.Mark, plan.Database.Name, plan.Kind.Kind, cancellationToken).ConfigureAwait(false);
            await run.Steps.ReachedAsync(BackupStep.ReadBack, plan.Database.Name).ConfigureAwait(false);
            isDone = await FinishAsync(plan, written, draft, cancellationToken).ConfigureAwait(false);
            return null;
        }
        finally
        {
            if (!isDone && !_isWhole)
                draft.Note(await new UndoBackup(run, session).RunAsync(plan.Media, guard, isRefused || refused is not null).ConfigureAwait(false));

            // What could not be undone is for the next run to set aside.
            intent?.Remove(plan.Media.Written.Where(file => isDone || !File.Exists(file)));
        }
    }

    /// <summary>True when the media is to stay, good or as evidence.</summary>
    private async Task<bool> FinishAsync(BackupPlan plan, WrittenSet written, ResultDraft draft, CancellationToken cancellationToken)
    {
        string database = plan.Database.Name;
        bool isSwap = plan.Media.Placing == Placing.Swap;
        long started = run.Clock.GetTimestamp();
        Verification verification = await new VerifyWritten(run).RunAsync(plan.Media.Written, written.Set, isRequired: isSwap, cancellationToken).ConfigureAwait(false);
        draft.Verified(verification, run.Clock.GetElapsedTime(started));
        await run.Steps.ReachedAsync(BackupStep.Verified, database).ConfigureAwait(false);
        if (verification.Error is { } damage && isSwap)
            throw damage;

        // From here on the set counts; a cancellation that comes now comes too late.
        var record = new RecordBackup(run);
        IReadOnlyList<Manifest> manifests = await record.ManifestsAsync(plan.Media.Files, written, verification, CancellationToken.None).ConfigureAwait(false);
        if (isSwap)
        {
            // From here on the new file is a whole backup: if it cannot take the old one's name, the next run finishes that.
            _isWhole = true;
            SwapIntoPlace.Run(plan.Media.Written[0], plan.Media.Files[0]);
            await run.Steps.ReachedAsync(BackupStep.Swapped, database).ConfigureAwait(false);
        }

        draft.Note(await record.WriteAsync(manifests, CancellationToken.None).ConfigureAwait(false));
        await run.Steps.ReachedAsync(BackupStep.ManifestWritten, database).ConfigureAwait(false);
        draft.Succeed(written, manifests, verification.Error);
        draft.Note(record.Catalog(manifests));
        await run.Steps.ReachedAsync(BackupStep.Cataloged, database).ConfigureAwait(false);
        return true;
    }

    private static Promotion? Refusal(BackupPlan plan, StatementOutcome outcome)
    {
        if (plan.Kind.Kind == BackupKind.Full || outcome.End != StatementEnd.Failed)
            return null;

        return outcome.Messages.FirstOrDefault(message => Array.IndexOf(KindRefusals, message.Number) >= 0) is { } message
            ? new Promotion(PromotionReason.RefusedByInstance, $"the instance refused a {plan.Kind.Kind}: {message.Text} ({message.Number})")
            : null;
    }
}
