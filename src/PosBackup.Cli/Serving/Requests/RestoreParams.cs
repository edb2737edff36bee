using PosBackup.Engine.Restores;
using PosBackup.Engine.Sql;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>Params of a restore, one for each property of <see cref="RestoreOptions"/>, with its default.</summary>
internal record RestoreParams : FromTargetParams
{
    private static readonly RestoreOptions Defaults = new() { Instance = new InstanceOptions { Instance = "" }, Database = "" };

    public string? Database { get; init; }

    public string? As { get; init; }

    public MomentParams? Moment { get; init; }

    public bool? Replace { get; init; }

    public TailLogChoice? TailLog { get; init; }

    public string? TailLogFolder { get; init; }

    public RestoreFinish? Finish { get; init; }

    public string? StandbyFile { get; init; }

    /// <summary>As the engine takes them; their ranges are the engine's to check.</summary>
    public virtual RestoreOptions ToOptions() => new()
    {
        Instance = InstanceParams.ToOptions(Instance),
        Database = ParamsReader.Required(Database, "database"),
        SourceInstance = SourceInstance,
        Target = As,
        From = ParamsReader.NotEmpty(From, "from") ?? [],
        Moment = MomentParams.ToMoment(Moment),
        Finish = Finish ?? Defaults.Finish,
        StandbyFile = StandbyFile,
        Replace = Replace ?? Defaults.Replace,
        TailLog = TailLog,
        TailLogFolder = TailLogFolder,
        DataFolder = DataFolder,
        LogFolder = LogFolder,
        Zone = TimeZone,
        StallTimeout = StallTimeoutSeconds ?? Defaults.StallTimeout,
    };
}

/// <summary>Params of <c>restore/run</c>.</summary>
internal sealed record RestoreRunParams : RestoreParams
{
    /// <summary>Whether the database that is in the way may be overwritten; null: as <see cref="RestoreParams.Replace"/> says.</summary>
    public bool? ApprovedReplace { get; init; }

    /// <inheritdoc/>
    public override RestoreOptions ToOptions()
    {
        RestoreOptions options = base.ToOptions();
        return ApprovedReplace is false ? options with { Replace = false, TailLog = null, TailLogFolder = null } : options;
    }
}
