using System.Globalization;
using PosBackup.Cli.Json;
using PosBackup.Cli.Serving.Dispatch;
using PosBackup.Cli.Serving.Requests;
using PosBackup.Cli.Settings;
using PosBackup.Cli.Verbs;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Restores;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers;

namespace PosBackup.Cli.Serving.Methods;

/// <summary><c>restore/plan</c> and <c>restore/run</c>.</summary>
internal static class RestoreMethods
{
    public static IReadOnlyList<Method> All { get; } =
    [
        Method.Of("restore/plan", ServeJson.Default.RestoreParams, (asked, request, cancellationToken) => RestoreAsync(asked, isDryRun: true, request, cancellationToken), CliJson.Default.RestoreReportJson),
        Method.Of("restore/run", ServeJson.Default.RestoreRunParams, (asked, request, cancellationToken) => RestoreAsync(asked, isDryRun: false, request, cancellationToken), CliJson.Default.RestoreReportJson),
    ];

    private static async Task<RestoreReportJson> RestoreAsync(RestoreParams asked, bool isDryRun, ServedRequest request, CancellationToken cancellationToken)
    {
        RestoreOptions options = (asked with { From = ListedPaths.Sources(asked.From, asked.Listed, request) }).ToOptions();
        options.Validate();
        BackupCatalog catalog = CatalogLocation.At(asked.Catalog);
        var runner = new RestoreRunner(catalog, asked.State ?? StateFolder.Beside(catalog));
        RestoreReport report = asked.Sources() is { } targets
            ? await FromTargetsAsync(asked, targets, options, catalog, runner, isDryRun, request, cancellationToken)
            : await RestoreAsync(runner, options, isDryRun, request, cancellationToken);
        return RestoreReportJson.Of(report, options.Moment, isDryRun);
    }

    private static async Task<RestoreReport> FromTargetsAsync(
        RestoreParams asked, IReadOnlyList<string> names, RestoreOptions options, BackupCatalog catalog, RestoreRunner runner, bool isDryRun, ServedRequest request, CancellationToken cancellationToken)
    {
        TargetFileStore store = TargetsFile.At(asked.TargetsFile);
        TargetFile file = await store.ReadAsync(cancellationToken);
        IReadOnlyList<TargetDefinition> targets = file.Named(names);
        request.Warn(store, targets);
        using var fetch = new RestoreFetch(
            options, targets, asked.Store ?? file.Store, StagingPlace.ForRestores(asked.Staging, catalog), TargetAccess.Registry(file, request.Secrets), runner, new Audience(request));
        RestoreReport report = await fetch.RunAsync(options, isDryRun, cancellationToken) ?? await RestoreAsync(runner, options with { From = fetch.Files }, isDryRun, request, cancellationToken);
        fetch.Conclude(report.Outcome);
        return report;
    }

    private static Task<RestoreReport> RestoreAsync(RestoreRunner runner, RestoreOptions options, bool isDryRun, ServedRequest request, CancellationToken cancellationToken) => isDryRun
        ? runner.PlanAsync(options, request.Observer, cancellationToken)
        : runner.RunAsync(options, request.Observer, cancellationToken);

    /// <summary>Tells the client of a restore from targets.</summary>
    private sealed class Audience(ServedRequest request) : IRestoreAudience
    {
        public Task<T> WatchAsync<T>(Func<IOperationObserver, Task<T>> work) => work(request.Observer);

        /// <summary>Who runs has planned before, and heard it then. The notes of a plan are in the report that comes of it.</summary>
        public void Planned(FetchPlan plan, bool isLast)
        {
            if (!isLast)
                return;

            foreach (FetchItem item in plan.Items)
                request.Say(MessageLevel.Information, string.Create(CultureInfo.InvariantCulture, $"{item.Sources[0].Path} at {item.Sources[0].Target} ({item.Length} bytes) is fetched to {item.File} first"));
        }

        public void Fetched(FetchReport report)
        {
            foreach (SyncNote note in report.Plan.Notes.Concat(report.Files.SelectMany(file => file.Notes)))
                request.Tell(note);
            foreach (FetchResult file in report.Files.Where(file => file.Outcome == SyncOutcome.Failed))
                request.Warn($"{file.Item.Sources[0].Path}: {file.Message}", file.Hint, file.Code);
        }

        public void Warn(string message, string? hint) => request.Warn(message, hint);
    }
}
