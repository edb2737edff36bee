using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Planning;

namespace PosBackup.Engine.Tests.Retention.Planning.AcrossPlaces;

/// <summary>A copy that cannot be used stands for none that can.</summary>
public sealed class SpoiltCopyTests
{
    private static readonly RetentionPlace Hq = new("hq");

    private static readonly RetentionPlace Cloud = new("cloud");

    private static readonly DateTimeOffset Now = Shelf.At("2026-03-31T21:00Z");

    private static readonly RetentionPolicy Last = new() { KeepLast = 1, MaximumDelete = 1, Zone = TimeZoneInfo.Utc, Copies = 0 };

    [Theory]
    [InlineData(Verdict.Damaged, false)]
    [InlineData(Verdict.Suspect, false)]
    [InlineData(Verdict.NotChecked, false)]
    [InlineData(Verdict.Intact, true)]
    [InlineData(null, true)]
    public void Plan_CountsACopyOnlyWhereNoVerificationFoundFaultWithIt(Verdict? verdict, bool goes)
    {
        Shelf shelf = Fulls();
        HeldMedia[] copies = [.. shelf.Media.Select(media => At(media, Hq))];
        copies[0] = copies[0] with { Verdict = verdict };

        RetentionPlan plan = Plan(Last with { Copies = 1 }, [.. shelf.Media, .. copies], RetentionPlace.Here, Hq);

        Assert.Equal(goes, plan.Places[0].Removed.Any(media => media.Media.MediaSetId == copies[0].MediaSetId));
    }

    /// <summary>The full of a held differential is damaged at hq, which keeps it as needed; the good one is at another place.</summary>
    [Fact]
    public void Plan_KeepsTheGoodFullElsewhere_WhereOnlyADamagedOneIsKept()
    {
        Shelf shelf = Fulls(withDifferential: true);
        HeldMedia[] hq = [.. shelf.Media.Select(media => At(media, Hq))];
        hq[0] = hq[0] with { Verdict = Verdict.Damaged };
        HeldMedia[] cloud = [.. shelf.Media.Where(media => media.Sets[0].Kind == BackupKind.Full).Select(media => At(media, Cloud))];

        RetentionPlan plan = Plan(Last, [.. hq, .. cloud], Hq, Cloud, held: shelf.Media[1].Sets[0]);

        Assert.DoesNotContain(plan.Places.SelectMany(place => place.Removed), media => media.Media.MediaSetId == shelf.Media[0].MediaSetId);
    }

    /// <summary>No place has both stripes of the full of a held differential.</summary>
    [Fact]
    public void Plan_KeepsStripesThatOnlyTwoPlacesHaveTogether()
    {
        Shelf shelf = Fulls(withDifferential: true);
        HeldMedia[] hq = [.. shelf.Media.Select(media => At(media, Hq))];
        HeldFile file = hq[0].Files[0];
        hq[0] = hq[0] with { Stripes = 2 };
        HeldMedia[] cloud = [.. shelf.Media.Where(media => media.Sets[0].Kind == BackupKind.Full).Select(media => At(media, Cloud))];
        cloud[0] = cloud[0] with { Stripes = 2, Files = [file with { Stripe = 2 }] };

        RetentionPlan plan = Plan(Last, [.. hq, .. cloud], Hq, Cloud, held: shelf.Media[1].Sets[0]);

        Assert.DoesNotContain(plan.Places.SelectMany(place => place.Removed), media => media.Media.MediaSetId == shelf.Media[0].MediaSetId);
    }

    private static Shelf Fulls(bool withDifferential = false)
    {
        var shelf = new Shelf();
        shelf.Take(BackupKind.Full, "2026-01-31T20:00Z");
        if (withDifferential)
            shelf.Take(BackupKind.Differential, "2026-02-01T20:00Z");
        foreach (string at in (string[])["2026-02-28T20:00Z", "2026-03-31T20:00Z"])
            shelf.Take(BackupKind.Full, at);
        return shelf;
    }

    private static HeldMedia At(HeldMedia media, RetentionPlace place) => media with { Place = place, ProvenAt = Now.AddDays(-1) };

    private static RetentionPlan Plan(RetentionPolicy policy, IReadOnlyList<HeldMedia> media, RetentionPlace one, RetentionPlace other, BackupSet? held = null) => RetentionPlanner.Plan(new RetentionFacts
    {
        Now = Now,
        Places = [new PlaceFacts { Place = one, Policy = policy }, new PlaceFacts { Place = other, Policy = policy }],
        Media = media,
        Policy = policy,
        Holds = held is null ? [] : [new RetentionHold(held.SetGuid, "the audit", Until: null)],
    });
}
