namespace PosBackup.PowerShell.Records;

/// <summary>A media file of a listed backup set.</summary>
public sealed class ListedFile : Record
{
    /// <summary>Its path, here or at the target.</summary>
    public string File { get; internal set; } = "";

    /// <summary>Which stripe of the set it is.</summary>
    public int Stripe { get; internal set; }

    /// <summary>Its bytes.</summary>
    public long? Length { get; internal set; }

    /// <summary>SHA-256 of its bytes.</summary>
    public string? Sha256 { get; internal set; }

    /// <summary>Whether it is where it is expected.</summary>
    public MediaPresence? Presence { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{File}");
}
