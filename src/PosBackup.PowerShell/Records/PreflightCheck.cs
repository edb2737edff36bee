using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Records;

/// <summary>One thing that the preflight looked at.</summary>
public sealed class PreflightCheck : Record
{
    /// <summary>What was looked at.</summary>
    [JsonWord]
    public string Subject { get; internal set; } = "";

    /// <summary>What it says.</summary>
    public CheckOutcome Outcome { get; internal set; }

    /// <summary>None, or a stable code of what is wrong.</summary>
    [JsonWord]
    public string Code { get; internal set; } = "";

    /// <summary>What was found.</summary>
    public string Message { get; internal set; } = "";

    /// <summary>What to do about it.</summary>
    public string? Hint { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Subject}: {Outcome}");
}
