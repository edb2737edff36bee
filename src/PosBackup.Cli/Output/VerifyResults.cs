using System.Globalization;
using PosBackup.Cli.Json;
using PosBackup.Cli.Verbs;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;

namespace PosBackup.Cli.Output;

/// <summary>Gathers what verify found, file by file, and judges the whole.</summary>
internal sealed class VerifyResults(Screen screen, bool allowNotChecked) : IVerifiedMedia
{
    private readonly List<MediaJson> _documents = [];
    private readonly Dictionary<Verdict, int> _verdicts = [];
    private int _unread;
    private int _accepted;

    public void Add(string path, PosBackupException error)
    {
        screen.Error(error.Message, error.Hint);
        _documents.Add(MediaJson.NotVerified(path, error));
        _unread++;
    }

    public void Add(VerificationReport report)
    {
        string level = EnumName.Of(report.Level);
        string verdict = EnumName.Of(report.Verdict);
        bool lacksStripe = report.Findings.Any(finding => finding.Code == FindingCode.StripeMissing);
        foreach (MediaFile media in report.Media)
        {
            string stripe = media.Stripes > 1 ? string.Create(CultureInfo.InvariantCulture, $", stripe {media.Stripe} of {media.Stripes}") : "";
            screen.Line($"{verdict} ({level}): {media.Path}{stripe}, {Quantity.Size(media.Length)}");
            foreach (Finding finding in MediaJson.FindingsOf(report, media))
                screen.Line("  " + MediaText.Describe(finding));

            _accepted += report.Verdict == Verdict.Intact || (report.Verdict == Verdict.NotChecked && allowNotChecked && !lacksStripe) ? 1 : 0;
            _verdicts[report.Verdict] = _verdicts.GetValueOrDefault(report.Verdict) + 1;
        }

        _documents.AddRange(MediaJson.Of(report));
    }

    public void Warn(string message, string? hint) => screen.Warn(message, hint);

    /// <summary>Says the sum of what was looked for in these paths and gives the exit code.</summary>
    public int Finish(IReadOnlyList<string> paths)
    {
        if (_documents.Count == 0)
            screen.Warn($"nothing to verify was found in {string.Join(", ", paths)}", "an empty or unmounted folder is no proof of a backup; check the path");

        string[] sums =
        [
            .. ((Verdict[])[Verdict.Intact, Verdict.Suspect, Verdict.Damaged, Verdict.NotChecked])
                .Select(verdict => (verdict, Count: _verdicts.GetValueOrDefault(verdict)))
                .Where(one => one.Count > 0 || one.verdict == Verdict.Intact)
                .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Count} {EnumName.Of(one.verdict)}")),
            .. _unread > 0 ? (string[])[string.Create(CultureInfo.InvariantCulture, $"{_unread} missing or unreadable")] : [],
        ];
        screen.Line(string.Join(", ", sums));
        screen.Document(_documents, CliJson.Default.IReadOnlyListMediaJson);

        if (_documents.Count == 0)
            return ExitCode.Failed;

        return ExitCode.Of(_accepted, _verdicts.Values.Sum() - _accepted + _unread);
    }
}
