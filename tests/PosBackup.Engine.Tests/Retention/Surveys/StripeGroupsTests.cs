using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Surveys;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Retention.Surveys;

public sealed class StripeGroupsTests
{
    private static readonly RetentionPlace Hq = new("hq");
    private static readonly DateTimeOffset Now = SomeMedia.Noon.AddDays(2);
    private static readonly Guid MediaSet = Guid.NewGuid();
    private static readonly BackupSet Monday = SomeMedia.Set();
    private static readonly BackupSet Tuesday = SomeMedia.Set();

    [Fact]
    public void Join_MakesOneOfStripesWithTheSameSets_InTheirOrder()
    {
        HeldMedia held = Assert.Single(StripeGroups.Join(Hq, [Stripe(3, Monday), Stripe(1, Monday), Stripe(2, Monday)], Now));

        Assert.Equal((Hq, MediaSet, 3, true), (held.Place, held.MediaSetId, held.Stripes, held.IsWhole));
        Assert.Equal([new HeldFile("/1.bak", 1, 4096, "hash 1"), new HeldFile("/2.bak", 2, 4096, "hash 2"), new HeldFile("/3.bak", 3, 4096, "hash 3")], held.Files);
        Assert.Equal([Monday], held.Sets);
    }

    /// <summary>A striped set that was copied to a second disk: one of the two may be damaged or not mounted, and the other is what it was.</summary>
    [Fact]
    public void Join_KeepsTwoWholeCopiesInTwoFoldersApart()
    {
        SurveyedFile[] first = [Stripe(1, Monday), Stripe(2, Monday), Stripe(3, Monday)];
        IEnumerable<SurveyedFile> second = first.Select(file => Damaged(file) with { Path = "/second" + file.Path, IsAbsent = true });

        HeldMedia[] held = [.. StripeGroups.Join(RetentionPlace.Here, [.. first, .. second], Now)];

        Assert.Equal([("/1.bak", 3, Verdict.Intact, true), ("/second/1.bak", 3, Verdict.Damaged, false)], held.Select(media => (media.Files[0].Path, media.Files.Count, media.Verdict!.Value, media.IsWhole)));
    }

    [Fact]
    public void Join_MakesOneOfStripesOnSeveralDisks_BesideAWholeCopy()
    {
        SurveyedFile[] scattered = [Stripe(1, Monday) with { Path = "/a/1.bak" }, Stripe(2, Monday) with { Path = "/b/2.bak" }, Stripe(3, Monday) with { Path = "/b/3.bak" }];

        HeldMedia[] held = [.. StripeGroups.Join(RetentionPlace.Here, [.. scattered, Stripe(1, Monday), Stripe(2, Monday), Stripe(3, Monday)], Now)];

        Assert.Equal(["/1.bak /2.bak /3.bak", "/a/1.bak /b/2.bak /b/3.bak"], held.Select(media => string.Join(' ', media.Files.Select(file => file.Path))));
    }

    [Fact]
    public void Join_KeepsStripesApartThatHoldDifferentSets()
    {
        HeldMedia[] held = [.. StripeGroups.Join(Hq, [Stripe(1, Monday), Stripe(2, Monday, Tuesday)], Now)];

        Assert.Equal([(1, false), (1, false)], held.Select(media => (media.Files.Count, media.IsWhole)));
    }

    [Fact]
    public void Join_LeavesFilesOfOneStripeAndThoseNobodyTellsOfByThemselves()
    {
        SurveyedFile alone = Stripe(1, Monday);
        alone = alone with { Manifest = alone.Manifest! with { Media = alone.Manifest.Media with { Stripes = 1 } } };

        HeldMedia[] held = [.. StripeGroups.Join(Hq, [alone, alone with { Path = "/copy.bak" }, new SurveyedFile("/unknown.bak", 7, Manifest: null)], Now)];

        Assert.Equal([("/1.bak", MediaSet, 1), ("/copy.bak", MediaSet, 1), ("/unknown.bak", Guid.Empty, 0)], held.Select(media => (media.Files.Single().Path, media.MediaSetId, media.Sets.Count)));
    }

    [Fact]
    public void Join_TellsTheWorstOfAllStripes()
    {
        HeldMedia held = Assert.Single(StripeGroups.Join(Hq,
        [
            Stripe(1, Monday) with { ProvenAt = SomeMedia.Noon },
            Stripe(2, Monday) with { ProvenAt = SomeMedia.Noon.AddDays(-1), IsAbsent = true, Doubt = "it is not there", IsBeingRemoved = true },
            Damaged(Stripe(3, Monday) with { ProvenAt = SomeMedia.Noon }),
        ], Now));

        Assert.Equal((Verdict.Damaged, SomeMedia.Noon.AddDays(-1), true, "it is not there", true), (held.Verdict, held.ProvenAt, held.IsAbsent, held.Doubt, held.IsBeingRemoved));
    }

    [Fact]
    public void Join_CallsNothingProvenOfWhichOneStripeIsNot() =>
        Assert.Null(Assert.Single(StripeGroups.Join(Hq, [Stripe(1, Monday) with { ProvenAt = SomeMedia.Noon }, Stripe(2, Monday)], Now)).ProvenAt);

    /// <summary>Versions before kept proofs by their times: one of a clock that was a year ahead stood behind the damage that was found since.</summary>
    [Fact]
    public void Join_BelievesNoProofOfTheFuture_OverDamageThatWasFound()
    {
        SurveyedFile ahead = Stripe(1, Monday);
        ahead = ahead with { Manifest = ahead.Manifest! with { Proofs = [SomeMedia.Proof(Verdict.Damaged), SomeMedia.Proof(at: Now.AddYears(1))] } };

        Assert.Equal(Verdict.Damaged, Assert.Single(StripeGroups.Join(Hq, [ahead], Now)).Verdict);
    }

    [Fact]
    public void Join_CallsNothingVerifiedByAProofOfTheFuture()
    {
        SurveyedFile ahead = Stripe(1, Monday);
        ahead = ahead with { Manifest = ahead.Manifest! with { Proofs = [SomeMedia.Proof(at: Now.AddYears(1))] } };

        Assert.Null(Assert.Single(StripeGroups.Join(Hq, [ahead], Now)).Verdict);
    }

    private static SurveyedFile Stripe(int number, params BackupSet[] sets)
    {
        Manifest manifest = SomeMedia.Manifest($"/{number}.bak", sets);
        return new SurveyedFile($"/{number}.bak", 4096, (manifest with { Sha256 = $"hash {number}", Media = manifest.Media with { MediaSetId = MediaSet, Stripe = number, Stripes = 3 } }).With(SomeMedia.Proof()));
    }

    private static SurveyedFile Damaged(SurveyedFile file) => file with { Manifest = file.Manifest!.With(SomeMedia.Proof(Verdict.Damaged, at: SomeMedia.Noon.AddDays(1))) };
}
