using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Surveys;

namespace PosBackup.Engine.Tests.Retention.Surveys;

public sealed class RetentionLookTests : IDisposable
{
    private readonly SurveyedShop _shop = new("hq", "far");

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Facts_TellOfAllPlaces_HereFirst()
    {
        _shop.Lay(_shop.Take(), RetentionPlace.Here, SurveyedShop.Hq, SurveyedShop.Far);
        _shop.Options = _shop.Options with { WantedFreeBytes = 7, PolicyOf = target => target == "far" ? SurveyedShop.KeepOne with { KeepLast = 9 } : SurveyedShop.KeepOne };

        await using RetentionLook look = await _shop.LookEverywhereAsync();
        RetentionFacts facts = look.Facts();

        Assert.Equal(["here", "hq", "far"], facts.Places.Select(place => place.Place.ToString()));
        Assert.Equal([1, 1, 9], facts.Places.Select(place => place.Policy.KeepLast));
        Assert.All(facts.Places, place => Assert.Equal((7L, null, null), (place.WantedFreeBytes!.Value, place.Clock, place.Doubt)));
        Assert.Equal(["here", "hq", "far"], facts.Media.Select(media => media.Place.ToString()));
        Assert.Equal(SurveyedShop.Now, facts.Now);
        Assert.Empty(look.Failures);
    }

    [Fact]
    public async Task Facts_TellAlsoWhatLiesInPlacesThatAreNotJudged()
    {
        _shop.Lay(_shop.Take(), RetentionPlace.Here, SurveyedShop.Hq);
        _shop.Options = _shop.Options with { Places = ["HERE"] };

        await using RetentionLook look = await _shop.LookEverywhereAsync();

        Assert.Equal([RetentionPlace.Here], look.Facts().Places.Select(place => place.Place));
        Assert.Equal([RetentionPlace.Here, SurveyedShop.Hq], look.Facts().Media.Select(media => media.Place));
    }

    [Theory]
    [InlineData(true, null, 1)]
    [InlineData(false, null, 0)]
    [InlineData(true, 2, 2)]
    public async Task Facts_AskForACopyWhereTargetsAreDefined(bool hasTargets, int? copies, int expected)
    {
        _shop.Options = _shop.Options with { Policy = SurveyedShop.KeepOne with { Copies = copies }, Targets = hasTargets ? _shop.Options.Targets : [] };

        await using RetentionLook look = await _shop.LookEverywhereAsync();

        RetentionFacts facts = look.Facts();
        Assert.Equal((expected, expected), (facts.Policy.CopiesWanted(facts.HasTargets), facts.Places[0].Policy.CopiesWanted(facts.HasTargets)));
    }

    [Fact]
    public async Task ATargetThatIsNotReached_FailsAndIsToldHere_AndWhatLiesThereIsAbsent()
    {
        _shop.Lay(_shop.Take(), SurveyedShop.Hq);
        _shop.Laid.Veils["hq"].CallsLeft = 0;

        await using RetentionLook look = await _shop.LookEverywhereAsync();

        PlaceResult failure = Assert.Single(look.Failures);
        HeldMedia media = Assert.Single(look.Facts().Media);
        Assert.Equal((SurveyedShop.Hq, RetentionOutcome.Failed, ErrorCode.TargetUnavailable, "target hq: hq is down"), (failure.Place, failure.Outcome, failure.Code, failure.Message));
        Assert.Equal("the copies on hq do not count, as it could not be looked at: target hq: hq is down", Assert.Single(look.Notes(RetentionPlace.Here)).Message);
        Assert.Equal((SurveyedShop.Hq, true), (media.Place, media.IsAbsent));
        Assert.Equal([RetentionPlace.Here, SurveyedShop.Far], look.Facts().Places.Select(place => place.Place));
    }

    [Fact]
    public async Task Facts_ReadTheCatalogOnce()
    {
        _shop.Lay(_shop.Take(), SurveyedShop.Hq);
        _shop.Laid.Veils["hq"].CallsLeft = 0;

        await using RetentionLook look = await _shop.LookEverywhereAsync();
        HeldMedia absent = Assert.Single(look.Facts().Media);
        foreach (BackupCopy copy in _shop.Laid.Catalog.Copies())
            _shop.Laid.Catalog.ForgetCopy(copy.Target, copy.Medium, copy.Path);

        Assert.Same(absent, Assert.Single(look.Facts().Media));
    }
}
