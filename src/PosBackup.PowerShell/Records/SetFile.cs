namespace PosBackup.PowerShell.Records;

/// <summary>A media file that a step of a restore reads or writes.</summary>
public sealed class SetFile : Record
{
    /// <summary>Its path, as the instance sees it.</summary>
    public string File { get; internal set; } = "";

    /// <summary>Which stripe of the set it is.</summary>
    public int Stripe { get; internal set; }

    /// <summary>Its bytes.</summary>
    public long? Length { get; internal set; }

    /// <summary>SHA-256 of its bytes.</summary>
    public string? Sha256 { get; internal set; }

    /// <summary>What its last verification said.</summary>
    public Verdict? Verdict { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{File}");
}
