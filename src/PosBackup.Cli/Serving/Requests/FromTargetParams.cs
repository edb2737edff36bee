namespace PosBackup.Cli.Serving.Requests;

/// <summary>Params of what takes backups from files at hand, or from targets.</summary>
internal abstract record FromTargetParams
{
    public InstanceParams? Instance { get; init; }

    public IReadOnlyList<string>? From { get; init; }

    /// <summary>Whether the paths come of a listing: what PosBackup lays beside media is passed over, as in a folder.</summary>
    public bool? Listed { get; init; }

    public IReadOnlyList<string>? FromTargets { get; init; }

    public string? Store { get; init; }

    public string? Staging { get; init; }

    public string? SourceInstance { get; init; }

    public string? DataFolder { get; init; }

    public string? LogFolder { get; init; }

    public TimeZoneInfo? TimeZone { get; init; }

    public TimeSpan? StallTimeoutSeconds { get; init; }

    public string? Catalog { get; init; }

    public string? TargetsFile { get; init; }

    public string? State { get; init; }

    /// <summary>The targets; null where files at hand are meant.</summary>
    public IReadOnlyList<string>? Sources()
    {
        IReadOnlyList<string>? targets = ParamsReader.NotEmpty(FromTargets, "fromTargets");
        if (targets is not null && From is { Count: > 0 })
            throw ParamsReader.Wrong("'from' and 'fromTargets' exclude each other: backups come from targets or from files at hand", "leave one of them out");

        (string Name, bool IsGiven)[] dependent = [("store", Store is not null), ("staging", Staging is not null)];
        foreach ((string name, _) in dependent.Where(property => property.IsGiven && targets is null))
            throw ParamsReader.Wrong($"'{name}' is for 'fromTargets', which is missing", "name the targets, or leave it out");

        return targets;
    }
}
