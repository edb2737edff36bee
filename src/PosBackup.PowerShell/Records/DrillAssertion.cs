namespace PosBackup.PowerShell.Records;

/// <summary>What a restored database was asked, and answered.</summary>
public sealed class DrillAssertion : Record
{
    /// <summary>Its name.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>What it says.</summary>
    public AssertionOutcome Outcome { get; internal set; }

    /// <summary>What the answer must be.</summary>
    public string Expected { get; internal set; } = "";

    /// <summary>What the answer was.</summary>
    public string Found { get; internal set; } = "";

    /// <summary>Why it could not be asked.</summary>
    public string? Reason { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Name}: {Outcome}");
}
