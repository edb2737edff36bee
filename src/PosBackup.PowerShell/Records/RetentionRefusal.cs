using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Records;

/// <summary>Why more is not removed.</summary>
public sealed class RetentionRefusal : Record
{
    /// <summary>A stable word for the reason.</summary>
    [JsonWord]
    public string Reason { get; internal set; } = "";

    /// <summary>The database that it is about.</summary>
    public string? Database { get; internal set; }

    /// <summary>The set that it is about.</summary>
    public Guid? SetGuid { get; internal set; }

    /// <summary>The reason as a sentence.</summary>
    public string Message { get; internal set; } = "";

    /// <summary>What to do about it.</summary>
    public string Hint { get; internal set; } = "";

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Message}");
}
