using PosBackup.Cli.Verbs;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>Params of fetching, one for each property of <see cref="FetchOptions"/>, with its default.</summary>
internal sealed record FetchParams
{
    private static readonly FetchOptions Defaults = new() { Targets = [], Database = "", Folder = "" };

    public IReadOnlyList<string>? Targets { get; init; }

    public string? Database { get; init; }

    public MomentParams? Moment { get; init; }

    public string? Folder { get; init; }

    public string? Store { get; init; }

    public string? SourceInstance { get; init; }

    public bool? WithoutManifest { get; init; }

    public TimeZoneInfo? TimeZone { get; init; }

    public int? Parallelism { get; init; }

    public string? Catalog { get; init; }

    public string? TargetsFile { get; init; }

    /// <summary>As the engine takes them; their ranges are the engine's to check.</summary>
    public FetchOptions ToOptions(TargetFile file) => new()
    {
        Targets = file.Named(ParamsReader.NotEmpty(Targets, "targets")),
        Store = Store ?? file.Store,
        Database = ParamsReader.Required(Database, "database"),
        SourceInstance = SourceInstance,
        Moment = MomentParams.ToMoment(Moment),
        Folder = ParamsReader.Required(Folder, "folder"),
        Parallelism = Parallelism ?? Defaults.Parallelism,
        WithoutManifest = WithoutManifest ?? Defaults.WithoutManifest,
        Zone = TimeZone,
    };
}
