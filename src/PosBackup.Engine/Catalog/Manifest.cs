using PosBackup.Engine.Media;

namespace PosBackup.Engine.Catalog;

/// <summary>
/// What lies beside a media file as <c>&lt;file&gt;.manifest.json</c>: a cache of the truth. All but the proofs and the run can be
/// made anew from the media, and a manifest that describes other content than the file has is worth nothing.
/// </summary>
public sealed record Manifest
{
    /// <summary>The schema that this version writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of the layout; <see cref="CurrentSchema"/> unless read from an older file.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>Version of PosBackup that wrote the manifest.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The media file and its sets. The manifest keeps the file's name, never its folder: both move together.</summary>
    public required MediaFile Media { get; init; }

    /// <summary>SHA-256 of the file, lower-case hexadecimal; null when it was not read as a whole.</summary>
    public string? Sha256 { get; init; }

    /// <summary>When this manifest was written beside a copy on a target; null beside a file that was never shipped. What was verified since was verified there.</summary>
    public DateTimeOffset? ShippedAt { get; init; }

    /// <summary>Verifications of exactly this content: the newest of each level and verdict, oldest first.</summary>
    public IReadOnlyList<Proof> Proofs { get; init; } = [];

    /// <summary>The manifest of a media file of which only the headers were read: no hash, no proofs.</summary>
    public static Manifest FromMedia(MediaFile media) => new() { ToolVersion = Engine.ToolVersion.Current, Media = media };

    /// <summary>The manifests of the files of one verified media set, each with the proof of that verification.</summary>
    /// <param name="report">What the verification found.</param>
    /// <param name="at">When it ended.</param>
    public static IReadOnlyList<Manifest> FromVerification(VerificationReport report, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(report);
        Proof proof = new() { Level = report.Level, Verdict = report.Verdict, At = at, ToolVersion = Engine.ToolVersion.Current };
        return [.. report.Media.Select((media, i) => FromMedia(media) with { Sha256 = report.Sha256.ElementAtOrDefault(i), Proofs = [proof] })];
    }

    /// <summary>The newest proof; null when there is none.</summary>
    public Proof? LatestProof() => Proofs.MaxBy(proof => proof.At);

    /// <summary>When the content was last found intact where it was shipped to; null when it was not, was found otherwise since, or was never shipped.</summary>
    public DateTimeOffset? ProvenThereAt() => LatestProof() is { Verdict: Verdict.Intact } proof && proof.At >= ShippedAt ? proof.At : null;

    /// <summary>The manifest with one more proof; an older one of the same level and verdict gives way.</summary>
    public Manifest With(Proof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return this with
        {
            Proofs = [.. Proofs.Where(p => (p.Level, p.Verdict) != (proof.Level, proof.Verdict)).Append(proof).OrderBy(p => p.At)],
        };
    }

    /// <summary>
    /// Whether the manifest describes this media file: same length, same media set, same backup sets (of encrypted media none can be
    /// seen). An append or a swap that a crash cut off before its manifest was written shows here.
    /// </summary>
    public bool Describes(MediaFile media)
    {
        ArgumentNullException.ThrowIfNull(media);
        return Media.Length == media.Length
            && Media.MediaSetId == media.MediaSetId
            && Media.Stripe == media.Stripe
            && (media.IsEncrypted || Media.Sets.Select(set => (set.Position, set.SetGuid)).SequenceEqual(media.Sets.Select(set => (set.Position, set.SetGuid))));
    }
}
