using System.CommandLine;
using PosBackup.Cli.Json;
using PosBackup.Cli.Output;
using PosBackup.Cli.Settings;
using PosBackup.Cli.Verbs;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Drills;
using PosBackup.Engine.Drills.Sources;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Commands;

/// <summary><c>posbackup drill</c>: proves that backups restore, and what is in them.</summary>
internal static class DrillCommand
{
    private static readonly Option<string?> State = StateFolder.Option("Folder that remembers scratch databases, so that those of a killed drill are removed by the next");

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say which databases would be drilled, and restore nothing; the sources are looked at" };

    private static readonly FromTargetSettings FromTarget = new(
        "all stores", "What is drilled and to which moment follows from what the targets list; only then are files fetched, for one database at a time, and removed again whatever happens");

    public static Command Create()
    {
        var settings = new DrillSettings();
        var command = new Command(
            "drill",
            "Prove that backups restore: each database is restored to a scratch database of its own, checked with DBCC CHECKDB, asked the questions of --assertions, measured and dropped, and evidence is left. No database and no file is overwritten, and only scratch databases that a drill made are dropped.");
        settings.AddTo(command);
        FromTarget.AddTo(command, settings.From);
        command.Add(DryRun);
        command.Add(SharedOptions.Catalog);
        command.Add(State);
        command.Does((parsed, screen, cancellationToken) => RunAsync(settings, parsed, screen, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(DrillSettings settings, ParseResult parsed, Screen screen, CancellationToken cancellationToken)
    {
        BackupCatalog catalog = SharedOptions.CatalogOf(parsed);
        DrillOptions options = settings.Read(parsed, CatalogLocation.Beside(catalog, "evidence"));
        options.Validate();
        if (!FromTarget.IsAsked(parsed))
            return await RunAsync(options, catalog, source: null, parsed, screen, cancellationToken);

        TargetFileStore store = TargetsFile.Of(parsed);
        TargetFile file = await store.ReadAsync(cancellationToken);
        IReadOnlyList<TargetDefinition> targets = FromTarget.Targets(parsed, file);
        screen.Warn(store, targets);
        await using var source = new DrillSource(targets, FromTarget.Store(parsed), FromTarget.Staging(parsed), catalog, TargetAccess.Registry(file));
        return await RunAsync(options, catalog, source.Source, parsed, screen, cancellationToken);
    }

    private static async Task<int> RunAsync(DrillOptions options, BackupCatalog catalog, IDrillSource? source, ParseResult parsed, Screen screen, CancellationToken cancellationToken)
    {
        var runner = new DrillRunner(catalog, parsed.GetValue(State) ?? StateFolder.Beside(catalog)) { Source = source };
        if (parsed.GetValue(DryRun))
            return Tell(await ProgressDisplay.RunAsync(screen, observer => runner.PlanAsync(options, observer, cancellationToken)), screen);

        DrillReport report = await ProgressDisplay.RunAsync(screen, observer => runner.RunAsync(options, observer, cancellationToken));
        foreach (string line in DrillText.Describe(report))
            screen.Line(line);

        foreach (DrillResult result in report.Results.Where(result => result.Outcome != DrillOutcome.Passed))
            screen.Error(result.Evidence.Message!, result.Evidence.Hint);

        screen.Document(DrillReportJson.Of(report), CliJson.Default.DrillReportJson);
        return Judge(report.Results);
    }

    private static int Tell(DrillPlanReport report, Screen screen)
    {
        foreach (string line in DrillText.Describe(report))
            screen.Line(line);
        PlannedDrill[] lost = [.. report.Drills.Where(drill => drill.SourceInstance is null)];
        foreach (PlannedDrill drill in lost)
            screen.Error($"no backup of {drill.Database} was found", "Check the name, and where its backups are; 'posbackup list' shows what the catalog knows.");

        screen.Line("dry run: nothing was restored");
        screen.Document(DrillPlanJson.Of(report), CliJson.Default.DrillPlanJson);
        return lost.Length > 0 && lost.Length == report.Drills.Count ? ExitCode.NotRecoverable : ExitCode.Of(report.Drills.Count - lost.Length, lost.Length);
    }

    /// <summary>Cancelled before all; then how many passed; and where none did, 4 only when all of them are not recoverable.</summary>
    internal static int Judge(IReadOnlyList<DrillResult> results)
    {
        if (results.Any(result => result.Outcome == DrillOutcome.Cancelled))
            return ExitCode.Cancelled;

        int passed = results.Count(result => result.Outcome == DrillOutcome.Passed);
        return passed == 0 && results.Count > 0 && results.All(result => result.Outcome == DrillOutcome.NotRecoverable)
            ? ExitCode.NotRecoverable
            : ExitCode.Of(passed, results.Count - passed);
    }
}
