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

    internal static readonly TimeSpan ClocksApart = TimeSpan.FromHours(1);

    /// <summary>Version of the layout; <see cref="CurrentSchema"/> unless read from an older file.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>Version of PosBackup that wrote the manifest.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The media file and its sets. The manifest keeps the file's name, never its folder: both move together.</summary>
    public required MediaFile Media { get; init; }

    /// <summary>SHA-256 of the file, lower-case hexadecimal; null when it was not read as a whole.</summary>
    public string? Sha256 { get; init; }

    /// <summary>
    /// Verifications of exactly this content: the newest of each level and verdict, in the order in which they were recorded. They travel with the manifest, so they say what the content
    /// is worth, and nothing of the place where it lies now.
    /// </summary>
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

    /// <summary>The proof that was recorded last, whatever its clock said; null when there is none.</summary>
    public Proof? LatestProof() => Proofs.Count > 0 ? Proofs[^1] : null;

    /// <summary>The same, but one of the future that found nothing wrong counts for nothing: its clock was ahead, and older versions put it behind all that was found since.</summary>
    /// <param name="now">The time; an hour is forgiven, as clocks are apart.</param>
    public Proof? LatestProof(DateTimeOffset now) => Proofs.LastOrDefault(proof => proof.Verdict != Verdict.Intact || proof.At <= now + ClocksApart);

    /// <summary>The manifest with one more proof, the last; an earlier one of the same level and verdict gives way.</summary>
    public Manifest With(Proof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return this with
        {
            Proofs = [.. Proofs.Where(p => (p.Level, p.Verdict) != (proof.Level, proof.Verdict)).Append(proof)],
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
