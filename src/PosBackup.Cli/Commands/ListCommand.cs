using System.CommandLine;
using System.Globalization;
using PosBackup.Cli.Json;
using PosBackup.Cli.Output;
using PosBackup.Cli.Settings;
using PosBackup.Cli.Verbs;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Sql;

namespace PosBackup.Cli.Commands;

/// <summary><c>posbackup list</c>: what the catalog expects to exist, and whether it does.</summary>
internal static class ListCommand
{
    private static readonly Option<string[]> Databases = new("--database", "-d")
    {
        Description = "Only this database, repeated for more; * and ? are wildcards",
        HelpName = "name",
    };

    private static readonly Option<string?> Instance = new("--instance") { Description = "Only sets of this instance", HelpName = "name" };

    private static readonly Option<BackupKind?> Kind = KindOption.Create("Only this kind: full, differential or log");

    private static readonly Option<DateTimeOffset?> Since = new("--since")
    {
        Description = "Only sets that finished at this time (ISO 8601) or later; without an offset it is this machine's",
        HelpName = "time",
        CustomParser = result => Moment.Parse(result),
    };

    private static readonly Option<bool> Missing = new("--missing") { Description = "Only sets whose file is gone, has changed, or has a link in its place" };

    private static readonly Option<bool> Runs = new("--runs") { Description = "The newest 100 runs instead, failed ones too; goes with no restriction on sets" };

    private static readonly Option<bool> Drills = new("--drills") { Description = "The newest 100 drills instead, oldest first, with how long each took to a usable database; --instance is the one that took the backups, --since the time that the drill began" };

    private static readonly Option<bool> Copies = new("--copies") { Description = "The copies on targets instead, as they were last proven; goes with no restriction" };

    public static Command Create()
    {
        var command = new Command(
            "list",
            "List the backup sets that the catalog knows, oldest first, and report those whose file is gone. Exit code 0 also then: 'verify' fails on what is gone. Without a catalog it fails.")
        {
            Databases, Instance, Kind, Since, Missing, Runs, Drills, Copies, SharedOptions.Catalog,
        };
        foreach (Option restriction in (Option[])[Databases, Instance, Kind, Since, Missing])
            command.Excludes(Runs, restriction, "it is a restriction on sets");
        foreach (Option restriction in (Option[])[Kind, Missing])
            command.Excludes(Drills, restriction, "it is a restriction on sets");
        foreach (Option restriction in (Option[])[Databases, Instance, Kind, Since, Missing])
            command.Excludes(Copies, restriction, "it is a restriction on sets");
        command.Excludes(Drills, Runs, "one list at a time");
        command.Excludes(Copies, Runs, "one list at a time");
        command.Excludes(Copies, Drills, "one list at a time");
        command.Does(ListAsync);
        return command;
    }

