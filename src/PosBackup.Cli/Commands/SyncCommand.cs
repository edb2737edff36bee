using System.CommandLine;
using PosBackup.Cli.Json;
using PosBackup.Cli.Output;
using PosBackup.Cli.Settings;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers;

namespace PosBackup.Cli.Commands;

/// <summary><c>posbackup sync</c>: copies of the backups, elsewhere, proven.</summary>
internal static class SyncCommand
{
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what would be sent or fetched, and change nothing; the targets are looked at" };

    private static readonly Option<string?> State = new("--state") { Description = "Folder that remembers uploads under way (default: transfers, beside the catalog)", HelpName = "folder" };

    public static Command Create()
    {
        var settings = new SyncSettings();
        var download = new DownloadSettings();
        var command = new Command(
            "sync",
            "Ship backups to the targets: every media file of the catalog that has no proven copy there is sent under a temporary name, read back, and only then gets its own. An upload that was broken off is resumed in the middle of the file. Nothing here is changed or removed. With --download the other way round: what a restore needs is fetched.");
        settings.AddTo(command);
        download.AddTo(command, [.. settings.Shipping, SharedOptions.Catalog, State]);
        command.Add(DryRun);
        command.Add(TargetsFile.Option);
        command.Add(SharedOptions.Catalog);
        command.Add(State);
        command.Does((parsed, screen, cancellationToken) => download.IsAsked(parsed)
            ? FetchAsync(settings, download, parsed, screen, cancellationToken)
            : ShipAsync(settings, parsed, screen, cancellationToken));
        return command;
    }

    private static async Task<int> FetchAsync(SyncSettings settings, DownloadSettings download, ParseResult parsed, Screen screen, CancellationToken cancellationToken)
    {
        TargetFileStore store = TargetsFile.Of(parsed);
        TargetFile file = await store.ReadAsync(cancellationToken);
        FetchOptions options = download.Read(parsed, file, settings.Targets(parsed, file), settings.Databases(parsed), settings.Parallelism(parsed));
        screen.Warn(store, options.Targets);
        return await SyncDownload.RunAsync(options, file, parsed.GetValue(DryRun), screen, cancellationToken);
    }

    private static async Task<int> ShipAsync(SyncSettings settings, ParseResult parsed, Screen screen, CancellationToken cancellationToken)
    {
        TargetFileStore store = TargetsFile.Of(parsed);
        TargetFile file = await store.ReadAsync(cancellationToken);
        SyncOptions options = settings.Read(parsed, file);
        options.Validate();
        BackupCatalog catalog = CatalogLocation.Require(parsed.GetValue(SharedOptions.Catalog), ", so nothing is known that could be shipped");

        screen.Warn(store, options.Targets);
        var runner = new SyncRunner(catalog, TargetAccess.Registry(file), parsed.GetValue(State) ?? CatalogLocation.Beside(catalog, "transfers"));
        return parsed.GetValue(DryRun)
            ? Tell(await ProgressDisplay.RunAsync(screen, observer => runner.PlanAsync(options, observer, cancellationToken)), screen)
            : Tell(await ProgressDisplay.RunAsync(screen, observer => runner.RunAsync(options, observer, cancellationToken)), screen);
    }

    private static int Tell(IReadOnlyList<PlannedSync> plans, Screen screen)
    {
        foreach (string line in SyncText.Describe(plans))
            screen.Line(line);
        foreach (PlannedSync plan in plans)
        {
            if (plan.Error is { } error)
                screen.Error(error.Message, error.Hint);
            foreach (SyncNote note in plan.Plan?.Notes ?? [])
                Tell(note, screen);
        }

        screen.Line("dry run: nothing was changed");
        screen.Document([.. plans.Select(SyncPlanJson.Of)], CliJson.Default.IReadOnlyListSyncPlanJson);
        int bad = plans.Sum(plan => plan.Plan?.Unprotected ?? 1);
        return ExitCode.Of(plans.Sum(plan => plan.Plan is { } made ? made.Items.Count + made.Protected + 1 : 0), bad);
    }

    private static int Tell(SyncReport report, Screen screen)
    {
        foreach (string line in SyncText.Describe(report))
            screen.Line(line);
        foreach (TargetSyncResult target in report.Targets)
        {
            foreach (SyncNote note in target.Notes)
                Tell(note, screen);
            if (target.Message is { } message)
                screen.Error(message, target.Hint);
            foreach (CopyResult copy in target.Copies.Where(copy => copy.Outcome != SyncOutcome.Succeeded))
                screen.Error($"{copy.Item.File} to {target.Target}: {copy.Message}", copy.Hint);
        }

        screen.Document(SyncReportJson.Of(report), CliJson.Default.SyncReportJson);
        return Judge(report);
    }

    private static void Tell(SyncNote note, Screen screen)
    {
        if (note.Code == ErrorCode.None)
            screen.Line(NoteText.Of(note.Message, note.Hint));
        else
            screen.Warn(note.Message, note.Hint);
    }

    /// <summary>A file counts once for each target, a target that was not reached as one failure. A media file that cannot be shipped fails too: it is not safe.</summary>
    internal static int Judge(SyncReport report)
    {
        if (report.Targets.Any(target => target.Outcome == SyncOutcome.Cancelled))
            return ExitCode.Cancelled;

        int good = report.Targets.Sum(target => target.AlreadyProtected + target.Copies.Count(copy => copy.Outcome == SyncOutcome.Succeeded));
        int bad = report.Targets.Sum(target => (target.Message is null ? 0 : 1) + target.Unprotected + target.Copies.Count(copy => copy.Outcome != SyncOutcome.Succeeded));
        return ExitCode.Of(good, bad);
    }
}
