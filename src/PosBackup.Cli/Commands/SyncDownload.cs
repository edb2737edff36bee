using PosBackup.Cli.Json;
using PosBackup.Cli.Output;
using PosBackup.Cli.Settings;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers;

namespace PosBackup.Cli.Commands;

/// <summary><c>posbackup sync --download</c>: fetches from targets what a restore needs.</summary>
internal static class SyncDownload
{
    public static async Task<int> RunAsync(FetchOptions options, TargetFile file, bool isDryRun, Screen screen, CancellationToken cancellationToken)
    {
        options.Validate();
        var runner = new FetchRunner(TargetAccess.Registry(file));
        FetchReport? report = isDryRun ? null : await ProgressDisplay.RunAsync(screen, observer => runner.RunAsync(options, observer, cancellationToken));
        FetchPlan plan = report?.Plan ?? await ProgressDisplay.RunAsync(screen, observer => runner.PlanAsync(options, observer, cancellationToken));
        foreach (string line in report is null ? FetchText.Describe(plan) : FetchText.Describe(report))
            screen.Line(line);
        FetchText.Tell(screen, plan, report);
        if (plan.Gap is { } gap)
        {
            foreach (string line in GapText.Describe(gap))
                screen.Line(line);
            screen.Error($"{options.Database} cannot be brought back to {gap.Moment}: {gap.Message}", hint: null);
        }

        if (isDryRun)
            screen.Line("dry run: nothing was fetched");
        screen.Document(FetchReportJson.Of(options, plan, report), CliJson.Default.FetchReportJson);
        return Judge(plan, report);
    }

    /// <summary>A moment that cannot be reached is not a failure of the line.</summary>
    private static int Judge(FetchPlan plan, FetchReport? report)
    {
        if (plan.Gap is not null)
            return ExitCode.NotRecoverable;
        if (report?.Outcome == SyncOutcome.Cancelled || report?.Files.Any(file => file.Outcome == SyncOutcome.Cancelled) == true)
            return ExitCode.Cancelled;

        int bad = report?.Files.Count(file => file.Outcome != SyncOutcome.Succeeded) ?? 0;
        return ExitCode.Of((report?.Files.Count ?? 1) - bad, bad);
    }
}
