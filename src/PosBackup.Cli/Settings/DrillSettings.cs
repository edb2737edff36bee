using System.CommandLine;
using System.CommandLine.Parsing;
using PosBackup.Engine;
using PosBackup.Engine.Drills;
using PosBackup.Engine.Sql;

namespace PosBackup.Cli.Settings;

/// <summary>The options of a drill, one for each property of <see cref="DrillOptions"/>, with its default.</summary>
internal sealed class DrillSettings
{
    private static readonly DrillOptions Defaults = new() { Instance = new InstanceOptions { Instance = "" }, EvidenceFolder = "" };

    private readonly InstanceSettings _instance = new();

    private readonly Option<string[]> _databases = new("--database", "-d")
    {
        Description = "A database, by the name that it had when it was backed up, repeated for more; * and ? match what the sources, or without --from the catalog, hold (default: all)",
        HelpName = "name",
    };

    private readonly Option<string[]> _from = new("--from")
    {
        Description = "File or folder (with its subfolders) that holds the backups, as this program and the instance both see it, repeated for more (default: what the catalog and the history of the instance name)",
        HelpName = "file|folder",
    };

    private readonly Option<string?> _sourceInstance = Text("--source-instance", "Only databases of this instance, as the backups name it (default: of every instance, each by itself)", "name");
    private readonly Option<DrillMoment?> _moment = Choice.Option("--moment", "Which moment to restore to: the latest, a random one, or the oldest that can be reached", Defaults.Moment);
    private readonly Option<TimeSpan?> _window = Span.Option("--window", "How far back a random or the oldest moment may lie, for instance 14d: what retention promises");
    private readonly Option<long?> _seed = new("--seed") { Description = "Decides the random moment, to drill the same again (default: drawn, and told in the evidence)", HelpName = "n" };

    private readonly Option<DrillRotation?> _rotation = new("--rotation")
    {
        Description = "Only the n-th of t shares of the databases, or with auto another share each day; a database is always in the same one",
        HelpName = "n/t|auto/t",
        CustomParser = ParseRotation,
    };

    private readonly Option<string?> _assertions = Text("--assertions", "JSON file of queries to the restored databases and what they must answer (default: none is asked, and the drill proves L2 at most)", "file");
    private readonly Option<TimeSpan?> _rto = Span.Option("--rto", "Time to a usable database that was promised; missing it is told and fails nothing");
    private readonly Option<string?> _evidence = Text("--evidence", "Folder for the evidence, JSON and a page to print (default: evidence, beside the catalog)", "folder");
    private readonly Option<string?> _dataFolder = Text("--data-folder", "Folder for data files of scratch databases, as the instance sees it (default: the instance's)", "folder");
    private readonly Option<string?> _logFolder = Text("--log-folder", "Folder for their log files, likewise", "folder");
    private readonly Option<TimeZoneInfo?> _zone = ZoneOption.Create("--time-zone", "Time zone of the instance that took the backups; asked for only where its clock was changed between two of them");
    private readonly Option<TimeSpan?> _stallTimeout = Span.Option("--stall-timeout", "How long a RESTORE or DBCC CHECKDB may stand still before it is broken off, 1m to 1d; there is no limit in all", Defaults.StallTimeout);

    /// <summary>The option that names files at hand.</summary>
    public Option From => _from;

    public void AddTo(Command command)
    {
        _instance.AddTo(command);
        Option[] options =
        [
            _databases, _from, _sourceInstance, _moment, _window, _seed, _rotation, _assertions, _rto, _evidence, _dataFolder, _logFolder, _zone, _stallTimeout,
        ];
        foreach (Option option in options)
            command.Add(option);
    }

    /// <summary>The options as the engine takes them; their ranges are the engine's to check.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="evidence">Where evidence goes when nobody says.</param>
    /// <exception cref="PosBackupException">InvalidOption: options contradict each other, or there is no password.</exception>
    public DrillOptions Read(ParseResult parsed, string evidence)
    {
        DrillMoment moment = parsed.GetValue(_moment) ?? Defaults.Moment;
        if (moment != DrillMoment.Random && parsed.GetValue(_seed) is not null)
            throw Combinations.Contradiction("--seed is for --moment random, which is not given");
        if (moment == DrillMoment.Latest && parsed.GetValue(_window) is not null)
            throw Combinations.Contradiction("--window is for --moment random and --moment oldest, of which none is given");

        return new DrillOptions
        {
            Instance = _instance.Read(parsed),
            Databases = parsed.GetValue(_databases) is { Length: > 0 } databases ? databases : Defaults.Databases,
            SourceInstance = parsed.GetValue(_sourceInstance),
            From = parsed.GetValue(_from) ?? [],
            Moment = moment,
            Window = parsed.GetValue(_window),
            Seed = parsed.GetValue(_seed),
            Rotation = parsed.GetValue(_rotation),
            AssertionFile = parsed.GetValue(_assertions),
            RtoTarget = parsed.GetValue(_rto),
            EvidenceFolder = parsed.GetValue(_evidence) ?? evidence,
            DataFolder = parsed.GetValue(_dataFolder),
            LogFolder = parsed.GetValue(_logFolder),
            Zone = parsed.GetValue(_zone),
            StallTimeout = parsed.GetValue(_stallTimeout) ?? Defaults.StallTimeout,
        };
    }

    private static DrillRotation? ParseRotation(ArgumentResult result)
    {
        try
        {
            return DrillRotation.Parse(result.Tokens[0].Value);
        }
        catch (PosBackupException e)
        {
            result.AddError($"{e.Message}: {e.Hint}");
            return null;
        }
    }

    private static Option<string?> Text(string name, string description, string value) => new(name) { Description = description, HelpName = value };
}
