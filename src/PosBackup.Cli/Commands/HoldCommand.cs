using System.CommandLine;
using PosBackup.Cli.Json;
using PosBackup.Cli.Output;
using PosBackup.Cli.Settings;
using PosBackup.Engine;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Policies;

namespace PosBackup.Cli.Commands;

/// <summary><c>posbackup hold</c>: sets that stay, in every place, whatever the policy says.</summary>
internal static class HoldCommand
{
    private static readonly Option<string> Reason = new("--reason") { Description = "Why, in words for whoever finds the hold in some years", HelpName = "text", Required = true };
    private static readonly Option<string?> Until = new("--until") { Description = $"When it ends: {HoldEnd.Form} (default: never)", HelpName = "date" };
    private static readonly Option<bool> Replace = new("--replace") { Description = "Take the place of a hold that is on the set; one that has ended gives way without it" };
    private static readonly Option<bool> Unknown = new("--unknown") { Description = "Also on a set that the catalog does not know, by its GUID" };

    public static Command Create() => new("hold", "Keep single sets, with all that their restore needs, here and on every target, whatever the policy says: for an audit, or before a risky change.")
    {
        CreateAdd(),
        CreateList(),
        CreateRemove(),
    };

    private static Argument<string> Set() => new("set") { Description = "GUID of a backup set, or a media file for all sets on it", HelpName = "set|file" };

    private static Command CreateAdd()
    {
        Argument<string> set = Set();
        var command = new Command("add", "Put a hold on a set, in the file of retention, which is made when it is not there.") { set, Reason, Until, Replace, Unknown, RetentionLocation.Option, SharedOptions.Catalog };
        command.Does((parsed, screen, cancellationToken) => AddAsync(parsed.GetValue(set)!, parsed, screen, cancellationToken));
        return command;
    }

    private static async Task<int> AddAsync(string name, ParseResult parsed, Screen screen, CancellationToken cancellationToken)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        RetentionFileStore store = RetentionLocation.Of(parsed);
        RetentionFile file = await store.ReadOrNewAsync(cancellationToken);
        var known = new KnownSets(SharedOptions.CatalogOf(parsed));
        DateTimeOffset? end = End(parsed.GetValue(Until), file.PolicyOf(RetentionPlace.Here).Zone, now);
        IReadOnlyList<Guid> sets = parsed.GetValue(Unknown) && KnownSets.Parse(name) is { } unknown ? [unknown] : known.Get(name);
        RetentionHold[] holds = [.. sets.Select(set => new RetentionHold(set, parsed.GetValue(Reason)!, end))];
        bool isReplaced = false;
        foreach (RetentionHold hold in holds)
        {
            if (file.Find(hold.SetGuid) is { } before)
            {
                if (before.IsInForce(now) && !parsed.GetValue(Replace))
                    throw new PosBackupException(ErrorCode.InvalidOption, $"a hold is on set {before.SetGuid} already, {HoldText.End(before, now)}: {before.Reason}", "give --replace to put this one in its place");

                isReplaced = true;
            }

            file = file.With(hold);
        }

        await store.WriteAsync(file, cancellationToken);
        screen.Warn(store);
        foreach (RetentionHold hold in holds)
            screen.Line($"set {hold.SetGuid} is on hold, {HoldText.End(hold, now)}: {hold.Reason}");

        screen.Document(Change(store, isReplaced ? "replaced" : "added", holds, known, now), CliJson.Default.HoldChangeJson);
        return ExitCode.Done;
    }

    private static Command CreateList()
    {
        var command = new Command("list", "List the holds, ended ones too, with what the catalog knows of their sets.") { RetentionLocation.Option, SharedOptions.Catalog };
        command.Does(async (parsed, screen, cancellationToken) =>
        {
            DateTimeOffset now = TimeProvider.System.GetUtcNow();
            RetentionFileStore store = RetentionLocation.Of(parsed);
            RetentionFile file = await RetentionLocation.ReadAsync(parsed.GetValue(RetentionLocation.Option), cancellationToken);
            var known = new KnownSets(SharedOptions.CatalogOf(parsed));
            HoldJson[] holds = [.. file.Holds.Select(hold => HoldJson.Of(hold, known.Find(hold.SetGuid), now))];
            foreach (string line in HoldText.Lines(store.Path, file.Holds, holds, now))
                screen.Line(line);

            screen.Warn(store);
            screen.Document(new HoldListJson(store.Path, holds), CliJson.Default.HoldListJson);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateRemove()
    {
        Argument<string> set = Set();
        var command = new Command("remove", "Remove the hold on a set. From then on the policy decides, and the next run of it may remove the set.") { set, RetentionLocation.Option, SharedOptions.Catalog };
        command.Does(async (parsed, screen, cancellationToken) =>
        {
            RetentionFileStore store = RetentionLocation.Of(parsed);
            RetentionFile file = await store.ReadAsync(cancellationToken);
            var known = new KnownSets(SharedOptions.CatalogOf(parsed));
            string name = parsed.GetValue(set)!;
            RetentionHold[] holds = [.. (KnownSets.Parse(name) is { } one ? [one] : known.On(name)).Select(file.Find).OfType<RetentionHold>()];
            if (holds.Length == 0)
                throw new PosBackupException(ErrorCode.BackupSetNotFound, $"{store.Path} has no hold on {name}", "'posbackup hold list' shows those there are");

            await store.WriteAsync(holds.Aggregate(file, (left, hold) => left.Without(hold.SetGuid)), cancellationToken);
            foreach (RetentionHold hold in holds)
                screen.Line($"set {hold.SetGuid} is no longer on hold ({hold.Reason})");

            screen.Document(Change(store, "removed", holds, known, TimeProvider.System.GetUtcNow()), CliJson.Default.HoldChangeJson);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>An end that is over is a slip.</summary>
    private static DateTimeOffset? End(string? text, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (text is null)
            return null;
        if (!HoldEnd.TryParse(text, zone, out DateTimeOffset end))
            throw new PosBackupException(ErrorCode.InvalidOption, $"--until {text} is no end of a hold", HoldEnd.Form);

        return end > now ? end : throw new PosBackupException(ErrorCode.InvalidOption, $"--until {text} is over already", "name a later one, or leave --until out");
    }

    private static HoldChangeJson Change(RetentionFileStore store, string outcome, IEnumerable<RetentionHold> holds, KnownSets known, DateTimeOffset now) =>
        new(store.Path, outcome, [.. holds.Select(hold => HoldJson.Of(hold, known.Find(hold.SetGuid), now))]);
}
