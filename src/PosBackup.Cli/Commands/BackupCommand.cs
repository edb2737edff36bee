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
        command.Does((parsed, screen, cancellationToken) => RunAsync(settings.Read(parsed), parsed, screen, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(BackupOptions options, ParseResult parsed, Screen screen, CancellationToken cancellationToken)
    {
        options.Validate();
        var runner = new BackupRunner(SharedOptions.CatalogOf(parsed));
        BackupReport report = await ProgressDisplay.RunAsync(screen, observer => runner.RunAsync(options, observer, cancellationToken));
        foreach (string line in BackupText.Describe(report))
            screen.Line(line);
        foreach (BackupResult result in report.Results)
            Complain(result, screen);

        screen.Document(BackupReportJson.Of(report), CliJson.Default.BackupReportJson);
        return report.Cancelled ? ExitCode.Cancelled : Judge(report.Results);
    }

    private static void Complain(BackupResult result, Screen screen)
    {
        if (result.Outcome == RunOutcome.Failed)
            screen.Error($"{result.Database}: {result.Message}", result.Hint);
        else if (result.Outcome == RunOutcome.Skipped)
            screen.Warn($"{result.Database} is skipped: {result.Message}", result.Hint);
    }

    /// <summary>What somebody switched off on purpose fails no night; a night without a single backup is none.</summary>
    private static int Judge(IReadOnlyList<BackupResult> results)
    {
        int succeeded = results.Count(result => result.Outcome == RunOutcome.Succeeded);
        return succeeded == 0 ? ExitCode.Failed : ExitCode.Of(succeeded, results.Count(result => result.Outcome == RunOutcome.Failed));
    }
}
