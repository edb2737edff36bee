using PosBackup.Cli.Json;
using PosBackup.Cli.Serving.Dispatch;
using PosBackup.Cli.Serving.Requests;
using PosBackup.Cli.Settings;
using PosBackup.Engine.Backups;

namespace PosBackup.Cli.Serving.Methods;

/// <summary><c>backup/plan</c>, <c>backup/run</c> and <c>preflight/run</c>.</summary>
internal static class BackupMethods
{
    public static IReadOnlyList<Method> All { get; } =
    [
        Method.Of("backup/plan", ServeJson.Default.BackupParams, PlanAsync, ServeJson.Default.BackupPlanAnswer),
        Method.Of("backup/run", ServeJson.Default.BackupRunParams, RunAsync, ServeJson.Default.BackupAnswer),
        Method.Of("preflight/run", ServeJson.Default.BackupParams, PreflightAsync, CliJson.Default.PreflightJson),
    ];

    private static async Task<BackupPlanAnswer> PlanAsync(BackupParams asked, ServedRequest request, CancellationToken cancellationToken)
    {
        BackupPlanReport report = await new BackupRunner(CatalogLocation.At(asked.Catalog)).PlanAsync(asked.ToOptions(), request.Observer, cancellationToken);
        foreach (PlannedBackup planned in report.Backups)
            request.Record("backupPlan", PlannedBackupJson.Of(planned), CliJson.Default.PlannedBackupJson);

        return new BackupPlanAnswer(report.Instance, report.Preflight?.Folder);
    }

    private static async Task<BackupAnswer> RunAsync(BackupRunParams asked, ServedRequest request, CancellationToken cancellationToken)
    {
        var runner = new BackupRunner(CatalogLocation.At(asked.Catalog))
        {
            Results = new Streamed<BackupResult>(result => request.Record("backupResult", BackupResultJson.Of(result), CliJson.Default.BackupResultJson)),
        };
        return BackupAnswer.Of(await runner.RunAsync(asked.ToOptions(), request.Observer, cancellationToken));
    }

    private static async Task<PreflightJson> PreflightAsync(BackupParams asked, ServedRequest request, CancellationToken cancellationToken)
    {
        PreflightJson report = PreflightJson.Of(await new PreflightRunner().RunAsync(asked.ToOptions(), request.Observer, cancellationToken));
        foreach (PreflightCheckJson check in report.Checks)
            request.Record("preflightCheck", check, CliJson.Default.PreflightCheckJson);

        return report;
    }
}
