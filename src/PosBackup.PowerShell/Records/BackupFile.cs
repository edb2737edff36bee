namespace PosBackup.PowerShell.Records;

/// <summary>A media file that a backup wrote.</summary>
public sealed class BackupFile : Record
{
    /// <summary>Its path, as the instance sees it.</summary>
    public string File { get; internal set; } = "";

    /// <summary>Its bytes; null when nobody could look.</summary>
    public long? Length { get; internal set; }

    /// <summary>SHA-256 of its bytes, in hexadecimal; null when nobody could read it.</summary>
    public string? Sha256 { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{File}");
}
