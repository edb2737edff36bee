using PosBackup.Cli.Verbs;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>Params of shipping, one for each property of <see cref="SyncOptions"/>, with its default.</summary>
internal record SyncParams
{
    private static readonly SyncOptions Defaults = new() { Store = "", Targets = [] };

    public IReadOnlyList<string>? Targets { get; init; }

    public IReadOnlyList<string>? Databases { get; init; }

    public IReadOnlyList<string>? From { get; init; }

    /// <summary>Whether the paths come of a listing: what is no backup media is passed over.</summary>
    public bool? Listed { get; init; }

    public int? Parallelism { get; init; }

    public TimeSpan? RpoSeconds { get; init; }

    public long? Seed { get; init; }

    public bool? AcceptLoss { get; init; }

    public string? Catalog { get; init; }

    public string? TargetsFile { get; init; }

    public string? State { get; init; }

    /// <summary>As the engine takes them; their ranges are the engine's to check.</summary>
    public virtual SyncOptions ToOptions(TargetFile file) => new()
    {
        Store = file.Store,
        Targets = file.Named(ParamsReader.NotEmpty(Targets, "targets")),
        Databases = Databases ?? Defaults.Databases,
        Under = ParamsReader.NotEmpty(From, "from") ?? Defaults.Under,
        Parallelism = Parallelism ?? Defaults.Parallelism,
        Rpo = RpoSeconds,
        Seed = Seed,
        AcceptLoss = AcceptLoss ?? Defaults.AcceptLoss,
    };
}

/// <summary>The result of <c>sync/plan</c>, whose plans are in the records.</summary>
/// <param name="Problems">Paths in which nothing lies that the catalog knows.</param>
internal sealed record SyncPlanAnswer(IReadOnlyList<PathProblem> Problems);

/// <summary>Params of <c>sync/run</c>.</summary>
internal sealed record SyncRunParams : SyncParams
{
    /// <summary>Files of the plan that may be shipped; null: all.</summary>
    public IReadOnlyList<ApprovedShipmentParams>? Approved { get; init; }

    /// <inheritdoc/>
    public override SyncOptions ToOptions(TargetFile file) => base.ToOptions(file) with { Approved = Approved?.Select(one => one.ToShipment(file)).ToHashSet() };
}

/// <summary>A file of a plan.</summary>
/// <param name="Target">Where it is to go.</param>
/// <param name="File">Its path here.</param>
internal sealed record ApprovedShipmentParams(string? Target = null, string? File = null)
{
    public ApprovedShipment ToShipment(TargetFile file) => new(file.Get(ParamsReader.Required(Target, "approved.target")).Name, ParamsReader.Required(File, "approved.file"));
}
