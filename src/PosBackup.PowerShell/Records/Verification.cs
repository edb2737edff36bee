namespace PosBackup.PowerShell.Records;

/// <summary>What reading media back found.</summary>
public sealed class Verification : Record
{
    /// <summary>How deep it went.</summary>
    public VerificationLevel Level { get; internal set; }

    /// <summary>What it says.</summary>
    public Verdict Verdict { get; internal set; }

    /// <summary>What there is to say.</summary>
    public IReadOnlyList<Finding> Findings { get; internal set; } = [];

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Level} {Verdict}");
}
