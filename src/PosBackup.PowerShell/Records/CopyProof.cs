using PosBackup.PowerShell.Formats;

namespace PosBackup.PowerShell.Records;

/// <summary>What is proven of a copy.</summary>
public sealed class CopyProof : Record
{
    /// <summary>SHA-256 of its bytes.</summary>
    public string Sha256 { get; internal set; } = "";

    /// <summary>Its bytes.</summary>
    public long Length { get; internal set; }

    /// <summary>What proves it.</summary>
    public ProofDepth Depth { get; internal set; }

    /// <summary>What decided which parts were read back.</summary>
    public long? Seed { get; internal set; }

    /// <summary>When it was proven.</summary>
    public DateTimeOffset At { get; internal set; }

    /// <summary>When all of it was.</summary>
    public DateTimeOffset? WholeAt { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Depth} {Readable.MomentAndOffset(At)}");
}
