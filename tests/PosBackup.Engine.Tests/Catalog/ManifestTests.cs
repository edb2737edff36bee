using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Catalog;

public sealed class ManifestTests
{
    [Fact]
    public void FromVerification_MakesOneManifestAStripeWithItsHashAndTheProof()
    {
        MediaFile first = SomeMedia.File("a.bak") with { Stripes = 2 };
        MediaFile second = SomeMedia.File("b.bak") with { Stripe = 2, Stripes = 2 };
        var report = new VerificationReport { Media = [first, second], Level = VerificationLevel.L1, Verdict = Verdict.Intact, Findings = [], Sha256 = ["11", "22"] };
        IReadOnlyList<Manifest> manifests = Manifest.FromVerification(report, SomeMedia.Noon);
        Assert.Equal([(first, "11"), (second, "22")], manifests.Select(m => (m.Media, m.Sha256!)));
        Assert.All(manifests, m => Assert.Equal(SomeMedia.Proof() with { ToolVersion = ToolVersion.Current }, Assert.Single(m.Proofs)));
    }

    [Fact]
    public void With_KeepsTheNewestProofOfEachLevelAndVerdict()
    {
        Manifest manifest = SomeMedia.Manifest("a.bak");
        for (int day = 0; day < 30; day++)
            manifest = manifest.With(SomeMedia.Proof(day == 3 ? Verdict.Damaged : Verdict.Intact, at: SomeMedia.Noon.AddDays(day)));

        Assert.Equal([(Verdict.Damaged, SomeMedia.Noon.AddDays(3)), (Verdict.Intact, SomeMedia.Noon.AddDays(29))], manifest.Proofs.Select(p => (p.Verdict, p.At)));
        Assert.Equal(SomeMedia.Noon.AddDays(29), manifest.LatestProof()!.At);
    }

    /// <summary>A clock that was ahead when the file was found intact hides no damage that was found when it was right again.</summary>
    [Fact]
    public void LatestProof_IsTheOneThatWasRecordedLast()
    {
        Manifest manifest = SomeMedia.Manifest("a.bak").With(SomeMedia.Proof(at: SomeMedia.Noon.AddYears(1))).With(SomeMedia.Proof(Verdict.Damaged));

        Assert.Equal(Verdict.Damaged, manifest.LatestProof()!.Verdict);
        Assert.Equal(Verdict.Damaged, manifest.LatestProof(SomeMedia.Noon.AddYears(2))!.Verdict);
    }

    [Fact]
    public void LatestProof_OfANow_PassesOverIntactOfTheFuture_AndOverNothingElse()
    {
        Manifest manifest = SomeMedia.Manifest("a.bak").With(SomeMedia.Proof(Verdict.Suspect)).With(SomeMedia.Proof(at: SomeMedia.Noon.AddHours(2)));

        Assert.Equal(Verdict.Suspect, manifest.LatestProof(SomeMedia.Noon)!.Verdict);
        Assert.Equal(Verdict.Intact, manifest.LatestProof(SomeMedia.Noon.AddHours(1))!.Verdict);
        Assert.Equal(Verdict.Damaged, manifest.With(SomeMedia.Proof(Verdict.Damaged, at: SomeMedia.Noon.AddYears(1))).LatestProof(SomeMedia.Noon)!.Verdict);
    }

    [Fact]
    public void Describes_SeesAnAppendThatTheManifestMissed()
    {
        MediaFile media = SomeMedia.File("a.bak");
        Manifest manifest = Manifest.FromMedia(media);
        Assert.True(manifest.Describes(media with { Path = "elsewhere.bak" }));
        Assert.False(manifest.Describes(media with { Length = media.Length + 1 }));
        Assert.False(manifest.Describes(media with { Sets = [.. media.Sets, SomeMedia.Set(position: 2)] }));
    }

    [Fact]
    public void Describes_SeesASwapToAFileOfTheSameLength()
    {
        MediaFile media = SomeMedia.File("a.bak");
        Manifest manifest = Manifest.FromMedia(media);
        Assert.False(manifest.Describes(media with { MediaSetId = Guid.NewGuid() }));
        Assert.False(manifest.Describes(media with { Sets = [SomeMedia.Set()] }));
    }
}
