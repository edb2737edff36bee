using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Records;

/// <summary>Something to know that stops nothing.</summary>
public sealed class Note : Record
{
    /// <summary>A stable code; null where there is none.</summary>
    [JsonWord]
    public string? Code { get; internal set; }

    /// <summary>What there is to know.</summary>
    public string Message { get; internal set; } = "";

    /// <summary>What to do about it.</summary>
    public string? Hint { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Message}");
}
