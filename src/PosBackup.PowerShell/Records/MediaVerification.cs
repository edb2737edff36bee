namespace PosBackup.PowerShell.Records;

/// <summary>What verification says of one media file.</summary>
public sealed class MediaVerification : Record
{
    /// <summary>Its path.</summary>
    public string File { get; internal set; } = "";

    /// <summary>Its form; null when it is no backup of SQL Server.</summary>
    public MediaContainer? Container { get; internal set; }

    /// <summary>Whether it is compressed.</summary>
    public bool Compressed { get; internal set; }

    /// <summary>Whether it is encrypted.</summary>
    public bool Encrypted { get; internal set; }

    /// <summary>Which stripe of its media set it is.</summary>
    public int? Stripe { get; internal set; }

    /// <summary>How many stripes there are.</summary>
    public int? Stripes { get; internal set; }

    /// <summary>Identity of the media set.</summary>
    public Guid? MediaSetId { get; internal set; }

    /// <summary>Its bytes.</summary>
    public long? Length { get; internal set; }

    /// <summary>How deep the verification went.</summary>
    public VerificationLevel Level { get; internal set; }

    /// <summary>What it says.</summary>
    public Verdict Verdict { get; internal set; }

    /// <summary>SHA-256 of its bytes.</summary>
    public string? Sha256 { get; internal set; }

    /// <summary>The backup sets on it.</summary>
    public IReadOnlyList<BackupSet> Sets { get; internal set; } = [];

    /// <summary>What there is to say.</summary>
    public IReadOnlyList<Finding> Findings { get; internal set; } = [];

    /// <summary>Why it could not be read.</summary>
    public ErrorDescription? Error { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{File}: {Verdict}");
}
