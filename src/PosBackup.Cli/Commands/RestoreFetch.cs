using System.CommandLine;
using PosBackup.Cli.Output;
using PosBackup.Cli.Settings;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Restores;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers;
using PosBackup.Engine.Transfers.Staging;

namespace PosBackup.Cli.Commands;

/// <summary>What <c>restore --from-target</c> does before and after the restore: files come, and go again once they are not needed any more.</summary>
internal sealed class RestoreFetch : IDisposable
{
    private readonly StagingFolder _staging;
    private readonly FetchOptions _options;
    private readonly TargetFile _file;
    private FetchReport? _report;
    private bool _needsAll;

    private RestoreFetch(StagingFolder staging, FetchOptions options, TargetFile file) => (_staging, _options, _file) = (staging, options, file);

    /// <summary>The files that were fetched.</summary>
    public IReadOnlyList<string> Files => [.. _report?.Files.Select(file => file.Item.File) ?? []];

    /// <summary>Takes the folder for staging.</summary>
    public static async Task<RestoreFetch> BeginAsync(FromTargetSettings settings, RestoreOptions options, BackupCatalog catalog, ParseResult parsed, Screen screen, CancellationToken cancellationToken)
    {
        TargetFileStore store = TargetsFile.Of(parsed);
        TargetFile file = await store.ReadAsync(cancellationToken);
        IReadOnlyList<TargetDefinition> targets = settings.Targets(parsed, file);
        screen.Warn(store, targets);
        var staging = StagingFolder.Take(settings.Staging(parsed, CatalogLocation.Beside(catalog, "staging"), "posbackup-restore"));
        return new RestoreFetch(staging, new FetchOptions
        {
            Targets = targets,
            Store = settings.Store(parsed) ?? file.Store,
            Database = options.Database,
            SourceInstance = options.SourceInstance,
            Moment = options.Moment,
            Zone = options.Zone,
            Folder = staging.Path,
        }, file);
    }

    /// <summary>Fetches, or says what would be; null when the restore can begin, else the report of one that cannot.</summary>
    public async Task<RestoreReport?> RunAsync(RestoreOptions options, bool isDryRun, Screen screen, CancellationToken cancellationToken)
    {
        var runner = new FetchRunner(TargetAccess.Registry(_file));
        DateTimeOffset startedAt = TimeProvider.System.GetUtcNow();
        FetchPlan plan = await PlanAsync(runner, options, screen, cancellationToken);
        foreach (string line in FetchText.Describe(plan))
            screen.Line(line);
        if (plan.Gap is { } gap)
        {
            FetchText.Tell(screen, plan, report: null);
            return Report(options, startedAt, plan) with
            {
                Outcome = RestoreOutcome.NotRecoverable,
                Code = ErrorCode.ChainBroken,
                Message = $"{options.Database} cannot be brought back to {gap.Moment} from {string.Join(", ", _options.Targets.Select(target => target.Name))}: {gap.Message}",
                Gap = gap,
            };
        }

        if (isDryRun)
        {
            FetchText.Tell(screen, plan, report: null);
            return Report(options, startedAt, plan) with { Outcome = RestoreOutcome.Succeeded, Reached = plan.Reached };
        }

        _report = await ProgressDisplay.RunAsync(screen, observer => runner.RunAsync(_needsAll ? _options with { Moment = RestoreMoment.Newest } : _options, observer, cancellationToken));
        foreach (string line in FetchText.Describe(_report))
            screen.Line(line);
        FetchText.Tell(screen, _report.Plan, _report);
        screen.Line();
        return _report.Files.FirstOrDefault(file => file.Outcome != SyncOutcome.Succeeded) is { } failed
            ? Report(options, startedAt, _report.Plan) with
            {
                Outcome = failed.Outcome == SyncOutcome.Cancelled ? RestoreOutcome.Cancelled : RestoreOutcome.Failed,
                Code = failed.Code,
                Message = $"nothing was restored: {failed.Item.Sources[0].Path} could not be fetched: {failed.Message}",
                Hint = failed.Hint ?? "Run the same command again: what was fetched is kept.",
            }
            : null;
    }

    /// <summary>After success nothing stays; else the same command goes on with what is here.</summary>
    public void Conclude(RestoreOutcome outcome, Screen screen)
    {
        if (_report is null)
            return;

        if (outcome != RestoreOutcome.Succeeded)
        {
            screen.Warn($"what was fetched stays in {_staging.Path}", "the same command again goes on with it; remove it when it is not needed any more");
            return;
        }

        foreach (RestoreNote note in _staging.Remove(_report.Plan.Items))
            screen.Warn(note.Message, note.Hint);
    }

    public void Dispose() => _staging.Dispose();

    /// <summary>A moment behind all that was shipped may be in the tail-log, which is taken by the restore: then it needs all there is.</summary>
    private async Task<FetchPlan> PlanAsync(FetchRunner runner, RestoreOptions options, Screen screen, CancellationToken cancellationToken)
    {
        FetchPlan plan = await ProgressDisplay.RunAsync(screen, observer => runner.PlanAsync(_options, observer, cancellationToken));
        if (plan.Gap?.Reason != GapReason.TooLate || options.TailLog != TailLogChoice.Take)
            return plan;

        FetchPlan latest = await ProgressDisplay.RunAsync(screen, observer => runner.PlanAsync(_options with { Moment = RestoreMoment.Newest }, observer, cancellationToken));
        _needsAll = latest.Gap is null;
        return _needsAll ? latest : plan;
    }

    private static RestoreReport Report(RestoreOptions options, DateTimeOffset startedAt, FetchPlan plan) => new()
    {
        RestoreId = Guid.NewGuid(),
        Instance = options.Instance.Instance,
        Database = options.Database,
        Target = options.TargetName,
        Outcome = RestoreOutcome.Failed,
        Notes = [.. plan.Notes.Select(note => new RestoreNote(note.Message, note.Hint))],
        StartedAt = startedAt,
        FinishedAt = TimeProvider.System.GetUtcNow(),
    };
}
