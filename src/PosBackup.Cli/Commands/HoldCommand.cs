using System.CommandLine;
using PosBackup.Cli.Json;
using PosBackup.Cli.Output;
using PosBackup.Cli.Settings;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;
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

    public static Command Create() => new("hold", $"Keep single sets, with all that their restore needs, here and on every target, whatever the policy says: for an audit, or before a risky change. Holds are written into {HoldStore.FileName} beside the catalog, which every run of 'expire' with that catalog reads. A hold does not reach whoever expires a target by another catalog, such as headquarters: there it has to be added too.")
    {
        CreateAdd(),
        CreateList(),
        CreateRemove(),
        CreateConfirm(),
    };

    /// <summary>A hold beside a catalog that is not there would hold nothing: no run of 'expire' reads it.</summary>
    private static BackupCatalog CatalogOf(ParseResult parsed) => CatalogLocation.Require(parsed.GetValue(SharedOptions.Catalog), ", so no run of 'expire' would read a hold beside it");

    private static Argument<string> Set() => new("set") { Description = "GUID of a backup set, or a media file for all sets on it", HelpName = "set|file" };

    private static Command CreateAdd()
    {
        Argument<string> set = Set();
        var command = new Command("add", $"Put a hold on a set, in {HoldStore.FileName} beside the catalog. Holds that stand in the file of retention are moved there. A run of 'expire' that is at work leaves the set from its next removal on. Whoever expires a target by another catalog does not know of it: add it there too, with --unknown where that catalog does not know the set.") { set, Reason, Until, Replace, Unknown, RetentionLocation.Option, SharedOptions.Catalog };
        command.Does((parsed, screen, cancellationToken) => AddAsync(parsed.GetValue(set)!, parsed, screen, cancellationToken));
        return command;
    }

    private static async Task<int> AddAsync(string name, ParseResult parsed, Screen screen, CancellationToken cancellationToken)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        BackupCatalog catalog = CatalogOf(parsed);
        var store = HoldStore.Beside(catalog);
        RetentionFile policy = await RetentionLocation.ReadAsync(parsed.GetValue(RetentionLocation.Option), cancellationToken);
        var known = new KnownSets(catalog);
        DateTimeOffset? end = End(parsed.GetValue(Until), policy.PolicyOf(RetentionPlace.Here).Zone, now);
        IReadOnlyList<Guid> sets = parsed.GetValue(Unknown) && KnownSets.Parse(name) is { } unknown ? [unknown] : known.Get(name);
        RetentionHold[] holds = [.. sets.Select(set => new RetentionHold(set, parsed.GetValue(Reason)!, end))];
        bool isReplaced = false;
        await store.ChangeAsync(
            file =>
            {
                file = file.WithAll(policy.Holds);
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

                return file;
            },
            cancellationToken);
        await MovedAsync(RetentionLocation.Of(parsed), policy, store, screen, cancellationToken);
        screen.Warn(store.Openness());
        foreach (RetentionHold hold in holds)
        {
            screen.Line($"set {hold.SetGuid} is on hold, {HoldText.End(hold, now)}: {hold.Reason}");
            if (known.Gap(hold.SetGuid) is { } gap)
                screen.Warn($"set {hold.SetGuid} cannot be restored by what is here: {gap}", "what is missing may lie on a target: 'posbackup expire --dry-run' looks there, and says so when it does not; else hold another set");
        }

        screen.Line($"written into {store.Path}");
        screen.Line(NoteText.Of($"it counts wherever 'expire' runs with the catalog {catalog.Path}, and for nobody who expires a target by another one, such as headquarters", "add the hold there too, with --unknown where that catalog does not know the set"));
        screen.Document(new HoldChangeJson(store.Path, isReplaced ? "replaced" : "added", [.. holds.Select(hold => HoldJson.Of(hold, known.Find(hold.SetGuid), now) with { Gap = known.Gap(hold.SetGuid) })]), CliJson.Default.HoldChangeJson);
        return ExitCode.Done;
    }

    private static Command CreateList()
    {
        var command = new Command("list", "List the holds, ended ones too, with what the catalog knows of their sets.") { RetentionLocation.Option, SharedOptions.Catalog };
        command.Does(async (parsed, screen, cancellationToken) =>
        {
            DateTimeOffset now = TimeProvider.System.GetUtcNow();
            BackupCatalog catalog = CatalogOf(parsed);
            var store = HoldStore.Beside(catalog);
            string? path = parsed.GetValue(RetentionLocation.Option);
            RetentionFile policy = await RetentionLocation.ReadAsync(path, cancellationToken);
            HoldLook look = await store.LookAsync(cancellationToken);
            IReadOnlyList<RetentionHold> all = look.File.WithAll(await RetentionLocation.HoldsAsync(path, policy, cancellationToken)).Holds;
            Tell(store, all, new KnownSets(catalog), screen, now);
            if (look.Objection is { } objection)
                screen.Warn(objection.Message, objection.Hint);
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
            BackupCatalog catalog = CatalogOf(parsed);
            var store = HoldStore.Beside(catalog);
            RetentionFile policy = await RetentionLocation.ReadAsync(parsed.GetValue(RetentionLocation.Option), cancellationToken);
            var known = new KnownSets(catalog);
            string name = parsed.GetValue(set)!;
            IReadOnlyList<Guid> sets = KnownSets.Parse(name) is { } one ? [one] : known.On(name);
            RetentionHold[] holds = [];
            await store.ChangeAsync(
                file =>
                {
                    file = file.WithAll(policy.Holds);
                    holds = [.. sets.Select(file.Find).OfType<RetentionHold>()];
                    return holds.Length > 0
                        ? holds.Aggregate(file, (left, hold) => left.Without(hold.SetGuid))
                        : throw new PosBackupException(ErrorCode.BackupSetNotFound, $"{store.Path} has no hold on {name}", "'posbackup hold list' shows those there are");
                },
                cancellationToken);
            await MovedAsync(RetentionLocation.Of(parsed), policy, store, screen, cancellationToken);
            foreach (RetentionHold hold in holds)
                screen.Line($"set {hold.SetGuid} is no longer on hold ({hold.Reason})");

            DateTimeOffset now = TimeProvider.System.GetUtcNow();
            screen.Document(new HoldChangeJson(store.Path, "removed", [.. holds.Select(hold => HoldJson.Of(hold, known.Find(hold.SetGuid), now))]), CliJson.Default.HoldChangeJson);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateConfirm()
    {
        var command = new Command("confirm", $"Take {HoldStore.FileName} as it is, after it was changed by hand, put back, or lost for good: from then on only what is in it is held, and 'expire' goes on. Holds that stand in the file of retention are moved there.") { RetentionLocation.Option, SharedOptions.Catalog };
        command.Does(async (parsed, screen, cancellationToken) =>
        {
            BackupCatalog catalog = CatalogOf(parsed);
            var store = HoldStore.Beside(catalog);
            RetentionFile policy = await RetentionLocation.ReadAsync(parsed.GetValue(RetentionLocation.Option), cancellationToken);
            HoldFile file = await store.ConfirmAsync(policy.Holds, cancellationToken);
            await MovedAsync(RetentionLocation.Of(parsed), policy, store, screen, cancellationToken);
            Tell(store, file.Holds, new KnownSets(catalog), screen, TimeProvider.System.GetUtcNow());
            return ExitCode.Done;
        });
        return command;
    }

    private static void Tell(HoldStore store, IReadOnlyList<RetentionHold> all, KnownSets known, Screen screen, DateTimeOffset now)
    {
        HoldJson[] holds = [.. all.Select(hold => HoldJson.Of(hold, known.Find(hold.SetGuid), now))];
        foreach (string line in HoldText.Lines(store.Path, all, holds, now))
            screen.Line(line);

        screen.Warn(store.Openness());
        screen.Document(new HoldListJson(store.Path, holds), CliJson.Default.HoldListJson);
    }

    /// <summary>Holds have one place: those of the file of retention are in the file of holds by now, and leave it.</summary>
    private static async Task MovedAsync(RetentionFileStore from, RetentionFile policy, HoldStore to, Screen screen, CancellationToken cancellationToken)
    {
        if (policy.Holds.Count == 0)
            return;

        await from.ChangeAsync(file => file with { Holds = [.. file.Holds.Except(policy.Holds)] }, cancellationToken);
        screen.Line($"the holds of {from.Path} are in {to.Path} now: {policy.Holds.Count}");
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
}
