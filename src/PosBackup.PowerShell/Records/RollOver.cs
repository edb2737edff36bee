using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Records;

/// <summary>Why a set got a new file where it was to be appended.</summary>
public sealed class RollOver : Record
{
    /// <summary>A stable word for the reason.</summary>
    [JsonWord]
    public string Reason { get; internal set; } = "";

    /// <summary>The reason as a sentence.</summary>
    public string Message { get; internal set; } = "";

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Message}");
}
