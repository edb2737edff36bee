using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Records;

/// <summary>Why a fuller kind was taken than was asked for.</summary>
public sealed class Promotion : Record
{
    /// <summary>A stable word for the reason.</summary>
    [JsonWord]
    public string Reason { get; internal set; } = "";

    /// <summary>The reason as a sentence.</summary>
    public string Message { get; internal set; } = "";

    /// <summary>The backup of another tool that it is about.</summary>
    public ForeignBackup? Foreign { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Message}");
}
