using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Records;

/// <summary>How much a rule keeps.</summary>
public sealed class KeptSpace : Record
{
    /// <summary>A stable word for the rule.</summary>
    [JsonWord]
    public string Rule { get; internal set; } = "";

    /// <summary>How many media sets.</summary>
    public int Media { get; internal set; }

    /// <summary>Their bytes.</summary>
    public long Bytes { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Rule} {Bytes}");
}
