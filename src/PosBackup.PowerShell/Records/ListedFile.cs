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

    /// <summary>The target that it lies at; null for a file here.</summary>
    public string? Target { get; internal set; }

    /// <summary>Its path at the target; null for a file here.</summary>
    public string? TargetPath => Target is null ? null : File;

    /// <summary>Its path here: what <c>Test-PosBackup</c> and <c>Sync-PosBackupRemote</c> take from the pipeline. A file at a target is not here.</summary>
    public string[] Path => Target is null ? [File] : [];

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{File}");
}
