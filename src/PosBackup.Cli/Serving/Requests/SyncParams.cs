using PosBackup.Cli.Verbs;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>Params of shipping, one for each property of <see cref="SyncOptions"/>, with its default.</summary>
internal sealed record SyncParams
{
    private static readonly SyncOptions Defaults = new() { Store = "", Targets = [] };

    public IReadOnlyList<string>? Targets { get; init; }

    public IReadOnlyList<string>? Databases { get; init; }

    public IReadOnlyList<string>? From { get; init; }

    public int? Parallelism { get; init; }

    public TimeSpan? RpoSeconds { get; init; }

    public long? Seed { get; init; }

    public bool? AcceptLoss { get; init; }

    public string? Catalog { get; init; }

    public string? TargetsFile { get; init; }

    public string? State { get; init; }

    /// <summary>As the engine takes them; their ranges are the engine's to check.</summary>
    public SyncOptions ToOptions(TargetFile file) => new()
    {
        Store = file.Store,
        Targets = file.Named(Targets),
        Databases = Databases ?? Defaults.Databases,
        Under = From ?? Defaults.Under,
        Parallelism = Parallelism ?? Defaults.Parallelism,
        Rpo = RpoSeconds,
        Seed = Seed,
        AcceptLoss = AcceptLoss ?? Defaults.AcceptLoss,
    };
}

/// <summary>The result of <c>sync/plan</c>: all is in the records.</summary>
internal sealed record SyncPlanAnswer;
