using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Records;

/// <summary>What the policy keeps and removes in one place.</summary>
public sealed class RetentionPlan : Record
{
    /// <summary>The place, as a person names it.</summary>
    public string Place { get; internal set; } = "";

    /// <summary>The target; empty for this machine.</summary>
    public string Target { get; internal set; } = "";

    /// <summary>Which of the drives that take turns; empty where none do.</summary>
    public string Medium { get; internal set; } = "";

    /// <summary>What can be said of the place.</summary>
    public RetentionOutcome Outcome { get; internal set; }

    /// <summary>None, or a stable code of what went wrong.</summary>
    [JsonWord]
    public string Code { get; internal set; } = "";

    /// <summary>What happened.</summary>
    public string? Message { get; internal set; }

    /// <summary>What to do about it.</summary>
    public string? Hint { get; internal set; }

    /// <summary>Bytes that are free again.</summary>
    public long FreedBytes { get; internal set; }

    /// <summary>Why more is not removed.</summary>
    public IReadOnlyList<RetentionRefusal> Refusals { get; internal set; } = [];

    /// <summary>Room that is missing after the plan.</summary>
    public SpacePressure? Pressure { get; internal set; }

    /// <summary>Moments that remain.</summary>
    public IReadOnlyList<RecoveryPoint> Points { get; internal set; } = [];

    /// <summary>All media that were judged, those that go first.</summary>
    public IReadOnlyList<JudgedMedia> Media { get; internal set; } = [];

    /// <summary>What else there is to know.</summary>
    public IReadOnlyList<Note> Notes { get; internal set; } = [];

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Place}: {Outcome}");
}
