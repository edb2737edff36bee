namespace PosBackup.Engine.Retention.Policies;

/// <summary>What somebody has said of a <see cref="RetentionPolicy"/>: its properties, of which those that are null were not spoken of and come from elsewhere.</summary>
public sealed record RetentionTerms
{
    /// <summary>See <see cref="RetentionPolicy.Window"/>.</summary>
    public SpanLimit? Window { get; init; }

    /// <summary>See <see cref="RetentionPolicy.KeepLast"/>.</summary>
    public int? KeepLast { get; init; }

    /// <summary>See <see cref="RetentionPolicy.Daily"/>.</summary>
    public int? Daily { get; init; }

    /// <summary>See <see cref="RetentionPolicy.Weekly"/>.</summary>
    public int? Weekly { get; init; }

    /// <summary>See <see cref="RetentionPolicy.Monthly"/>.</summary>
    public int? Monthly { get; init; }

    /// <summary>See <see cref="RetentionPolicy.Yearly"/>.</summary>
    public int? Yearly { get; init; }

    /// <summary>See <see cref="RetentionPolicy.MinimumChains"/>.</summary>
    public int? MinimumChains { get; init; }

    /// <summary>See <see cref="RetentionPolicy.MaximumAge"/>.</summary>
    public SpanLimit? MaximumAge { get; init; }

    /// <summary>See <see cref="RetentionPolicy.DroppedGrace"/>.</summary>
    public TimeSpan? DroppedGrace { get; init; }

    /// <summary>See <see cref="RetentionPolicy.Copies"/>.</summary>
    public int? Copies { get; init; }

    /// <summary>See <see cref="RetentionPolicy.CopiesProvenWithin"/>.</summary>
    public TimeSpan? CopiesProvenWithin { get; init; }

    /// <summary>See <see cref="RetentionPolicy.CopyOnly"/>.</summary>
    public SetTreatment? CopyOnly { get; init; }

    /// <summary>See <see cref="RetentionPolicy.Foreign"/>.</summary>
    public SetTreatment? Foreign { get; init; }

    /// <summary>See <see cref="RetentionPolicy.MaximumDelete"/>.</summary>
    public double? MaximumDelete { get; init; }

    /// <summary>See <see cref="RetentionPolicy.Zone"/>.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>Whether nothing was said.</summary>
    public bool IsEmpty => this == new RetentionTerms();

    /// <summary>The policy, with what was said in place of what it has.</summary>
    public RetentionPolicy Over(RetentionPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new RetentionPolicy
        {
            Window = Window is null ? policy.Window : Window.Span,
            KeepLast = KeepLast ?? policy.KeepLast,
            Daily = Daily ?? policy.Daily,
            Weekly = Weekly ?? policy.Weekly,
            Monthly = Monthly ?? policy.Monthly,
            Yearly = Yearly ?? policy.Yearly,
            MinimumChains = MinimumChains ?? policy.MinimumChains,
            MaximumAge = MaximumAge is null ? policy.MaximumAge : MaximumAge.Span,
            DroppedGrace = DroppedGrace ?? policy.DroppedGrace,
            Copies = Copies ?? policy.Copies,
            CopiesProvenWithin = CopiesProvenWithin ?? policy.CopiesProvenWithin,
            CopyOnly = CopyOnly ?? policy.CopyOnly,
            Foreign = Foreign ?? policy.Foreign,
            MaximumDelete = MaximumDelete ?? policy.MaximumDelete,
            Zone = Zone ?? policy.Zone,
        };
    }

    /// <summary>Other terms, with what these say in place of what those do.</summary>
    public RetentionTerms Over(RetentionTerms other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new RetentionTerms
        {
            Window = Window ?? other.Window,
            KeepLast = KeepLast ?? other.KeepLast,
            Daily = Daily ?? other.Daily,
            Weekly = Weekly ?? other.Weekly,
            Monthly = Monthly ?? other.Monthly,
            Yearly = Yearly ?? other.Yearly,
            MinimumChains = MinimumChains ?? other.MinimumChains,
            MaximumAge = MaximumAge ?? other.MaximumAge,
            DroppedGrace = DroppedGrace ?? other.DroppedGrace,
            Copies = Copies ?? other.Copies,
            CopiesProvenWithin = CopiesProvenWithin ?? other.CopiesProvenWithin,
            CopyOnly = CopyOnly ?? other.CopyOnly,
            Foreign = Foreign ?? other.Foreign,
            MaximumDelete = MaximumDelete ?? other.MaximumDelete,
            Zone = Zone ?? other.Zone,
        };
    }

    /// <summary>Throws when a value is out of the range of its property.</summary>
    /// <exception cref="PosBackupException"><see cref="ErrorCode.InvalidOption"/>, with each property, its option and its value.</exception>
    public void Validate() => Over(new RetentionPolicy()).Validate();

    /// <summary>What is out of range.</summary>
    internal IReadOnlyList<PolicyMistake> Mistakes() => RetentionPolicyRules.Of(Over(new RetentionPolicy()));
}

/// <summary>A span that somebody has set, or has said that there is to be none.</summary>
/// <param name="Span">The span; null: none.</param>
public sealed record SpanLimit(TimeSpan? Span);
