using System.CommandLine;
using PosBackup.Cli.Json;
using PosBackup.Cli.Output;
using PosBackup.Cli.Settings;
using PosBackup.Cli.Verbs;
using PosBackup.Engine;
using PosBackup.Engine.Files;
using PosBackup.Engine.Retention;

namespace PosBackup.Cli.Commands;

/// <summary><c>posbackup expire</c>: removes what the policy lets go, and nothing else.</summary>
internal static class ExpireCommand
{
    private static readonly Option<string[]> Places = new("--target", "-t") { Description = $"Only at this target, or '{RetentionOptions.Here}' for this machine, repeated for more (default: everywhere)", HelpName = "name" };
    private static readonly Option<string[]> Databases = new("--database", "-d") { Description = "Only sets of this database, repeated for more; * and ? are wildcards (default: all)", HelpName = "name" };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what would go and what stays, each set with its reason, and change nothing; the targets are looked at" };
    private static readonly Option<string?> Explain = new("--explain") { Description = "Tell the story of one set, or of the sets in one file, and change nothing", HelpName = "set|file" };
    private static readonly Option<long?> MinimumFree = ByteSize.Size("--min-free", "Sound an alarm where less than this is free afterwards; no rule gives way to it");
    private static readonly Option<Guid[]> Acknowledge = SetOption.Several("--acknowledge", "The size of this set, or the pause before or after it, was looked into and is right, or its database was dropped: it no longer keeps others from going, now and in later runs; one thing at a time; repeated for more sets");
    private static readonly Option<string?> State = new("--state") { Description = "Folder that remembers uploads under way (default: transfers, beside the catalog)", HelpName = "folder" };

    public static Command Create()
    {
        var settings = new RetentionSettings();
        var command = new Command(
            "expire",
            "Remove backups that the retention policy lets go, here and on the targets. Whole chains are judged, over all places together: what a kept backup needs is kept, the newest chain of each database always stays, a file here goes only while enough proven copies lie elsewhere, and nothing goes while the newest chain is not verified, sizes look wrong or clocks disagree. --dry-run tells what would go, and why.");
        settings.AddTo(command);
        foreach (Option option in (Option[])[Places, Databases, DryRun, Explain, MinimumFree, Acknowledge, TargetsFile.Option, SharedOptions.Catalog, State])
            command.Add(option);
        command.Does((parsed, screen, cancellationToken) => RunAsync(settings, parsed, screen, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(RetentionSettings settings, ParseResult parsed, Screen screen, CancellationToken cancellationToken)
    {
        var asked = new ExpiryRequest
        {
            Catalog = parsed.GetValue(SharedOptions.Catalog),
            TargetsFile = parsed.GetValue(TargetsFile.Option),
            PolicyFile = parsed.GetValue(RetentionLocation.Option),
            Terms = settings.Read(parsed),
            Places = parsed.GetValue(Places) ?? [],
            Databases = parsed.GetValue(Databases) ?? [],
            Acknowledged = (parsed.GetValue(Acknowledge) ?? []).ToHashSet(),
            WantedFreeBytes = parsed.GetValue(MinimumFree),
            State = parsed.GetValue(State),
        };
        Expiry expiry = await Expiry.PrepareAsync(asked, prompt: null, results: null, cancellationToken);
        screen.Warn(expiry.Store, expiry.File.Targets);
        foreach (FileOpenness open in expiry.Open)
            screen.Warn(open);
        if (parsed.GetValue(Explain) is { } what)
        {
            RetentionReport story = await ProgressDisplay.RunAsync(screen, observer => expiry.RunAsync(isDryRun: true, observer, cancellationToken));
            return Tell(new RetentionStory(story, what), screen);
        }

        bool isDry = parsed.GetValue(DryRun);
        RetentionReport report = await ProgressDisplay.RunAsync(screen, observer => expiry.RunAsync(isDry, observer, cancellationToken));
        foreach (string line in isDry ? ExpireText.Plan(report) : ExpireText.Done(report))
            screen.Line(line);
        foreach (PlaceResult place in report.Places)
            Tell(place, screen);
        if (isDry)
            screen.Line("dry run: nothing was changed");
        screen.Document(ExpireJson.Of(report, isDry), CliJson.Default.ExpireJson);
        return Judge(report);
    }

    private static void Tell(PlaceResult place, Screen screen)
    {
        foreach (RetentionRefusal refusal in place.Plan?.Refusals ?? [])
            screen.Warn($"{place.Place}: {refusal.Message}", refusal.Hint);
        if (place.Plan?.Pressure is { } pressure)
            screen.Warn($"{place.Place}: {ExpireText.Of(pressure)}", "make room, or let the policy keep less; no rule gives way by itself");
        foreach (RetentionNote note in place.Notes)
        {
            if (note.Code == ErrorCode.None)
                screen.Line(NoteText.Of(note.Message, note.Hint));
            else
                screen.Warn(note.Message, note.Hint);
        }

        if (place.Message is { } message)
            screen.Error(message, place.Hint);
        foreach (RemovalResult removal in place.Removals.Where(removal => removal.Message is not null))
        {
            string said = $"{place.Place}: {removal.Decision.Media.Files[0].Path}: {removal.Message}";
            if (removal.Outcome == RemovalOutcome.Failed)
                screen.Error(said, removal.Hint);
            else
                screen.Warn(said, removal.Hint);
        }
    }

    private static int Tell(RetentionStory story, Screen screen)
    {
        foreach (string line in story.Lines())
            screen.Line(line);
        foreach (PlaceResult place in story.Told().Places)
            Tell(place, screen);
        screen.Document(ExpireJson.Of(story.Told(), isDryRun: true), CliJson.Default.ExpireJson);
        return ExitCode.Done;
    }

    /// <summary>A place counts once. What was refused needs a person, and is no success.</summary>
    internal static int Judge(RetentionReport report)
    {
        if (report.Places.Any(place => place.Outcome == RetentionOutcome.Cancelled))
            return ExitCode.Cancelled;

        int good = report.Places.Count(place => place.Outcome is RetentionOutcome.Succeeded or RetentionOutcome.LeftToOthers);
        int gone = report.Places.Sum(place => place.Removals.Count(removal => removal.Outcome == RemovalOutcome.Removed));
        return ExitCode.Of(good + gone, report.Places.Count(place => place.Outcome is RetentionOutcome.Failed or RetentionOutcome.Refused));
    }
}
