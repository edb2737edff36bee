using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Restores;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers;
using PosBackup.Engine.Transfers.Staging;

namespace PosBackup.Cli.Verbs;

/// <summary>
/// What a restore from targets does before and after the restore: files come, and go again once they are not needed any more. Before any comes, the restore is planned by the manifests of
/// what would: a name that is taken or an instance that does not answer is no reason to load a line. A manifest that lists no files of the database (of an encrypted backup, or of one that only
/// the instance saw) plans no restore: then the files come first.
/// </summary>
internal sealed class RestoreFetch : IDisposable
{
    private const string UnlistedFiles =
        "the manifests list no files of the database (those of encrypted backups never do): the statements are known, and the name, the room and the instance are checked, once the backups are here";

    private readonly RestoreRunner _restore;
    private readonly FetchOptions _options;
    private readonly FetchRunner _runner;
    private readonly IRestoreAudience _audience;
    private readonly StagingFolder _staging;
    private FetchReport? _report;
    private bool _needsAll;

    /// <param name="options">What is restored.</param>
    /// <param name="targets">Where from.</param>
    /// <param name="store">Store whose backups are meant.</param>
    /// <param name="folder">The folder for staging, which is made and ours when the first file is fetched.</param>
    /// <param name="registry">Reaches targets.</param>
    /// <param name="restore">Restores.</param>
    /// <param name="audience">Who follows.</param>
    public RestoreFetch(RestoreOptions options, IReadOnlyList<TargetDefinition> targets, string store, string folder, TargetRegistry registry, RestoreRunner restore, IRestoreAudience audience)
    {
        (_staging, _restore, _audience) = (new StagingFolder(folder), restore, audience);
        _runner = new FetchRunner(registry);
        _options = new FetchOptions
        {
            Targets = targets,
            Store = store,
            Database = options.Database,
            SourceInstance = options.SourceInstance,
            Moment = options.Moment,
            Zone = options.Zone,
            Folder = folder,
        };
    }

    /// <summary>The files that were fetched.</summary>
    public IReadOnlyList<string> Files => [.. _report?.Files.Select(file => file.Item.File) ?? []];

    /// <summary>What the audience was told of the plan already.</summary>
    public IReadOnlyList<RestoreNote> Told { get; private set; } = [];

    /// <summary>Whether nothing was tried to be fetched.</summary>
    public bool IsNothingFetched => _report is null;

    /// <summary>Fetches, or says what would be; null when the restore can begin, else the report of one that cannot.</summary>
    public async Task<RestoreReport?> RunAsync(RestoreOptions options, bool isDryRun, CancellationToken cancellationToken)
    {
        DateTimeOffset startedAt = TimeProvider.System.GetUtcNow();
        FetchPlan plan = await PlanAsync(options, cancellationToken);
        bool isLast = isDryRun || plan.Gap is not null;
        _audience.Planned(plan, isLast);
        if (isLast)
            Told = Notes(plan);
        if (plan.Gap is { } gap)
        {
            return Report(options, startedAt, plan) with
            {
                Outcome = RestoreOutcome.NotRecoverable,
                Code = ErrorCode.ChainBroken,
                Message = $"{options.Database} cannot be brought back to {gap.Moment} from {string.Join(", ", _options.Targets.Select(target => target.Name))}, store {_options.Store}: {gap.Message}",
                Gap = gap,
            };
        }

        RestoreReport planned = AreFilesListed(plan) ? await PlanAsync(options, plan, cancellationToken) : Unplanned(options, startedAt, plan);
        if (isDryRun || planned.Outcome != RestoreOutcome.Succeeded)
            return planned;

        _staging.Take();
        _report = await _audience.WatchAsync(observer => _runner.RunAsync(_needsAll ? _options with { Moment = RestoreMoment.Newest } : _options, observer, cancellationToken));
        _audience.Fetched(_report);
        Told = Notes(_report.Plan);
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
    public void Conclude(RestoreOutcome outcome)
    {
        if (_report is null)
            return;

        if (outcome != RestoreOutcome.Succeeded)
        {
            _audience.Warn($"what was fetched stays in {_staging.Path}", "the same command again goes on with it; remove it when it is not needed any more");
            return;
        }

        foreach (RestoreNote note in _staging.Remove(_report.Plan.Items))
            _audience.Warn(note.Message, note.Hint);
    }

    public void Dispose() => _staging.Dispose();

    /// <summary>The restore as it will be, with the files where they will lie.</summary>
    private async Task<RestoreReport> PlanAsync(RestoreOptions options, FetchPlan plan, CancellationToken cancellationToken)
    {
        Manifest[] expected = [.. plan.Items.Where(item => item.Manifest is not null).Select(item => item.Manifest! with { Media = item.Manifest.Media with { Path = item.File } })];
        RestoreReport report = await _audience.WatchAsync(observer => _restore.PlanAsync(options with { Expected = expected }, observer, cancellationToken));
        return report with { Notes = [.. Notes(plan), .. report.Notes] };
    }

    /// <summary>Whether every set that comes with the files tells which files the database has: where they go, and what room they need, is asked of nothing else.</summary>
    private static bool AreFilesListed(FetchPlan plan) => plan.Items.All(item => item.Manifest is { } manifest && manifest.Media.Sets.All(set => set.Files.Count > 0));

    /// <summary>All that can be said of a restore before its files are here.</summary>
    private static RestoreReport Unplanned(RestoreOptions options, DateTimeOffset startedAt, FetchPlan plan) => Report(options, startedAt, plan) with
    {
        Outcome = RestoreOutcome.Succeeded,
        Reached = plan.Reached,
        Notes = [.. Notes(plan), new RestoreNote(UnlistedFiles, "'posbackup sync --download' fetches the backups, from which a restore can be planned then")],
    };

    private static RestoreNote[] Notes(FetchPlan plan) => [.. plan.Notes.Select(note => new RestoreNote(note.Message, note.Hint))];

    /// <summary>A moment behind all that was shipped may be in the tail-log, which is taken by the restore: then it needs all there is.</summary>
    private async Task<FetchPlan> PlanAsync(RestoreOptions options, CancellationToken cancellationToken)
    {
        FetchPlan plan = await _audience.WatchAsync(observer => _runner.PlanAsync(_options, observer, cancellationToken));
        if (plan.Gap?.Reason != GapReason.TooLate || options.TailLog != TailLogChoice.Take)
            return plan;

        FetchPlan latest = await _audience.WatchAsync(observer => _runner.PlanAsync(_options with { Moment = RestoreMoment.Newest }, observer, cancellationToken));
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
        Notes = Notes(plan),
        StartedAt = startedAt,
        FinishedAt = TimeProvider.System.GetUtcNow(),
    };
}
