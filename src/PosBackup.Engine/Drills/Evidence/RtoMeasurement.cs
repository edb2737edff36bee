using System.Text.Json.Serialization;

namespace PosBackup.Engine.Drills.Evidence;

/// <summary>The time from the start of a drill to a usable database, beside what was allowed.</summary>
public sealed record RtoMeasurement
{
    /// <summary>The time it took; null when there was no usable database.</summary>
    [JsonPropertyName("measuredSeconds")]
    public TimeSpan? Measured { get; init; }

    /// <summary>The time it may take; null without a target.</summary>
    [JsonPropertyName("targetSeconds")]
    public TimeSpan? Target { get; init; }

    /// <summary>Whether the target was met; null without one.</summary>
    public bool? IsMet => Target is { } target ? Measured is { } measured && measured <= target : null;
}
