using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Drills.Assertions;
using PosBackup.Engine.Drills.Evidence;
using PosBackup.Engine.Drills.Journal;
using PosBackup.Engine.Drills.Scratch;
using PosBackup.Engine.Drills.Sources;
using PosBackup.Engine.Files;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Restores;
using PosBackup.Engine.Restores.Sources;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Statements;

namespace PosBackup.Engine.Drills.Steps;

/// <summary>
/// The drill of one database. A restore for real would have to look through the sources as well: that survey, done once for all, counts in each.
/// <code>
/// locate ─► plan, space ─► journal ─► restore ─► CHECKDB ─► assertions
///    └─────────┴──────────────┴──────────┴──────────┴───────────┴────► drop, whatever happens
/// </code>
/// </summary>
internal sealed class DrillRun(
    DrillOptions options, InstanceFacts instance, BackupCatalog? catalog, IDrillSource? source, RestoreRunner restores, DrillJournalStore journals, ScratchRemoval removal,
    DrillAssertions assertions, TimeSpan survey, IDrillStepObserver steps, IOperationObserver observer, TimeProvider clock)
{
    /// <summary>Drills; what goes wrong is in the draft.</summary>
    public async Task RunAsync(DrillCandidate candidate, DrillDraft draft, CancellationToken cancellationToken)
    {
        var phases = new PhaseClock(clock);
        var operation = new Operation("drill", candidate.Database);
        observer.Started(operation);
        try
        {
            await ProveAsync(candidate, draft, phases, operation, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            draft.Fail(Cancelled(candidate.Database));
        }
        catch (PosBackupException e)
        {
            draft.Fail(e.Code == ErrorCode.Cancelled ? Cancelled(candidate.Database) : e);
        }
        finally
        {
            draft.Evidence = draft.Evidence with { Phases = phases.Times };
            observer.Finished(operation);
        }
    }

    /// <summary>Why the drill of a database says nothing.</summary>
    public static PosBackupException Cancelled(string database) => new(ErrorCode.Cancelled, $"the drill of {database} was cancelled; it proves nothing");

    private async Task ProveAsync(DrillCandidate candidate, DrillDraft draft, PhaseClock phases, Operation operation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        DrillTarget target = await phases.MeasureAsync(DrillPhase.Locate, () => LocateAsync(candidate, draft, cancellationToken), before: survey).ConfigureAwait(false);
        draft.Note(target.Notes);
        draft.Evidence = draft.Evidence with { Moment = draft.Evidence.Moment with { Asked = target.Asked, Seed = target.Seed } };
        if (target.Error is { } none)
            throw none;

        IReadOnlyList<string> from = source is null
            ? candidate.From
            : await phases.MeasureAsync(DrillPhase.Fetch, () => StageAsync(source, candidate, target.Moment!, draft, cancellationToken)).ConfigureAwait(false);
        var scratch = ScratchName.New(clock.GetUtcNow());
        RestoreOptions restore = new()
        {
            Instance = options.Instance,
            Database = candidate.Database,
            SourceInstance = candidate.Instance ?? options.SourceInstance,
            Target = scratch.ToString(),
            From = from,
            Moment = target.Moment!,
            DataFolder = options.DataFolder,
            LogFolder = options.LogFolder,
            Zone = options.Zone,
            StallTimeout = options.StallTimeout,
        };
        RestoreReport planned = await phases.MeasureAsync(DrillPhase.Plan, () => restores.PlanAsync(restore, observer, cancellationToken)).ConfigureAwait(false);
        draft.Note(planned.Notes.Where(note => !IsAboutLivingOn(note)));
        RequireDone(planned, draft, candidate.Database);
        RestorePlan plan = planned.Plan!;
        draft.Evidence = draft.Evidence with
        {
            Database = Of(plan) is { } set ? new DrilledDatabase { Name = set.Database, Instance = set.Instance, FamilyGuid = set.FamilyGuid } : draft.Evidence.Database,
            Moment = draft.Evidence.Moment with { Asked = target.Asked ?? plan.Reached.AsUtc(instance.ClockOffset) },
        };
        await InScratchAsync(restore, candidate, draft, phases, operation, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Everything that happens while there may be a scratch database.</summary>
    private async Task InScratchAsync(
        RestoreOptions restore, DrillCandidate candidate, DrillDraft draft, PhaseClock phases, Operation operation, CancellationToken cancellationToken)
    {
        var journal = new DrillJournal
        {
            DrillId = draft.Evidence.DrillId,
            Instance = instance.Name,
            ScratchDatabase = restore.TargetName,
            Database = candidate.Database,
            StartedAt = draft.Evidence.StartedAt,
            ToolVersion = ToolVersion.Current,
        };
        using FolderLock gate = journals.Lock(journal.Instance, journal.ScratchDatabase);
        await journals.WriteAsync(journal, cancellationToken).ConfigureAwait(false);
        bool isOurs = true;
        try
        {
            draft.Evidence = draft.Evidence with { RestoredOn = draft.Evidence.RestoredOn with { ScratchDatabase = journal.ScratchDatabase } };
            await steps.ReachedAsync(DrillStep.Journaled, journal.ScratchDatabase).ConfigureAwait(false);
            RestoreReport report = await phases.MeasureAsync(DrillPhase.Restore, () => restores.RunAsync(restore, observer, cancellationToken)).ConfigureAwait(false);

            // What had our name before anything was restored, we did not make.
            isOurs = report is not { Code: ErrorCode.DatabaseExists, Steps.Count: 0 };
            RequireDone(report, draft, candidate.Database);
            Restored(report, draft);
            await steps.ReachedAsync(DrillStep.Restored, journal.ScratchDatabase).ConfigureAwait(false);
            await CheckAsync(journal, draft, phases, operation, cancellationToken).ConfigureAwait(false);
            await steps.ReachedAsync(DrillStep.Checked, journal.ScratchDatabase).ConfigureAwait(false);
            await AssertAsync(report, journal, draft, phases, operation, cancellationToken).ConfigureAwait(false);
            await steps.ReachedAsync(DrillStep.Asserted, journal.ScratchDatabase).ConfigureAwait(false);
        }
        finally
        {
            CleanUpResult cleanUp = isOurs
                ? await phases.MeasureAsync(DrillPhase.Drop, () => removal.RemoveAsync(journal)).ConfigureAwait(false)
                : await ForgetAsync(journal).ConfigureAwait(false);
            draft.Evidence = draft.Evidence with { CleanUp = cleanUp with { LeftOversRemoved = draft.Evidence.CleanUp.LeftOversRemoved } };
        }
    }

    private async Task<CleanUpResult> ForgetAsync(DrillJournal journal)
    {
        await removal.ForgetAsync(journal).ConfigureAwait(false);
        return new CleanUpResult();
    }

    private async Task<DrillTarget> LocateAsync(DrillCandidate candidate, DrillDraft draft, CancellationToken cancellationToken)
    {
        if (source is not null)
            return DrillTargetPlanner.Plan(options, candidate.Stock.Families, ChainOf(candidate), clock.GetUtcNow());

        SqlSession session = await SqlSession.OpenAsync(options.Instance, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            RestoreSources sources = await new SourceReader(session, instance, catalog).ReadAsync(candidate.Database, candidate.From, expected: [], more: [], cancellationToken).ConfigureAwait(false);
            draft.Note(sources.Problems);
            return DrillTargetPlanner.Plan(options, sources.Families, ChainOf(candidate), clock.GetUtcNow());
        }
    }

    private async Task<IReadOnlyList<string>> StageAsync(IDrillSource from, DrillCandidate candidate, RestoreMoment moment, DrillDraft draft, CancellationToken cancellationToken)
    {
        StagedSets staged = await from.StageAsync(candidate.Stock, moment, ChainOf(candidate), observer, cancellationToken).ConfigureAwait(false);
        draft.Note(staged.Notes);
        if (staged.Gap is not { } gap)
            return staged.Files;

        var error = new PosBackupException(ErrorCode.ChainBroken, $"{candidate.Database} cannot be brought back to {gap.Moment}: {gap.Message}", "Take a full backup and ship it, or fetch what is missing from another target.");
        draft.Fail(error, gap);
        throw error;
    }

    private ChainOptions ChainOf(DrillCandidate candidate) => new()
    {
        Database = candidate.Database,
        Instance = candidate.Instance ?? options.SourceInstance,
        Zone = options.Zone,
        AssumedOffset = instance.ClockOffset,
    };

    private static void RequireDone(RestoreReport report, DrillDraft draft, string database)
    {
        if (report.Outcome == RestoreOutcome.Succeeded)
            return;

        PosBackupException error = report.Outcome == RestoreOutcome.Cancelled ? Cancelled(database) : new PosBackupException(report.Code, report.Message, report.Hint);
        draft.Fail(error, report.Gap);
        throw error;
    }

    private void Restored(RestoreReport report, DrillDraft draft)
    {
        HashSet<int> done = [.. report.Steps.Select(step => step.Number)];
        RestoreStep[] restored = [.. report.Plan!.Steps.Where(step => step.Set is not null && done.Contains(step.Number))];
        draft.Evidence = draft.Evidence with
        {
            Sets = [.. restored.Select(Of)],
            Bytes = restored.Sum(step => step.Bytes),
            Moment = draft.Evidence.Moment with { Reached = report.Reached!.Value.Instant ?? report.Reached.Value.AsUtc(instance.ClockOffset) },
            Rto = draft.Evidence.Rto with { Measured = survey + (report.FinishedAt - draft.Evidence.StartedAt) },
        };
    }

    private async Task CheckAsync(DrillJournal journal, DrillDraft draft, PhaseClock phases, Operation operation, CancellationToken cancellationToken)
    {
        observer.Noted(operation, CheckDatabase.Statement(journal.ScratchDatabase).Text);
        draft.Evidence = draft.Evidence with { CheckDb = new CheckDbResult { Outcome = CheckDbOutcome.NotFinished } };
        CheckOutcome outcome = await phases.MeasureAsync(
            DrillPhase.CheckDb,
            () => new CheckDatabase(clock).RunAsync(options.Instance, journal.ScratchDatabase, options.StallTimeout, cancellationToken)).ConfigureAwait(false);
        draft.Evidence = draft.Evidence with
        {
            CheckDb = new CheckDbResult
            {
                Outcome = outcome.IsClean ? CheckDbOutcome.Clean : outcome.Findings.Count > 0 ? CheckDbOutcome.Errors : CheckDbOutcome.NotFinished,
                Messages = [.. outcome.Messages.Select(message => message.Text)],
            },
        };
        if (outcome.End == StatementEnd.Cancelled)
            throw Cancelled(journal.Database);

        // The assertions are asked all the same: they may tell how much of a damaged database is still right.
        if (outcome.Error is { } error)
            draft.Fail(error);
    }

    private async Task AssertAsync(RestoreReport report, DrillJournal journal, DrillDraft draft, PhaseClock phases, Operation operation, CancellationToken cancellationToken)
    {
        IReadOnlyList<Assertion> mine = assertions.Content.For(journal.Database);
        if (mine.Count == 0)
            return;

        BackupSet? newest = Of(report.Plan!);
        DateTimeOffset reached = draft.Evidence.Moment.Reached!.Value;
        var context = new AssertionContext(reached, newest?.StartedAt.Offset ?? instance.ClockOffset, Earlier(draft, reached));
        draft.Evidence = draft.Evidence with
        {
            Assertions = await phases.MeasureAsync(
                DrillPhase.Assertions,
                () => new AssertionRun(options.Instance, journal.ScratchDatabase, observer, operation).RunAsync(mine, context, cancellationToken)).ConfigureAwait(false),
        };
    }

    private IReadOnlyDictionary<string, AssertionValue> Earlier(DrillDraft draft, DateTimeOffset reached) =>
        catalog is { Exists: true } && draft.Evidence.Database is { FamilyGuid: { } family, Instance: var source }
            ? catalog.EarlierValues(family, source, reached)
            : new Dictionary<string, AssertionValue>(StringComparer.OrdinalIgnoreCase);

    private static BackupSet? Of(RestorePlan plan) => plan.Steps.LastOrDefault(step => step.Set is not null)?.Set;

    private static DrilledSet Of(RestoreStep step) => new()
    {
        SetGuid = step.Set!.SetGuid,
        Kind = step.Set.Kind,
        IsCopyOnly = step.Set.IsCopyOnly,
        Position = step.Position,
        FirstLsn = step.Set.FirstLsn,
        LastLsn = step.Set.LastLsn,
        FinishedAt = step.Set.FinishedAt,
        Files = [.. step.Files.Select(file => new DrilledFile { Path = file.Path, Length = file.Length ?? 0 })],
    };

    /// <summary>A scratch database lives for minutes: what a restored one needs for its further life does not concern it.</summary>
    private static bool IsAboutLivingOn(RestoreNote note) => note.Message.StartsWith("a new recovery fork began", StringComparison.Ordinal);
}
