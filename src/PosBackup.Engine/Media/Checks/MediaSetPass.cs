using System.Globalization;
using PosBackup.Engine.Media.Reading;
using PosBackup.Engine.Progress;

namespace PosBackup.Engine.Media.Checks;

/// <summary>
/// Verifies the files of one media set. They are read set by set in step, so that what must add up over all stripes of a set is
/// complete as soon as the set is.
/// </summary>
internal sealed class MediaSetPass(VerifyOptions options, IProgress<OperationProgress>? progress, CancellationToken cancellationToken)
{
    private readonly FindingLog _findings = new(path: null);
    private readonly Tally _tally = new();

    public VerificationReport Run(IReadOnlyList<MediaInspection> inspections)
    {
        bool isComplete = CheckStripes(inspections);
        var meter = new ReadMeter(inspections.Sum(one => one.Media.Length), progress);
        var files = new List<StripeFile>();
        try
        {
            foreach (MediaInspection inspection in inspections)
                files.Add(new StripeFile(inspection, options, inspections.Count, _tally, meter, cancellationToken));

            List<StripePass> passes = [.. files.Select(file => file.Pass).OfType<StripePass>()];
            CheckSets(passes, isComplete && passes.Count == files.Count);
            string?[] hashes = [.. files.Select(file => file.Finish())];
            return Report(inspections, files, hashes, meter.Bytes);
        }
        finally
        {
            files.ForEach(file => file.Dispose());
        }
    }

    private bool CheckStripes(IReadOnlyList<MediaInspection> inspections)
    {
        var first = inspections[0].Media;
        var known = inspections.Select(one => one.Media).Where(one => one.MediaSetId != Guid.Empty).ToList();
        bool sameSet = known.TrueForAll(one => one.MediaSetId == first.MediaSetId && one.Stripes == first.Stripes);
        if (!sameSet || known.DistinctBy(one => one.Stripe).Count() != known.Count)
        {
            _findings.Error(FindingCode.StripeMismatch, "the files are not the stripes of one media set, each given once");
            return false;
        }

        int[] missing = [.. Enumerable.Range(1, first.Stripes).Except(inspections.Select(one => one.Media.Stripe))];
        if (missing.Length > 0)
        {
            _findings.Note(
                FindingCode.StripeMissing,
                $"of {first.Stripes.ToString(CultureInfo.InvariantCulture)} stripes these were not given: {string.Join(", ", missing)}; without them the sets can be neither checked as a whole nor restored");
        }

        return missing.Length == 0;
    }

    private void CheckSets(List<StripePass> passes, bool isComplete)
    {
        passes.ForEach(pass => pass.ReadMediaHeader());
        while (passes.FindAll(pass => pass.HasNextSet()) is { Count: > 0 } active)
        {
            var set = new SetCheck(_tally, isComplete);
            if (active.Count != passes.Count)
            {
                set.IsBroken = true;
                _findings.Error(FindingCode.StripeMismatch, "the stripes do not hold equally many backup sets");
            }

            active.ForEach(pass => new SetPass(pass, set).Read());
            _findings.Position = set.Header?.Position;
            set.Report(_findings);
            _findings.Position = null;
        }
    }

    private VerificationReport Report(
        IReadOnlyList<MediaInspection> inspections, List<StripeFile> files, IReadOnlyList<string?> hashes, long bytes)
    {
        string? path = files.Count == 1 ? files[0].Media.Path : null;
        bool looked = files.TrueForAll(file => file.Media.Container != Catalog.MediaContainer.Unknown) && inspections.All(StripeFile.IsReadable);
        IReadOnlyList<Finding> findings = Judgement.InOrder(
        [
            .. _findings.All().Select(finding => finding with { Path = path }),
            .. files.SelectMany(file => file.Findings.All()),

            // What the pass looks into it judges itself; of the rest the listing is all there is.
            .. files.Zip(inspections).Where(pair => pair.First.Pass is null).SelectMany(pair => pair.Second.Findings),
            .. inspections.SelectMany(one => one.Findings).Where(finding => finding.Code == FindingCode.NoSets),
        ]);
        return new VerificationReport
        {
            Media = [.. inspections.Select(one => one.Media)],
            Level = looked ? VerificationLevel.L1 : VerificationLevel.None,
            Verdict = Judgement.Of(findings),
            Findings = findings,
            Sha256 = [.. hashes.OfType<string>()],
            Counts = _tally.At(bytes),
        };
    }
}
