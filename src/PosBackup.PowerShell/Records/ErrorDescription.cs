using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Records;

/// <summary>An error, as it stands in a result.</summary>
public sealed class ErrorDescription : Record
{
    /// <summary>A stable code.</summary>
    [JsonWord]
    public string Code { get; internal set; } = "";

    /// <summary>What happened.</summary>
    public string Message { get; internal set; } = "";

    /// <summary>What to do about it.</summary>
    public string? Hint { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Message}");
}
