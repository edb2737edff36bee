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
