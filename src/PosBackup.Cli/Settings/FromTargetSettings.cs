using System.CommandLine;
using PosBackup.Cli.Verbs;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Settings;

/// <summary>Options of commands that take backups from targets instead of files at hand.</summary>
/// <param name="storeDefault">What is meant without a store.</param>
/// <param name="fate">What becomes of the files that are fetched.</param>
internal sealed class FromTargetSettings(string storeDefault, string fate)
{
    private readonly Option<string[]> _targets = new("--from-target")
    {
        Description = $"Fetch what is needed from this target, repeated for more, * and ? are wildcards: each file comes from the first that has it and works. {fate}",
        HelpName = "name",
    };

    private readonly Option<string?> _store = new("--store") { Description = $"Store whose backups are meant, as the targets name it (default: {storeDefault})", HelpName = "name" };

    private readonly Option<string?> _staging = new("--staging")
    {
        Description = "Folder that the files are fetched to; the instance must see it under this very path, and its account must be able to read there (default: staging, beside the catalog)",
        HelpName = "folder",
    };

    /// <param name="command">The command.</param>
    /// <param name="from">The option that names files at hand.</param>
    public void AddTo(Command command, Option from)
    {
        command.Add(_targets);
        command.Add(_store);
        command.Add(_staging);
        command.Add(TargetsFile.Option);
        command.Excludes(_targets, from, "backups come from targets or from files at hand");
        command.Needs(_store, _targets);
        command.Needs(_staging, _targets);
        command.Needs(TargetsFile.Option, _targets);
    }

    public bool IsAsked(ParseResult parsed) => parsed.GetValue(_targets) is { Length: > 0 };

    public string? Store(ParseResult parsed) => parsed.GetValue(_store);

    /// <summary>The targets, in the order of the command line.</summary>
    public IReadOnlyList<TargetDefinition> Targets(ParseResult parsed, TargetFile file) => file.Named(parsed.GetValue(_targets));

    /// <summary>The folder for staging; null when nobody says.</summary>
    public string? Staging(ParseResult parsed) => parsed.GetValue(_staging);
}
