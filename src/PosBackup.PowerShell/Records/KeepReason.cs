using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Records;

/// <summary>Why a set is kept.</summary>
public sealed class KeepReason : Record
{
    /// <summary>A stable word for the rule.</summary>
    [JsonWord]
    public string Rule { get; internal set; } = "";

    /// <summary>Of which day, week, month or year.</summary>
    public string? Detail { get; internal set; }

    /// <summary>The set that needs this one.</summary>
    public Guid? For { get; internal set; }

    /// <summary>The reason as a sentence.</summary>
    public string Text { get; internal set; } = "";

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Text}");
}
