using System.CommandLine;
using PosBackup.Cli.Verbs;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers;

namespace PosBackup.Cli.Settings;

/// <summary>The options of shipping, one for each property of <see cref="SyncOptions"/>, with its default.</summary>
internal sealed class SyncSettings
{
    private static readonly SyncOptions Defaults = new() { Store = "", Targets = [] };

    private readonly Option<string[]> _targets = new("--target", "-t") { Description = "Only to this target, repeated for more; * and ? are wildcards (default: to all that are defined)", HelpName = "name" };

    private readonly Option<string[]> _databases = new("--database", "-d")
    {
        Description = "Only media files with sets of this database, repeated for more; * and ? are wildcards (default: all that the catalog knows)",
        HelpName = "name",
    };

    private readonly Option<string[]> _under = new("--from") { Description = "Only media files in this folder, or this file, repeated for more (default: wherever the catalog expects them)", HelpName = "file|folder" };
    private readonly Option<int?> _parallelism = new("--parallel") { Description = $"Files on their way at once, for each target, 1 to 16 (default: {Defaults.Parallelism})", HelpName = "n" };

    private readonly Option<TimeSpan?> _rpo = Span.Option("--rpo", "How old a log may be before it is off-site: where the line is too slow for that, logs overtake fulls (default: the oldest goes first)");
    private readonly Option<bool> _acceptLoss = new("--accept-loss") { Description = "Ship anew also to a target on which not one of three or more proven copies is left, and forget proven copies whose folders show no backup that was there with them; without it such a target fails, and such copies stay recorded, as it is probably a share that is not mounted" };
    private readonly Option<long?> _seed = new("--seed") { Description = "Decides which random blocks are read back, to prove the same again (default: drawn for each copy, and told in its record)", HelpName = "n" };

    /// <summary>Options that only sending has.</summary>
    public IReadOnlyList<Option> Shipping => [_under, _rpo, _seed, _acceptLoss];

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_targets, _databases, _under, _parallelism, _rpo, _seed, _acceptLoss])
            command.Add(option);
    }

    /// <summary>The options as the engine takes them; their ranges are the engine's to check.</summary>
    public SyncOptions Read(ParseResult parsed, TargetFile file) => new()
    {
        Store = file.Store,
        Targets = Targets(parsed, file),
        Databases = Databases(parsed),
        Under = parsed.GetValue(_under) ?? [],
        Parallelism = Parallelism(parsed),
        Rpo = parsed.GetValue(_rpo),
        Seed = parsed.GetValue(_seed),
        AcceptLoss = parsed.GetValue(_acceptLoss),
    };

    /// <summary>The targets that are named, else all.</summary>
    public IReadOnlyList<TargetDefinition> Targets(ParseResult parsed, TargetFile file) =>
        file.Named(parsed.GetValue(_targets));

    public IReadOnlyList<string> Databases(ParseResult parsed) => parsed.GetValue(_databases) ?? [];

    public int Parallelism(ParseResult parsed) => parsed.GetValue(_parallelism) ?? Defaults.Parallelism;
}