    private static async Task<int> ListAsync(ParseResult parsed, Screen screen, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Instance) is { } instance)
            new InstanceOptions { Instance = instance }.Validate();

        BackupCatalog catalog = CatalogLocation.Require(parsed.GetValue(SharedOptions.Catalog));
        return parsed.GetValue(Copies) ? ListCopies.Run(catalog, screen) : parsed.GetValue(Runs) ? ListRuns(catalog, screen) : parsed.GetValue(Drills) ? ListDrills(parsed, catalog, screen) : await ListSetsAsync(parsed, catalog, screen, cancellationToken);
    }

    private static async Task<int> ListSetsAsync(ParseResult parsed, BackupCatalog catalog, Screen screen, CancellationToken cancellationToken)
    {
        var filter = new CatalogFilter
        {
            Databases = parsed.GetValue(Databases) ?? [],
            Instance = parsed.GetValue(Instance),
            Kind = parsed.GetValue(Kind),
            Since = parsed.GetValue(Since),
        };
        CatalogEntry[] entries = [.. catalog.List(filter).Where(entry => !parsed.GetValue(Missing) || entry.Presence != MediaPresence.Present)];
        foreach (string line in TextTable.Lines([["finished", "instance", "database", "kind", "size", "proof", "file"], .. entries.Select(Row)]))
            screen.Line(line);

        CatalogEntry[] wrong = [.. entries.Where(entry => entry.Presence != MediaPresence.Present).DistinctBy(entry => entry.Path, StringComparer.Ordinal)];
        IReadOnlySet<string> begun = await BegunFiles.OfAsync(catalog, Array.Exists(wrong, entry => entry.Presence == MediaPresence.Missing), screen.Warn, cancellationToken);
        foreach (CatalogEntry entry in wrong)
        {
            if (entry.Presence == MediaPresence.Missing && begun.Contains(entry.Path))
                screen.Warn(BegunFiles.Words(entry.Path), BegunFiles.Hint);
            else
                screen.Warn(Complaint(entry), Cure(entry));
        }

        WarnOfUnknown(filter.Databases, name => catalog.List(filter with { Databases = [name] }).Count, "set", catalog, screen);
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{entries.Length} listed from {catalog.Path}"));
        screen.Document([.. entries.Select(CatalogEntryJson.Of)], CliJson.Default.IReadOnlyListCatalogEntryJson);
        return ExitCode.Done;
    }

    private static int ListRuns(BackupCatalog catalog, Screen screen)
    {
        IReadOnlyList<RecordedRun> runs = catalog.Runs();
        foreach (string line in TextTable.Lines([["started", "took", "instance", "database", "kind", "outcome", "reason"], .. runs.Select(Row)]))
            screen.Line(line);

        screen.Document([.. runs.Select(RunJson.Of)], CliJson.Default.IReadOnlyListRunJson);
        return ExitCode.Done;
    }

    /// <summary>Oldest first, so that the times to a usable database read as a curve.</summary>
    private static int ListDrills(ParseResult parsed, BackupCatalog catalog, Screen screen)
    {
        var filter = new DrillFilter { Databases = parsed.GetValue(Databases) ?? [], Instance = parsed.GetValue(Instance), Since = parsed.GetValue(Since) };
        RecordedDrill[] drills = [.. catalog.Drills(filter: filter).Reverse()];
        foreach (string line in DrillHistoryText.Lines(drills))
            screen.Line(line);

        WarnOfUnknown(filter.Databases, name => catalog.Drills(count: 1, filter with { Databases = [name] }).Count, "drill", catalog, screen);
        screen.Document([.. drills.Select(DrillHistoryJson.Of)], CliJson.Default.IReadOnlyListDrillHistoryJson);
        return ExitCode.Done;
    }

    private static void WarnOfUnknown(IReadOnlyList<string> databases, Func<string, int> count, string what, BackupCatalog catalog, Screen screen)
    {
        foreach (string name in databases.Where(name => count(name) == 0))
            screen.Warn(UnknownDatabases.Words(name, what, $"in the catalog {catalog.Path}"), UnknownDatabases.Hint);
    }

    private static string Complaint(CatalogEntry entry) => entry.Presence switch
    {
        MediaPresence.Missing => $"{entry.Path} is gone",
        MediaPresence.Linked => $"{entry.Path}: {LinkedMedia.What}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{entry.Path} no longer has the {entry.Manifest.Media.Length} bytes that were recorded"),
    };

    private static string Cure(CatalogEntry entry) => entry.Presence switch
    {
        MediaPresence.Missing => MediaVerification.GoneHint,
        MediaPresence.Linked => LinkedMedia.Hint,
        _ => "find out who changed it; 'posbackup verify --record' on it makes the record anew",
    };

    private static string[] Row(CatalogEntry entry) =>
    [
        (entry.Set.FinishedAt ?? entry.Set.StartedAt).ToString(),
        entry.Set.Instance,
        entry.Set.Database,
        EnumName.Of(entry.Set.Kind),
        Quantity.Size(entry.Set.CompressedSize),
        entry.Manifest.LatestProof(TimeProvider.System.GetUtcNow()) is { } proof ? $"{EnumName.Of(proof.Level)} {EnumName.Of(proof.Verdict)} {proof.At.LocalDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}" : "none",
        Place(entry) + (entry.Presence == MediaPresence.Present ? "" : $"  ({EnumName.Of(entry.Presence)})"),
    ];

    private static string Place(CatalogEntry entry)
    {
        MediaFile media = entry.Manifest.Media;
        string position = media.Sets.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $", set {entry.Set.Position} of {media.Sets.Count}") : "";
        string stripe = media.Stripes > 1 ? string.Create(CultureInfo.InvariantCulture, $", stripe {media.Stripe} of {media.Stripes}") : "";
        return entry.Path + position + stripe;
    }

    private static string[] Row(RecordedRun run) =>
    [
        run.StartedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture),
        Quantity.Duration(run.FinishedAt - run.StartedAt),
        run.Instance,
        run.Database,
        run.Kind is { } kind && kind != run.RequestedKind ? $"{EnumName.Of(run.RequestedKind)}, became {EnumName.Of(kind)}" : EnumName.Of(run.RequestedKind),
        EnumName.Of(run.Outcome),
        run.Message ?? "",
    ];
}
