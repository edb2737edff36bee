using System.CommandLine;
using PosBackup.Cli.Json;
using PosBackup.Cli.Output;
using PosBackup.Cli.Settings;
using PosBackup.Cli.Verbs;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Restores;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Commands;

/// <summary><c>posbackup restore</c>: brings a database back to a moment, or says why it cannot be.</summary>
internal static class RestoreCommand
{
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what would be done, statement by statement, and touch nothing" };

    private static readonly Option<string?> State = StateFolder.Option("Folder that remembers restores under way, so that the same command again goes on with one that was broken off");

    private static readonly FromTargetSettings FromTarget = new(
        "this store", "The files are removed once the restore is done, and kept while the same command can go on with them");

    public static Command Create()
    {
        var settings = new RestoreSettings();
        var command = new Command(
            "restore",
            "Restore a database to any moment that its backups reach: full, differential and logs are found and put in order, files get a place, space and versions are checked first. Nothing is overwritten without --replace. Where the backups do not lead to the moment it touches nothing, says what is missing and which moments can be had, and ends with exit code 4.");
        settings.AddTo(command);
        FromTarget.AddTo(command, settings.From);
        command.Add(DryRun);
        command.Add(SharedOptions.Catalog);
        command.Add(State);
        command.Does((parsed, screen, cancellationToken) => TryAsync(settings.Read(parsed), parsed, screen, cancellationToken));
        return command;
    }

    private static async Task<int> TryAsync(RestoreOptions options, ParseResult parsed, Screen screen, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(options, parsed, screen, cancellationToken);
        }
        catch (PosBackupException e) when (RestoreHints.Of(options, e.Code, e.Hint) is { } hint && !string.Equals(hint, e.Hint, StringComparison.Ordinal))
        {
            throw new PosBackupException(e.Code, e.Message, hint, e);
        }
    }

    private static async Task<int> RunAsync(RestoreOptions options, ParseResult parsed, Screen screen, CancellationToken cancellationToken)
    {
        options.Validate();
        BackupCatalog catalog = SharedOptions.CatalogOf(parsed);
        if (!FromTarget.IsAsked(parsed))
            return Judge(await RestoreAsync(options, catalog, parsed, screen, cancellationToken));

        TargetFileStore store = TargetsFile.Of(parsed);
        TargetFile file = await store.ReadAsync(cancellationToken);
        IReadOnlyList<TargetDefinition> targets = FromTarget.Targets(parsed, file);
        screen.Warn(store, targets);
        using var fetch = new RestoreFetch(
            options, targets, FromTarget.Store(parsed) ?? file.Store, StagingPlace.ForRestores(FromTarget.Staging(parsed), catalog), TargetAccess.Registry(file), Runner(catalog, parsed), new RestoreScreen(screen));
        bool isDryRun = parsed.GetValue(DryRun);
        RestoreOutcome outcome = await fetch.RunAsync(options, isDryRun, cancellationToken) is { } report
            ? Tell(report, fetch, options, isDryRun, screen)
            : await RestoreAsync(options with { From = fetch.Files }, catalog, parsed, screen, cancellationToken);
        fetch.Conclude(outcome);
        return Judge(outcome);
    }

    private static async Task<RestoreOutcome> RestoreAsync(RestoreOptions options, BackupCatalog catalog, ParseResult parsed, Screen screen, CancellationToken cancellationToken)
    {
        RestoreRunner runner = Runner(catalog, parsed);
        bool isDryRun = parsed.GetValue(DryRun);
        RestoreReport report = await ProgressDisplay.RunAsync(screen, observer => runner.PlanAsync(options, observer, cancellationToken));
        Tell(report.Plan, screen);
        if (report.Outcome == RestoreOutcome.Succeeded && !isDryRun)
        {
            RestorePlan? told = report.Plan;
            report = await ProgressDisplay.RunAsync(screen, observer => runner.RunAsync(options, observer, cancellationToken));
            if (!IsSame(told, report.Plan))
                Tell(report.Plan, screen, report.Plan?.Steps.Any(step => step.Kind == RestoreStepKind.TailLog) == true ? "with the tail-log the plan became:" : "things have changed since; what was done is:");
        }

        return Tell(report with { Hint = RestoreHints.Of(options, report.Code, report.Hint) }, options, isDryRun, screen);
    }

    private static RestoreRunner Runner(BackupCatalog catalog, ParseResult parsed) => new(catalog, parsed.GetValue(State) ?? StateFolder.Beside(catalog));

    /// <summary>Of a restore that ended before its files were here, if they were to come.</summary>
    private static RestoreOutcome Tell(RestoreReport report, RestoreFetch fetch, RestoreOptions options, bool isDryRun, Screen screen)
    {
        RestoreReport whole = report with { Hint = RestoreHints.Of(options, report.Code, report.Hint) };
        Tell(report.Plan, screen);
        Conclude(whole with { Notes = [.. whole.Notes.Except(fetch.Told)] }, options, isDryRun, screen);
        if (fetch.IsNothingFetched)
            screen.Line("nothing was fetched");
        screen.Document(RestoreReportJson.Of(whole, options.Moment, isDryRun), CliJson.Default.RestoreReportJson);
        return report.Outcome;
    }

    private static RestoreOutcome Tell(RestoreReport report, RestoreOptions options, bool isDryRun, Screen screen)
    {
        Conclude(report, options, isDryRun, screen);
        screen.Document(RestoreReportJson.Of(report, options.Moment, isDryRun), CliJson.Default.RestoreReportJson);
        return report.Outcome;
    }

    private static void Tell(RestorePlan? plan, Screen screen, string? why = null)
    {
        if (plan is null)
            return;

        if (why is not null)
            screen.Line(why);
        foreach (string line in RestorePlanText.Describe(plan))
            screen.Line(line);

        screen.Line();
    }

    private static void Conclude(RestoreReport report, RestoreOptions options, bool isDryRun, Screen screen)
    {
        if (isDryRun && report.Outcome == RestoreOutcome.Succeeded)
        {
            foreach (string line in report.Plan is { } plan ? RestorePlanText.Statements(plan) : [])
                screen.Line(line);

            screen.Line();
            foreach (string line in RestoreText.MoreNotes(report))
                screen.Line(line);
            screen.Line("dry run: nothing was touched");
        }
        else
        {
            foreach (string line in RestoreText.Describe(report, options.Finish))
                screen.Line(line);
        }

        if (report.Outcome != RestoreOutcome.Succeeded)
            screen.Error(report.Message, report.Hint);
    }

    private static int Judge(RestoreOutcome outcome) => outcome switch
    {
        RestoreOutcome.Succeeded => ExitCode.Done,
        RestoreOutcome.NotRecoverable => ExitCode.NotRecoverable,
        RestoreOutcome.Cancelled => ExitCode.Cancelled,
        _ => ExitCode.Failed,
    };

    /// <summary>A tail-log backup makes the plan longer, and files come and go.</summary>
    private static bool IsSame(RestorePlan? one, RestorePlan? other) =>
        other is null || (one?.Steps.Select(step => step.Sql) ?? []).SequenceEqual(other.Steps.Select(step => step.Sql), StringComparer.Ordinal);
}
