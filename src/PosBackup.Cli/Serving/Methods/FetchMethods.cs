using PosBackup.Cli.Json;
using PosBackup.Cli.Serving.Dispatch;
using PosBackup.Cli.Serving.Requests;
using PosBackup.Cli.Settings;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers;

namespace PosBackup.Cli.Serving.Methods;

/// <summary><c>fetch/plan</c> and <c>fetch/run</c>.</summary>
internal static class FetchMethods
{
    public static IReadOnlyList<Method> All { get; } =
    [
        Method.Of("fetch/plan", ServeJson.Default.FetchParams, (asked, request, cancellationToken) => FetchAsync(asked, isDryRun: true, request, cancellationToken), CliJson.Default.FetchReportJson),
        Method.Of("fetch/run", ServeJson.Default.FetchParams, (asked, request, cancellationToken) => FetchAsync(asked, isDryRun: false, request, cancellationToken), CliJson.Default.FetchReportJson),
    ];

    private static async Task<FetchReportJson> FetchAsync(FetchParams asked, bool isDryRun, ServedRequest request, CancellationToken cancellationToken)
    {
        TargetFileStore store = TargetsFile.At(asked.TargetsFile);
        TargetFile file = await store.ReadAsync(cancellationToken);
        FetchOptions options = asked.ToOptions(file);
        options.Validate();
        request.Warn(store, options.Targets);
        var runner = new FetchRunner(TargetAccess.Registry(file, request.Secrets)) { Results = new Streamed<FetchResult>(result => Tell(request, FetchedFileJson.Of(result))) };
        FetchReport? report = isDryRun ? null : await runner.RunAsync(options, request.Observer, cancellationToken);
        FetchPlan plan = report?.Plan ?? await runner.PlanAsync(options, request.Observer, cancellationToken);
        FetchReportJson told = FetchReportJson.Of(options, plan, report);
        foreach (FetchedFileJson planned in isDryRun ? told.Files : [])
            Tell(request, planned);

        return told;
    }

    private static void Tell(ServedRequest request, FetchedFileJson file) => request.Record("fetchedFile", file, CliJson.Default.FetchedFileJson);
}
