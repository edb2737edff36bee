using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Records;

/// <summary>A step of a probe.</summary>
public sealed class ProbeStep : Record
{
    /// <summary>What was tried.</summary>
    [JsonWord]
    public string Step { get; internal set; } = "";

    /// <summary>What came of it.</summary>
    public CheckOutcome Outcome { get; internal set; }

    /// <summary>A stable word for what went wrong.</summary>
    [JsonWord]
    public string? Failure { get; internal set; }

    /// <summary>What happened.</summary>
    public string? Message { get; internal set; }

    /// <summary>What to do about it.</summary>
    public string? Hint { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Step}: {Outcome}");
}
