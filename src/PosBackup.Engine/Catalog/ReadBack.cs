using PosBackup.Engine.Files;
using PosBackup.Engine.Media;

namespace PosBackup.Engine.Catalog;

/// <summary>
/// That a media file was read to its end where it lies, by whoever keeps this catalog. The proofs of a manifest go wherever its file is copied; this stays with the path, and so proves a copy.
/// </summary>
/// <param name="Path">The file, every link followed.</param>
/// <param name="Sha256">SHA-256 that its manifest has: what was written, also where something else was read.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="Proof">What was found, and when.</param>
internal sealed record ReadBack(string Path, string Sha256, long Length, Proof Proof)
{
    /// <summary>Of a media file whose last proof was found just now, at its path; null where its bytes were not read.</summary>
    public static ReadBack? Of(Manifest manifest) => manifest is { Sha256: { } sha256 } && manifest.LatestProof() is { } proof
        ? new ReadBack(RealPath.Of(manifest.Media.Path), sha256, manifest.Media.Length, proof)
        : null;

    /// <summary>When it proved that this content lies there; null when it did not, or its clock was ahead.</summary>
    /// <param name="sha256">The content.</param>
    /// <param name="length">Its length.</param>
    /// <param name="now">The time.</param>
    public DateTimeOffset? Proves(string? sha256, long length, DateTimeOffset now) =>
        Proof is { Verdict: Verdict.Intact } && Proof.At <= now + Manifest.ClocksApart && IsOf(sha256, length) ? Proof.At : null;

    /// <summary>Whether it found something else than this content, or damage in it, and since that was proven last.</summary>
    public bool Disproves(string sha256, long length, DateTimeOffset provenAt) => Proof is { Verdict: Verdict.Damaged } && Proof.At >= provenAt && IsOf(sha256, length);

    /// <summary>Whether the file lay at that path in some folder, as a copy on a drive does wherever the drive shows up.</summary>
    /// <param name="names">The path in that folder.</param>
    public bool EndsIn(IEnumerable<string> names)
    {
        string end = System.IO.Path.DirectorySeparatorChar + string.Join(System.IO.Path.DirectorySeparatorChar, names);
        return Path.Length >= end.Length && PathIdentity.Comparer.Equals(Path[^end.Length..], end);
    }

    private bool IsOf(string? sha256, long length) => Length == length && string.Equals(Sha256, sha256, StringComparison.Ordinal);
}
