using PosBackup.Engine.Media;

namespace PosBackup.Engine.Catalog;

/// <summary>
/// Adds to a verification what the manifests know: whether the bytes read are those that were written (level L0). It is the only proof
/// there is for encrypted media, and sees changes that no checksum inside plain media covers.
/// </summary>
public static class ManifestComparison
{
    /// <summary>The report with the manifests' word in it.</summary>
    /// <param name="report">What the verifier found, with SHA-256.</param>
    /// <param name="surveyed">The same files as a survey found them, in any order; files without a manifest add nothing.</param>
    public static VerificationReport Compare(VerificationReport report, IReadOnlyList<SurveyedMedia> surveyed)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(surveyed);
        Finding[] added = [.. surveyed.SelectMany(media => Judge(report, media))];
        bool differs = added.Any(finding => finding.Severity == FindingSeverity.Error);

        // Bytes that are those that were written make no whole set of stripes that lacks one.
        bool isWhole = report.Media.Count > 0 && report.Findings.All(finding => finding.Code != FindingCode.StripeMissing);
        bool isWritten = isWhole && report.Media.Select(media => media.Path).All(path => Hashes(report, Find(surveyed, path)) is { Agree: true });
        return report with
        {
            Findings = [.. report.Findings.Concat(added).OrderByDescending(finding => finding.Severity)],
            Level = differs || (isWritten && report.Verdict == Verdict.NotChecked) ? Max(report.Level, VerificationLevel.L0) : report.Level,
            Verdict = differs ? Verdict.Damaged
                : isWritten && report.Verdict == Verdict.NotChecked ? Verdict.Intact
                : report.Verdict,
        };
    }

    /// <summary>
    /// The manifests to write after a verification. What a manifest says was written stays what was written, even when something else
    /// was read; a manifest of other content gives way to a new one.
    /// </summary>
    public static IReadOnlyList<Manifest> Recorded(VerificationReport report, IReadOnlyList<SurveyedMedia> surveyed, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(surveyed);
        return [.. Manifest.FromVerification(report, at).Select(fresh => Find(surveyed, fresh.Media.Path)?.Manifest is { } known
            ? (known with { Sha256 = known.Sha256 ?? fresh.Sha256 }).With(fresh.Proofs[0])
            : fresh)];
    }

    private static IEnumerable<Finding> Judge(VerificationReport report, SurveyedMedia media)
    {
        if (media.ManifestProblem is { } problem)
            yield return new Finding { Severity = FindingSeverity.Note, Code = FindingCode.ManifestUnusable, Message = problem.Message, Path = media.Path };

        if (Hashes(report, media) is { Agree: false } hashes)
        {
            yield return new Finding
            {
                Severity = FindingSeverity.Error,
                Code = FindingCode.ContentChanged,
                Message = $"the bytes are not those that were written: SHA-256 is {hashes.Read}, the manifest says {hashes.Written}",
                Path = media.Path,
            };
        }
    }

    private static ContentHashes? Hashes(VerificationReport report, SurveyedMedia? media)
    {
        int index = media is null ? -1 : report.Media.Select(one => one.Path).ToList().IndexOf(media.Path);
        return index >= 0 && report.Sha256.ElementAtOrDefault(index) is { } read && media!.Manifest?.Sha256 is { } written ? new ContentHashes(read, written) : null;
    }

    private static SurveyedMedia? Find(IReadOnlyList<SurveyedMedia> surveyed, string path) => surveyed.FirstOrDefault(media => string.Equals(media.Path, path, StringComparison.Ordinal));

    private static VerificationLevel Max(VerificationLevel one, VerificationLevel other) => one > other ? one : other;

    private readonly record struct ContentHashes(string Read, string Written)
    {
        public bool Agree => string.Equals(Read, Written, StringComparison.Ordinal);
    }
}
