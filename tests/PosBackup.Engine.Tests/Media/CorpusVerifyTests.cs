using PosBackup.Engine.Media;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Media;

public sealed class CorpusVerifyTests
{
    /// <summary>First stripes; the test adds the second one.</summary>
    public static TheoryData<string> Files =>
        [.. Corpus.WhySkipped is null ? Corpus.Files.Where(file => file.Stripe == 1).Select(file => file.File) : []];

    [CorpusTheory]
    [MemberData(nameof(Files))]
    public async Task Verify_FindsEveryFileIntact(string name)
    {
        CorpusFile first = Corpus.Files.Single(file => file.File == name);
        CorpusFile[] stripes = [first, .. Corpus.Files.Where(other => IsOtherStripe(first, other))];

        VerificationReport report = await MediaVerifier.VerifyAsync([.. stripes.Select(file => file.FullPath)], new VerifyOptions());

        Assert.All(report.Findings, finding => Assert.Equal(FindingCode.ContentsUnprotected, finding.Code));
        Assert.Equal((Verdict.Intact, VerificationLevel.L1), (report.Verdict, report.Level));
        Assert.Equal(first.Stripes, stripes.Length);
        Assert.Equal(stripes.Select(file => file.Sha256), report.Sha256);
        Assert.Equal(stripes.Sum(file => file.Size), report.Counts.Bytes);
        AssertSomethingWasChecked(report, first);
    }

    [CorpusFact]
    public async Task Verify_QuickComparesTheChunksOfCompressedMedia()
    {
        var options = new VerifyOptions { Compressed = CompressedDepth.Quick };
        VerificationReport report = await MediaVerifier.VerifyAsync([Corpus.PathOf("SC-701_ClassWork/northwind.bak")], options);

        Assert.Equal(Verdict.Intact, report.Verdict);
        Assert.Equal((141, 0), (report.Counts.ChunksChecked, report.Counts.Pages));
        Assert.Single(report.Sha256);
    }

    [CorpusTheory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    public async Task Verify_FindsTheSameOnAnyNumberOfCores(int cores)
    {
        var options = new VerifyOptions { Parallelism = cores, Sha256 = false };
        VerificationReport report = await MediaVerifier.VerifyAsync([Corpus.PathOf("SC-701_ClassWork/northwind.bak")], options);

        Assert.Equal(Verdict.Intact, report.Verdict);
        Assert.Equal((1080, 646, 141), (report.Counts.Pages, report.Counts.PagesChecked, report.Counts.ChunksChecked));
        Assert.Empty(report.Sha256);
    }

    [CorpusFact]
    public async Task Verify_CallsAWholeStripeAloneNotChecked()
    {
        foreach (CorpusFile file in Corpus.Files.Where(file => file.Stripes > 1))
        {
            VerificationReport report = await MediaVerifier.VerifyAsync([file.FullPath], new VerifyOptions());

            Assert.Equal((file.File, Verdict.NotChecked), (file.File, report.Verdict));
            Finding missing = Assert.Single(report.Findings, finding => finding.Code == FindingCode.StripeMissing);
            Assert.Contains($"not given: {3 - file.Stripe};", missing.Message, StringComparison.Ordinal);
            Assert.All(report.Findings, finding => Assert.Equal(FindingSeverity.Note, finding.Severity));
        }
    }

    [CorpusFact]
    public async Task Verify_CallsADamagedStripeAloneDamaged()
    {
        using var folder = new TemporaryFolder();
        CorpusFile whole = Corpus.Files.First(file => file.Stripes > 1);
        string cut = folder.File("cut.bak");
        await File.WriteAllBytesAsync(cut, (await File.ReadAllBytesAsync(whole.FullPath))[..^1000]);

        VerificationReport report = await MediaVerifier.VerifyAsync([cut], new VerifyOptions());

        Assert.Equal(Verdict.Damaged, report.Verdict);
        Assert.Contains(report.Findings, finding => finding.Code == FindingCode.StripeMissing);
    }

    [CorpusFact]
    public async Task Verify_RefusesStripesOfTwoMediaSets()
    {
        string[] stripes = [.. Corpus.Files.Where(file => file.Stripes == 2 && file.Kinds == "L" && file.Stripe == 1).Take(2).Select(file => file.FullPath)];
        VerificationReport report = await MediaVerifier.VerifyAsync(stripes, new VerifyOptions());

        Assert.Contains(report.Findings, finding => finding.Code == FindingCode.StripeMismatch);
        Assert.Equal(Verdict.Damaged, report.Verdict);
    }

    private static bool IsOtherStripe(CorpusFile first, CorpusFile other) =>
        first.Stripes == 2 && other.Stripe == 2
        && (other.Database, other.Start, other.Kinds, other.LastLsn) == (first.Database, first.Start, first.Kinds, first.LastLsn);

    private static void AssertSomethingWasChecked(VerificationReport report, CorpusFile file)
    {
        if (file.Kinds != "L")
            Assert.InRange(report.Counts.PagesChecked, 1, report.Counts.Pages);
        else if (file.FirstLsn != file.LastLsn)
            Assert.NotEqual(0, report.Counts.LogBlocksChecked);

        bool withChecksum = file.Notes.Contains("WITH CHECKSUM", StringComparison.Ordinal);
        Assert.Equal(withChecksum, report.Counts.BackupChecksumsChecked > 0);
        Assert.Equal(file.Notes.Contains("compressed", StringComparison.Ordinal), report.Counts.ChunksChecked > 0);
    }
}
