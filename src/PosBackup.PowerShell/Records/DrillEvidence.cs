namespace PosBackup.PowerShell.Records;

/// <summary>Where the evidence of a drill lies.</summary>
public sealed class DrillEvidence : Record
{
    /// <summary>The evidence for machines.</summary>
    public string Json { get; internal set; } = "";

    /// <summary>The evidence to print.</summary>
    public string Html { get; internal set; } = "";

    /// <summary>SHA-256 of the first, which the second names.</summary>
    public string JsonSha256 { get; internal set; } = "";

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Json}");
}
