using System.CommandLine;
using PosBackup.Engine.Restores;
using PosBackup.Engine.Sql;

namespace PosBackup.Cli.Settings;

/// <summary>The options of a restore, one for each property of <see cref="RestoreOptions"/>, with its default.</summary>
internal sealed class RestoreSettings
{
    private static readonly RestoreOptions Defaults = new() { Instance = new InstanceOptions { Instance = "" }, Database = "" };

    private readonly InstanceSettings _instance = new();
    private readonly MomentSettings _moment = new();

    private readonly Option<string> _database = new("--database", "-d")
    {
        Description = "The database, by the name that it had when it was backed up",
        HelpName = "name",
        Required = true,
    };

    private readonly Option<string?> _as = Text("--as", "Name of the restored database, to look at it beside the present one (default: the old name)", "name");

    private readonly Option<string[]> _from = new("--from")
    {
        Description = "File or folder (with its subfolders) that holds the backups, as this program and the instance both see it, repeated for more (default: what the catalog and the history of the instance name)",
        HelpName = "file|folder",
    };

    private readonly Option<string?> _sourceInstance = Text("--source-instance", "Instance that took the backups, as they name it, where the sources hold those of several", "name");

    private readonly Option<string?> _standby = new("--standby")
    {
        Description = "Leave the database readable, and ready for later sets (log shipping), with this undo file as the instance sees it (default: beside the log file)",
        HelpName = "file",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _noRecovery = new("--no-recovery") { Description = "Leave the database restoring, ready for later sets" };
    private readonly Option<bool> _replace = new("--replace") { Description = "Overwrite the database that has the name now" };
    private readonly Option<TailLogChoice?> _tailLog = Choice.Option<TailLogChoice>("--tail-log", "What becomes of its work that no backup holds yet: take backs it up first, skip loses it (default: such a database is not overwritten)");
    private readonly Option<string?> _tailLogFolder = Text("--tail-log-folder", "Where that backup goes, as the instance sees it (default: beside the newest set)", "folder");
    private readonly Option<string?> _dataFolder = Text("--data-folder", "Folder for data files, as the instance sees it (default: where a replaced database has them, else the instance's)", "folder");
    private readonly Option<string?> _logFolder = Text("--log-folder", "Folder for log files, likewise", "folder");
    private readonly Option<TimeZoneInfo?> _zone = ZoneOption.Create("--time-zone", "Time zone of the instance that took the backups; asked for only where its clock was changed between two of them");
    private readonly Option<TimeSpan?> _stallTimeout = Span.Option("--stall-timeout", "How long a RESTORE may stand still before it is broken off, 1m to 1d; there is no limit in all", Defaults.StallTimeout);

    /// <summary>The option that names files at hand.</summary>
    public Option From => _from;

    public void AddTo(Command command)
    {
        _instance.AddTo(command);
        command.Add(_database);
        command.Add(_as);
        _moment.AddTo(command);
        Option[] options =
        [
            _from, _sourceInstance, _replace, _tailLog, _tailLogFolder, _dataFolder, _logFolder, _standby, _noRecovery, _zone, _stallTimeout,
        ];
        foreach (Option option in options)
            command.Add(option);

        command.Excludes(_standby, _noRecovery, "a database waits either readable or not");
        command.Needs(_tailLog, _replace);
        command.Needs(_tailLogFolder, _tailLog);
    }

    /// <summary>The options as the engine takes them; their ranges are the engine's to check.</summary>
    /// <exception cref="Engine.PosBackupException">InvalidOption: options contradict each other, or there is no password.</exception>
    public RestoreOptions Read(ParseResult parsed)
    {
        if (parsed.GetValue(_tailLog) == TailLogChoice.Skip && parsed.GetValue(_tailLogFolder) is not null)
            throw Combinations.Contradiction("--tail-log skip and --tail-log-folder exclude each other: no backup is taken that could go there");

        return new RestoreOptions
        {
            Instance = _instance.Read(parsed),
            Database = parsed.GetValue(_database)!,
            SourceInstance = parsed.GetValue(_sourceInstance),
            Target = parsed.GetValue(_as),
            From = parsed.GetValue(_from) ?? [],
            Moment = _moment.Read(parsed),
            Finish = parsed.GetResult(_standby) is not null ? RestoreFinish.Standby : parsed.GetValue(_noRecovery) ? RestoreFinish.NoRecovery : RestoreFinish.Recover,
            StandbyFile = parsed.GetValue(_standby),
            Replace = parsed.GetValue(_replace),
            TailLog = parsed.GetValue(_tailLog),
            TailLogFolder = parsed.GetValue(_tailLogFolder),
            DataFolder = parsed.GetValue(_dataFolder),
            LogFolder = parsed.GetValue(_logFolder),
            Zone = parsed.GetValue(_zone),
            StallTimeout = parsed.GetValue(_stallTimeout) ?? Defaults.StallTimeout,
        };
    }

    private static Option<string?> Text(string name, string description, string value) => new(name) { Description = description, HelpName = value };
}
