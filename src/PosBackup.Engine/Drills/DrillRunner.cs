using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Drills.Evidence;
using PosBackup.Engine.Drills.Journal;
using PosBackup.Engine.Drills.Scratch;
using PosBackup.Engine.Drills.Sources;
using PosBackup.Engine.Drills.Steps;
using PosBackup.Engine.Media;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Restores;
using PosBackup.Engine.Restores.Journal;
using PosBackup.Engine.Restores.Sources;
using PosBackup.Engine.Restores.Steps;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Drills;

/// <summary>
/// Proves that backups restore: each database to a scratch database of its own, which is checked, asked and dropped, with evidence.
/// <code>
/// left-overs removed ─► databases found ─► each: drill ─► drop ─► evidence ─► catalog, proofs
/// </code>
/// Nothing that it did not make is ever overwritten or dropped.
/// </summary>
/// <param name="catalog">Where sets are looked up when no source is named, and where history and proofs go; null keeps none.</param>
/// <param name="stateFolder">Folder that remembers scratch databases, and restores under way; it must outlive a power cut.</param>
/// <param name="clock">The clock; null is the system's.</param>
public sealed class DrillRunner(BackupCatalog? catalog, string stateFolder, TimeProvider? clock = null)
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly DrillJournalStore _journals = new(Path.GetFullPath(stateFolder));

    /// <summary>Where backups are fetched from; null: files, folders and the catalog, as the options say.</summary>
    public IDrillSource? Source { get; init; }

    /// <summary>Told of each result as soon as it is there. It returns at once and never throws.</summary>
    public IProgress<DrillResult>? Results { get; init; }

    /// <summary>Told of each step of a drill.</summary>
    internal IDrillStepObserver Steps { get; init; } = NoDrillStepObserver.Instance;

    /// <summary>Told of each step of a restore.</summary>
    internal IRestoreStepObserver RestoreSteps { get; init; } = NoRestoreStepObserver.Instance;

    /// <summary>Which databases a run would drill. Sources are looked at; nothing is restored, removed or written, and nothing is fetched.</summary>
    /// <exception cref="PosBackupException">As <see cref="RunAsync"/>.</exception>
    public async Task<DrillPlanReport> PlanAsync(DrillOptions options, IOperationObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        options.Validate();
        await DrillAssertions.ReadAsync(options.AssertionFile, cancellationToken).ConfigureAwait(false);
        DateTimeOffset plannedAt = _clock.GetUtcNow();
        (InstanceFacts instance, IReadOnlyList<DrillStock> stocks) = await FindAsync(options, observer, cancellationToken).ConfigureAwait(false);
        DrillCandidates candidates = CandidatePlanner.Plan(options, stocks, plannedAt);
        return new DrillPlanReport
        {
            Instance = instance.Name,
            PlannedAt = plannedAt,
            Drills = [.. candidates.Due.Select(one => new PlannedDrill(one.Database, one.Instance, one.Stock.Store, one.Stock.Places))],
            NotDue = candidates.NotDue,
            Notes = [.. stocks.SelectMany(stock => stock.Problems)],
        };
    }

    /// <summary>Drills one database after the other. What goes wrong after the databases are found is in the report.</summary>
    /// <exception cref="PosBackupException">
    /// InvalidOption; FileAccess, AssertionFileInvalid: the assertions or the folder for evidence; InstanceUnavailable, InstanceAccessDenied,
    /// CertificateNotTrusted when there is no connection.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled before the databases were found.</exception>
    public async Task<DrillReport> RunAsync(DrillOptions options, IOperationObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        options.Validate();
        DrillAssertions assertions = await DrillAssertions.ReadAsync(options.AssertionFile, cancellationToken).ConfigureAwait(false);
        EvidenceStore.Require(options.EvidenceFolder);
        DateTimeOffset startedAt = _clock.GetUtcNow();
        long began = _clock.GetTimestamp();
        (InstanceFacts instance, IReadOnlyList<DrillStock> stocks) = await FindAsync(options, observer, cancellationToken).ConfigureAwait(false);
        TimeSpan survey = _clock.GetElapsedTime(began);
        var removal = new ScratchRemoval(options.Instance, _journals, new JournalStore(Path.GetFullPath(stateFolder)), options.StallTimeout, _clock);
        RemovedLeftOvers leftOvers = await new LeftOvers(_journals, removal).RemoveAsync(instance.Name, cancellationToken).ConfigureAwait(false);
        DrillCandidates candidates = CandidatePlanner.Plan(options, stocks, startedAt);
        ApprovedCandidates approved = ApprovedCandidates.Of(candidates.Due, options.Approved);
        var restores = new RestoreRunner(catalog, stateFolder, _clock) { Steps = RestoreSteps };
        var run = new DrillRun(options, instance, catalog, Source, restores, _journals, removal, assertions, survey, Steps, observer, _clock);
        var results = new List<DrillResult>(approved.Due.Count);
        var kept = new List<RestoreNote>();
        foreach (DrillCandidate candidate in approved.Due)
        {
            var draft = new DrillDraft(Begin(options, candidate, instance, assertions, results.Count == 0 ? leftOvers.Names : []));
            try
            {
                await run.RunAsync(candidate, draft, cancellationToken).ConfigureAwait(false);
                results.Add(await ConcludeAsync(options, draft, cancellationToken).ConfigureAwait(false));
                Results?.Report(results[^1]);
            }
            finally
            {
                kept.AddRange(Source?.Release() ?? []);
            }
        }

        return new DrillReport
        {
            Instance = instance.Name,
            StartedAt = startedAt,
            FinishedAt = _clock.GetUtcNow(),
            Results = results,
            NotDue = candidates.NotDue,
            NotApproved = candidates.Due.Count - approved.Due.Count,
            LeftOversRemoved = leftOvers.Names,
            Notes = [.. leftOvers.Notes, .. stocks.SelectMany(stock => stock.Problems), .. kept, .. approved.Notes],
        };
    }

    private async Task<(InstanceFacts Instance, IReadOnlyList<DrillStock> Stocks)> FindAsync(DrillOptions options, IOperationObserver observer, CancellationToken cancellationToken)
    {
        SqlSession session = await SqlSession.OpenAsync(options.Instance, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            InstanceFacts instance = await InstanceFactsQuery.ReadAsync(session, cancellationToken).ConfigureAwait(false);
            if (Source is not null)
                return (instance, await Source.LookAsync(options.Databases, options.SourceInstance, observer, cancellationToken).ConfigureAwait(false));

            RestoreSources sources = await new SourceReader(session, instance, catalog).ReadAllAsync(options.From, cancellationToken).ConfigureAwait(false);
            return (instance, [new DrillStock(Store: null, options.From, sources.Families, sources.Problems)]);
        }
    }

    /// <summary>Evidence, history, proofs: of a cancelled drill as well.</summary>
    private async Task<DrillResult> ConcludeAsync(DrillOptions options, DrillDraft draft, CancellationToken cancellationToken)
    {
        draft.Evidence = draft.Evidence with { Sets = await SetHashes.AddAsync(draft.Evidence.Sets, cancellationToken).ConfigureAwait(false) };
        DrillEvidence evidence = draft.Finish(_clock.GetUtcNow());
        EvidenceFiles? files = null;
        try
        {
            files = await EvidenceStore.WriteAsync(options.EvidenceFolder, evidence, CancellationToken.None).ConfigureAwait(false);
        }
        catch (PosBackupException e)
        {
            evidence = evidence.Outcome == DrillOutcome.Passed
                ? evidence with { Outcome = DrillOutcome.Failed, Code = e.Code, Message = $"all was proven, but there is no evidence of it: {e.Message}", Hint = e.Hint }
                : evidence;
            draft.Note(new RestoreNote(e.Message, e.Hint));
        }

        if (catalog is not null)
            draft.Note(await RememberAsync(catalog, evidence, files).ConfigureAwait(false));

        return new DrillResult { Evidence = evidence, Files = files, Gap = draft.Gap, Notes = [.. draft.Notes.Distinct()] };
    }

    private static async Task<IReadOnlyList<RestoreNote>> RememberAsync(BackupCatalog catalog, DrillEvidence evidence, EvidenceFiles? files)
    {
        try
        {
            catalog.Record(History.Of(evidence, files?.JsonPath));
            return await new ProofRecorder(catalog).RecordAsync(evidence, CancellationToken.None).ConfigureAwait(false);
        }
        catch (PosBackupException e)
        {
            return [new RestoreNote($"the catalog does not know of this drill: {e.Message}", e.Hint)];
        }
    }

    private DrillEvidence Begin(DrillOptions options, DrillCandidate candidate, InstanceFacts instance, DrillAssertions assertions, IReadOnlyList<string> leftOvers) => new()
    {
        DrillId = Guid.NewGuid(),
        ToolVersion = ToolVersion.Current,
        User = OperatingSystem.IsWindows() ? $@"{Environment.UserDomainName}\{Environment.UserName}" : Environment.UserName,
        Machine = Environment.MachineName,
        StartedAt = _clock.GetUtcNow(),
        FinishedAt = _clock.GetUtcNow(),
        Outcome = DrillOutcome.Failed,
        Level = VerificationLevel.None,
        Database = new DrilledDatabase { Name = candidate.Database, Instance = candidate.Instance ?? options.SourceInstance ?? "" },
        RestoredOn = new DrillInstance { Name = instance.Name, Version = instance.Version.ToString(), Edition = instance.Edition },
        Sources = candidate.Stock.Places,
        Moment = new DrilledMoment { Choice = options.Moment },
        Rto = new RtoMeasurement { Target = options.RtoTarget },
        AssertionFile = assertions.File,
        CleanUp = new CleanUpResult { LeftOversRemoved = leftOvers },
    };
}
