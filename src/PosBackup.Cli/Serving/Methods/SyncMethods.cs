using PosBackup.Cli.Json;
using PosBackup.Cli.Serving.Dispatch;
using PosBackup.Cli.Serving.Requests;
using PosBackup.Cli.Settings;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers;

namespace PosBackup.Cli.Serving.Methods;

/// <summary><c>sync/plan</c> and <c>sync/run</c>.</summary>
internal static class SyncMethods
{
    public static IReadOnlyList<Method> All { get; } =
    [
        Method.Of("sync/plan", ServeJson.Default.SyncParams, PlanAsync, ServeJson.Default.SyncPlanAnswer),
        Method.Of("sync/run", ServeJson.Default.SyncRunParams, RunAsync, CliJson.Default.SyncReportJson),
    ];

    private static async Task<SyncPlanAnswer> PlanAsync(SyncParams asked, ServedRequest request, CancellationToken cancellationToken)
    {
        (SyncRunner runner, SyncOptions options, CatalogedPaths paths) = await PrepareAsync(asked, request, cancellationToken);
        if (asked.From is not null && paths.Known.Count == 0)
            return new SyncPlanAnswer(paths.Problems);

        foreach (PlannedSync plan in await runner.PlanAsync(options, request.Observer, cancellationToken))
            request.Record("syncPlan", SyncPlanJson.Of(plan), CliJson.Default.SyncPlanJson);

        return new SyncPlanAnswer(paths.Problems);
    }

    private static async Task<SyncReportJson> RunAsync(SyncRunParams asked, ServedRequest request, CancellationToken cancellationToken)
    {
        (SyncRunner runner, SyncOptions options, CatalogedPaths paths) = await PrepareAsync(asked, request, cancellationToken);
        if (asked.From is not null && paths.Known.Count == 0)
            throw ParamsReader.Wrong("'from' names no media file that the catalog knows", "'sync/plan' tells what is wrong with each path");

        SyncReportJson told = SyncReportJson.Of(await runner.RunAsync(options, request.Observer, cancellationToken));
        return told with { Targets = [.. told.Targets.Select(target => target with { Copies = [] })] };
    }

    private static async Task<(SyncRunner Runner, SyncOptions Options, CatalogedPaths Paths)> PrepareAsync(SyncParams asked, ServedRequest request, CancellationToken cancellationToken)
    {
        TargetFileStore store = TargetsFile.At(asked.TargetsFile);
        TargetFile file = await store.ReadAsync(cancellationToken);
        SyncOptions options = asked.ToOptions(file);
        options.Validate();
        BackupCatalog catalog = CatalogLocation.Require(asked.Catalog, ", so nothing is known that could be shipped");
        CatalogedPaths paths = await CatalogedPaths.OfAsync(catalog, options.Under, asked.Listed, request, cancellationToken);
        request.Warn(store, options.Targets);
        var runner = new SyncRunner(catalog, TargetAccess.Registry(file, request.Secrets), asked.State ?? CatalogLocation.Beside(catalog, "transfers"))
        {
            Results = new Streamed<ShippedFile>(shipped => request.Record("copyResult", FlatRecord.Of([("target", shipped.Target)], CopyJson.Of(shipped.Copy), CliJson.Default.CopyJson))),
        };
        return (runner, options with { Under = paths.Known }, paths);
    }
}
