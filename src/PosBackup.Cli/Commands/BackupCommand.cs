using System.CommandLine;
using PosBackup.Cli.Json;
using PosBackup.Cli.Output;
using PosBackup.Cli.Settings;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Commands;

/// <summary><c>posbackup backup</c>: takes backups, reads them back, verifies and records them.</summary>
internal static class BackupCommand
{
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what would be taken and where it would go, database by database, and write nothing, neither on the instance nor to the folder" };

    public static Command Create()
    {
        var settings = new BackupSettings();
        var command = new Command(
            "backup",
            "Back up databases: full, differential or log. Every set is read back, verified (L1) and recorded. There is one result for each database named, always.")
        {
            SharedOptions.Catalog,
        };
        settings.AddTo(command);
        command.Add(DryRun);
        command.Does((parsed, screen, cancellationToken) => RunAsync(settings.Read(parsed), parsed, screen, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(BackupOptions options, ParseResult parsed, Screen screen, CancellationToken cancellationToken)
    {
        options.Validate();
        var runner = new BackupRunner(SharedOptions.CatalogOf(parsed));
        if (parsed.GetValue(DryRun))
            return Tell(await ProgressDisplay.RunAsync(screen, observer => runner.PlanAsync(options, observer, cancellationToken)), screen);

        BackupReport report = await ProgressDisplay.RunAsync(screen, observer => runner.RunAsync(options, observer, cancellationToken));
        foreach (string line in BackupText.Describe(report))
            screen.Line(line);
        foreach (BackupResult result in report.Results)
            Complain(result.Database, result.Outcome, result.Message, result.Hint, screen);

        screen.Document(BackupReportJson.Of(report), CliJson.Default.BackupReportJson);
        return report.Cancelled ? ExitCode.Cancelled : Judge([.. report.Results.Select(result => result.Outcome)]);
    }

    private static int Tell(BackupPlanReport report, Screen screen)
    {
        foreach (string line in BackupPlanText.Describe(report))
            screen.Line(line);
        foreach (PlannedBackup planned in report.Backups)
            Complain(planned.Database, planned.Outcome, planned.Message, planned.Hint, screen);

        screen.Line("dry run: nothing was written");
        screen.Document(BackupPlanJson.Of(report), CliJson.Default.BackupPlanJson);
        return Judge([.. report.Backups.Select(planned => planned.Outcome)]);
    }

    private static void Complain(string database, RunOutcome outcome, string message, string? hint, Screen screen)
    {
        if (outcome == RunOutcome.Failed)
            screen.Error($"{database}: {message}", hint);
        else if (outcome == RunOutcome.Skipped)
            screen.Warn($"{database} is skipped: {message}", hint);
    }

    /// <summary>What somebody switched off on purpose fails no night; a night without a single backup is none.</summary>
    private static int Judge(IReadOnlyList<RunOutcome> outcomes)
    {
        int succeeded = outcomes.Count(outcome => outcome == RunOutcome.Succeeded);
        return succeeded == 0 ? ExitCode.Failed : ExitCode.Of(succeeded, outcomes.Count(outcome => outcome == RunOutcome.Failed));
    }
}
