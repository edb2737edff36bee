using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Catalog;

public sealed class ManifestComparisonTests
{
    private static readonly string Hash = new('a', 64);
    private static readonly string OtherHash = new('b', 64);

    [Fact]
    public void Compare_ChangesNothingWhereThereIsNoManifest()
    {
        VerificationReport report = Report(Verdict.Intact, Hash);
        Assert.Equivalent(report, ManifestComparison.Compare(report, [Surveyed(null)]), strict: true);
    }

    [Fact]
    public void Compare_CallsOtherBytesThanWrittenDamage()
    {
        VerificationReport judged = ManifestComparison.Compare(Report(Verdict.Intact, OtherHash), [Surveyed(Hash)]);
        Assert.Equal((Verdict.Damaged, VerificationLevel.L1), (judged.Verdict, judged.Level));
        Finding finding = Assert.Single(judged.Findings);
        Assert.Equal((FindingSeverity.Error, FindingCode.ContentChanged), (finding.Severity, finding.Code));
    }

    [Fact]
    public void Compare_ProvesWhatCannotBeCheckedByItsBytes()
    {
        VerificationReport judged = ManifestComparison.Compare(Report(Verdict.NotChecked, Hash) with { Level = VerificationLevel.None }, [Surveyed(Hash)]);
        Assert.Equal((Verdict.Intact, VerificationLevel.L0), (judged.Verdict, judged.Level));
    }

    [Theory]
    [InlineData(Verdict.Suspect)]
    [InlineData(Verdict.Damaged)]
    public void Compare_MakesNothingBetterThatIsDamaged(Verdict verdict) =>
        Assert.Equal(verdict, ManifestComparison.Compare(Report(verdict, Hash), [Surveyed(Hash)]).Verdict);

    [Fact]
    public void Compare_NotesAManifestThatIsOfNoUse()
    {
        SurveyedMedia media = Surveyed(null) with { ManifestProblem = new PosBackupException(ErrorCode.ManifestUnreadable, "broken") };
        VerificationReport judged = ManifestComparison.Compare(Report(Verdict.Intact, Hash), [media]);
        Assert.Equal(Verdict.Intact, judged.Verdict);
        Assert.Equal((FindingSeverity.Note, FindingCode.ManifestUnusable), (judged.Findings[0].Severity, judged.Findings[0].Code));
    }

    [Fact]
    public void Recorded_KeepsTheHashOfWhatWasWritten()
    {
        Manifest manifest = Assert.Single(ManifestComparison.Recorded(Report(Verdict.Damaged, OtherHash), [Surveyed(Hash)], SomeMedia.Noon));
        Assert.Equal(Hash, manifest.Sha256);
        Assert.Equal(Verdict.Damaged, manifest.LatestProof()!.Verdict);
    }

    private static VerificationReport Report(Verdict verdict, string hash) =>
        new() { Media = [SomeMedia.File("a.bak")], Level = VerificationLevel.L1, Verdict = verdict, Findings = [], Sha256 = [hash] };

    private static SurveyedMedia Surveyed(string? hash)
    {
        MediaFile media = SomeMedia.File("a.bak");
        return new SurveyedMedia { Path = "a.bak", Inspection = new MediaInspection(media, []), Manifest = hash is null ? null : Manifest.FromMedia(media) with { Sha256 = hash } };
    }
}
