using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Records;

/// <summary>A part of a drill.</summary>
public sealed class DrillPhase : Record
{
    /// <summary>Which part.</summary>
    [JsonWord]
    public string Phase { get; internal set; } = "";

    /// <summary>How long it took.</summary>
    [JsonMember("seconds")]
    public TimeSpan Duration { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Phase} {Duration}");
}
