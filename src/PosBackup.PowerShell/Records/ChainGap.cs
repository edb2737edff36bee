using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Records;

/// <summary>Why nothing leads to a moment.</summary>
public sealed class ChainGap : Record
{
    /// <summary>A stable word for the reason.</summary>
    [JsonWord]
    public string Reason { get; internal set; } = "";

    /// <summary>The reason as a sentence.</summary>
    public string Message { get; internal set; } = "";

    /// <summary>First LSN that is missing.</summary>
    public string? MissingFrom { get; internal set; }

    /// <summary>Last LSN that is missing.</summary>
    public string? MissingTo { get; internal set; }

    /// <summary>The set that is missing or of no use.</summary>
    public GapCulprit? Culprit { get; internal set; }

    /// <summary>The nearest moment before it that can be had.</summary>
    public ReachableMoment? Before { get; internal set; }

    /// <summary>The nearest moment after it that can be had.</summary>
    public ReachableMoment? After { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Message}");
}
