using System.CommandLine;
using PosBackup.Engine;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers;

namespace PosBackup.Cli.Settings;

/// <summary>The options of <c>sync --download</c>, one for each property of <see cref="FetchOptions"/>, beside those that it shares with shipping.</summary>
internal sealed class DownloadSettings
{
    private readonly MomentSettings _moment = new();
    private readonly Option<bool> _download = new("--download") { Description = "The other way: fetch what a restore of one --database to a moment (--to and its like) needs from the targets to --folder, and nothing more" };
    private readonly Option<string?> _folder = new("--folder") { Description = "With --download: folder for the files, which lie below it as on the target; files that are there already are not fetched again, and none is written over", HelpName = "folder" };
    private readonly Option<string?> _store = new("--store") { Description = "With --download: store whose backups are meant, as the targets name it (default: this store)", HelpName = "name" };
    private readonly Option<string?> _sourceInstance = new("--source-instance") { Description = "With --download: instance that took the backups, as they name it, where the targets hold those of several", HelpName = "name" };
    private readonly Option<bool> _withoutManifest = new("--without-manifest") { Description = "With --download: also fetch media files that no manifest describes, whole, to look into them" };
    private readonly Option<TimeZoneInfo?> _zone = ZoneOption.Create("--time-zone", "With --download: time zone of the instance that took the backups; asked for only where its clock was changed between two of them");

    /// <param name="command">The command.</param>
    /// <param name="shipping">Options that mean nothing here.</param>
    public void AddTo(Command command, IReadOnlyList<Option> shipping)
    {
        command.Add(_download);
        foreach (Option option in (Option[])[_folder, _store, _sourceInstance, _withoutManifest, _zone])
        {
            command.Add(option);
            command.Needs(option, _download);
        }

        _moment.AddTo(command, onlyWith: _download);
        foreach (Option option in shipping)
            command.Excludes(_download, option, "it is about sending");
    }

    public bool IsAsked(ParseResult parsed) => parsed.GetValue(_download);

    /// <summary>The options as the engine takes them; their ranges are the engine's to check.</summary>
    /// <exception cref="PosBackupException">InvalidOption: no folder, or not one database.</exception>
    public FetchOptions Read(ParseResult parsed, TargetFile file, IReadOnlyList<TargetDefinition> targets, IReadOnlyList<string> databases, int parallelism)
    {
        if (databases is not [var database] || database.AsSpan().ContainsAny('*', '?'))
            throw new PosBackupException(ErrorCode.InvalidOption, "--download fetches what one database needs, and not one is named", "give one --database, without wildcards");

        return new FetchOptions
        {
            Targets = targets,
            Store = parsed.GetValue(_store) ?? file.Store,
            Database = database,
            SourceInstance = parsed.GetValue(_sourceInstance),
            Moment = _moment.Read(parsed),
            Folder = parsed.GetValue(_folder) ?? throw new PosBackupException(ErrorCode.InvalidOption, "--download has no folder to fetch to", "give --folder"),
            Parallelism = parallelism,
            WithoutManifest = parsed.GetValue(_withoutManifest),
            Zone = parsed.GetValue(_zone),
        };
    }
}
