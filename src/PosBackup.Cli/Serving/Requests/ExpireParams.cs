using PosBackup.Cli.Verbs;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Policies;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>Params of expiring.</summary>
internal record ExpireParams
{
    public IReadOnlyList<string>? Places { get; init; }

    public IReadOnlyList<string>? Databases { get; init; }

    public long? MinFreeBytes { get; init; }

    public TermsParams? Terms { get; init; }

    public IReadOnlyList<Guid>? Acknowledge { get; init; }

    public string? Catalog { get; init; }

    public string? TargetsFile { get; init; }

    public string? PolicyFile { get; init; }

    public string? State { get; init; }

    public virtual ExpiryRequest ToRequest() => new()
    {
        Catalog = Catalog,
        TargetsFile = TargetsFile,
        PolicyFile = PolicyFile,
        Terms = Terms?.ToTerms() ?? new RetentionTerms(),
        Places = Places ?? [],
        Databases = Databases ?? [],
        Acknowledged = (Acknowledge ?? []).ToHashSet(),
        WantedFreeBytes = MinFreeBytes,
        State = State,
    };
}

/// <summary>What is to be kept, one for each property of <see cref="RetentionTerms"/>; what is not said is taken from the file.</summary>
internal sealed record TermsParams
{
    public SpanLimit? WindowSeconds { get; init; }

    public int? KeepLast { get; init; }

    public int? Daily { get; init; }

    public int? Weekly { get; init; }

    public int? Monthly { get; init; }

    public int? Yearly { get; init; }

    public int? MinimumChains { get; init; }

    public SpanLimit? MaxAgeSeconds { get; init; }

    public TimeSpan? DroppedGraceSeconds { get; init; }

    public int? Copies { get; init; }

    public TimeSpan? CopiesWithinSeconds { get; init; }

    public SetTreatment? CopyOnly { get; init; }

    public SetTreatment? Foreign { get; init; }

    public double? MaxDelete { get; init; }

    public TimeZoneInfo? TimeZone { get; init; }

    public RetentionTerms ToTerms() => new()
    {
        Window = WindowSeconds,
        KeepLast = KeepLast,
        Daily = Daily,
        Weekly = Weekly,
        Monthly = Monthly,
        Yearly = Yearly,
        MinimumChains = MinimumChains,
        MaximumAge = MaxAgeSeconds,
        DroppedGrace = DroppedGraceSeconds,
        Copies = Copies,
        CopiesProvenWithin = CopiesWithinSeconds,
        CopyOnly = CopyOnly,
        Foreign = Foreign,
        MaximumDelete = MaxDelete,
        Zone = TimeZone,
    };
}

/// <summary>Params of <c>expire/run</c>.</summary>
internal sealed record ExpireRunParams : ExpireParams
{
    /// <summary>Media sets of the plan that may go; null: all.</summary>
    public IReadOnlyList<ApprovedRemovalParams>? Approved { get; init; }

    public override ExpiryRequest ToRequest() => base.ToRequest() with { Approved = Approved?.Select(one => one.ToRemoval()).ToHashSet() };
}

/// <summary>A media set of a plan.</summary>
/// <param name="Target">Where it lies; empty for here.</param>
/// <param name="Medium">Which of the target's media; empty where there is only one.</param>
/// <param name="MediaSetId">The media set.</param>
internal sealed record ApprovedRemovalParams(string? Target = null, string? Medium = null, Guid? MediaSetId = null)
{
    public ApprovedRemoval ToRemoval() => new(
        string.IsNullOrEmpty(Target) ? RetentionPlace.Here : new RetentionPlace(Target, Medium ?? ""), ParamsReader.Required(MediaSetId, "approved.mediaSetId"));
}
