namespace PosBackup.PowerShell.Records;

/// <summary>How copies at a target are proven.</summary>
public sealed class TargetVerification : Record
{
    /// <summary>What proves a copy after its upload.</summary>
    public ProofDepth Depth { get; internal set; }

    /// <summary>Files up to this size are read back whole.</summary>
    public long WholeUpTo { get; internal set; }

    /// <summary>Random blocks of a sample.</summary>
    public int Blocks { get; internal set; }

    /// <summary>Within so many days a copy is read back whole; null for never.</summary>
    public int? WholeWithinDays { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Depth}");
}
