using PosBackup.Engine.Drills;
using PosBackup.Engine.Sql;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>Params of a drill, one for each property of <see cref="DrillOptions"/>, with its default.</summary>
internal record DrillParams : FromTargetParams
{
    private static readonly DrillOptions Defaults = new() { Instance = new InstanceOptions { Instance = "" }, EvidenceFolder = "" };

    public IReadOnlyList<string>? Databases { get; init; }

    public DrillMoment? Moment { get; init; }

    public TimeSpan? WindowSeconds { get; init; }

    public long? Seed { get; init; }

    public string? Rotation { get; init; }

    public string? Assertions { get; init; }

    public TimeSpan? RtoSeconds { get; init; }

    public string? Evidence { get; init; }

    /// <summary>As the engine takes them; their ranges are the engine's to check.</summary>
    /// <param name="evidence">Where evidence goes when nobody says.</param>
    public virtual DrillOptions ToOptions(string evidence)
    {
        DrillMoment moment = Moment ?? Defaults.Moment;
        if (moment != DrillMoment.Random && Seed is not null)
            throw ParamsReader.Wrong("'seed' is for 'moment' random", "give the moment random, or leave it out");
        if (moment == DrillMoment.Latest && WindowSeconds is not null)
            throw ParamsReader.Wrong("'windowSeconds' is for 'moment' random and oldest", "give one of these moments, or leave it out");

        return new DrillOptions
        {
            Instance = InstanceParams.ToOptions(Instance),
            Databases = Databases is { Count: > 0 } databases ? databases : Defaults.Databases,
            SourceInstance = SourceInstance,
            From = ParamsReader.NotEmpty(From, "from") ?? [],
            Moment = moment,
            Window = WindowSeconds,
            Seed = Seed,
            Rotation = Rotation is { } rotation ? DrillRotation.Parse(rotation) : null,
            AssertionFile = Assertions,
            RtoTarget = RtoSeconds,
            EvidenceFolder = Evidence ?? evidence,
            DataFolder = DataFolder,
            LogFolder = LogFolder,
            Zone = TimeZone,
            StallTimeout = StallTimeoutSeconds ?? Defaults.StallTimeout,
        };
    }
}

/// <summary>Params of <c>drill/run</c>.</summary>
internal sealed record DrillRunParams : DrillParams
{
    /// <summary>Databases of the plan that may be drilled; null: all.</summary>
    public IReadOnlyList<ApprovedDrillParams>? Approved { get; init; }

    /// <inheritdoc/>
    public override DrillOptions ToOptions(string evidence) =>
        base.ToOptions(evidence) with { Approved = Approved?.Select(one => new ApprovedDrill(ParamsReader.Required(one.Database, "approved.database"), one.SourceInstance)).ToHashSet() };
}

/// <summary>A database of a plan.</summary>
/// <param name="Database">Its name.</param>
/// <param name="SourceInstance">Instance that took its backups; null where the plan names none.</param>
internal sealed record ApprovedDrillParams(string? Database = null, string? SourceInstance = null);
