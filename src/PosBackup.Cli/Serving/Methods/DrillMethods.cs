using PosBackup.Cli.Json;
using PosBackup.Cli.Serving.Dispatch;
using PosBackup.Cli.Serving.Requests;
using PosBackup.Cli.Settings;
using PosBackup.Cli.Verbs;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Drills;
using PosBackup.Engine.Drills.Sources;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Serving.Methods;

/// <summary><c>drill/plan</c> and <c>drill/run</c>.</summary>
internal static class DrillMethods
{
    public static IReadOnlyList<Method> All { get; } =
    [
        Method.Of("drill/plan", ServeJson.Default.DrillParams, PlanAsync, ServeJson.Default.DrillPlanAnswer),
        Method.Of("drill/run", ServeJson.Default.DrillRunParams, RunAsync, CliJson.Default.DrillReportJson),
    ];

    private static Task<DrillPlanAnswer> PlanAsync(DrillParams asked, ServedRequest request, CancellationToken cancellationToken) => WithSourceAsync(asked, request, async (runner, options) =>
    {
        DrillPlanJson plan = DrillPlanJson.Of(await runner.PlanAsync(options, request.Observer, cancellationToken));
        foreach (PlannedDrillJson planned in plan.Drills)
            request.Record("drillPlan", planned, CliJson.Default.PlannedDrillJson);
        foreach (RestoreNoteJson note in plan.Notes)
            request.Warn(note.Message, note.Hint);

        return new DrillPlanAnswer(plan.Instance, plan.NotDue);
    }, cancellationToken);

    private static Task<DrillReportJson> RunAsync(DrillRunParams asked, ServedRequest request, CancellationToken cancellationToken) => WithSourceAsync(asked, request, async (runner, options) =>
    {
        DrillReport report = await runner.RunAsync(options, request.Observer, cancellationToken);
        return DrillReportJson.Of(report) with { Results = [] };
    }, cancellationToken);

    /// <summary>Does something with backups that are at hand, or with those on targets.</summary>
    private static async Task<T> WithSourceAsync<T>(DrillParams asked, ServedRequest request, Func<DrillRunner, DrillOptions, Task<T>> work, CancellationToken cancellationToken)
    {
        BackupCatalog catalog = CatalogLocation.At(asked.Catalog);
        DrillOptions options = (asked with { From = ListedPaths.Sources(asked.From, asked.Listed, request) }).ToOptions(CatalogLocation.Beside(catalog, "evidence"));
        options.Validate();
        if (asked.Sources() is not { } names)
            return await work(Runner(source: null), options);

        TargetFileStore store = TargetsFile.At(asked.TargetsFile);
        TargetFile file = await store.ReadAsync(cancellationToken);
        IReadOnlyList<TargetDefinition> targets = file.Named(names);
        request.Warn(store, targets);
        await using var source = new DrillSource(targets, asked.Store, asked.Staging, catalog, TargetAccess.Registry(file, request.Secrets));
        return await work(Runner(source.Source), options);

        DrillRunner Runner(IDrillSource? source) => new(catalog, asked.State ?? StateFolder.Beside(catalog))
        {
            Source = source,
            Results = new Streamed<DrillResult>(result => request.Record("drillResult", DrillResultJson.Of(result), CliJson.Default.DrillResultJson)),
        };
    }
}
