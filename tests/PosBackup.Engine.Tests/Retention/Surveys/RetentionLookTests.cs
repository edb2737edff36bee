using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Planning;
using PosBackup.Engine.Retention.Surveys;

namespace PosBackup.Engine.Tests.Retention.Surveys;

public sealed class RetentionLookTests : IDisposable
{
    private readonly SurveyedShop _shop = new("hq", "far");

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Facts_TellOfAllPlaces_HereFirst()
    {
        _shop.Lay(_shop.Take(), RetentionPlace.Here, SurveyedShop.Hq, new RetentionPlace("far"));
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
        Assert.Equal([RetentionPlace.Here, new RetentionPlace("far")], look.Facts().Places.Select(place => place.Place));
    }

    [Fact]
    public async Task AskClocks_TellsAllPlacesOfTheOneThatIsFarthestAway()
    {
        LayTwo();
        _shop.Laid.Clocks["hq"] = SurveyedShop.Now.AddMinutes(2);
        _shop.Laid.Clocks["far"] = SurveyedShop.Now.AddMinutes(-90);

        await using RetentionLook look = await _shop.LookEverywhereAsync();

        Assert.True(await look.AskClocksAsync(RetentionPlanner.Plan(look.Facts()), default));
        Assert.Equal([(SurveyedShop.Now.AddMinutes(-90), "far")], look.Facts().Places.Select(place => (place.Clock!.Value, place.ClockOf!)).Distinct());
        Assert.Equal(3, look.Facts().Places.Count);
    }

    [Fact]
    public async Task AskClocks_AsksNoneThatIsDefinedToTellNothing()
    {
        LayTwo();
        _shop.Laid.Clocks["far"] = DateTimeOffset.UnixEpoch;
        _shop.Options = _shop.Options with { Targets = [.. _shop.Options.Targets.Select(target => target with { IgnoreClock = target.Name == "far" })] };

        await using RetentionLook look = await _shop.LookEverywhereAsync();
        await look.AskClocksAsync(RetentionPlanner.Plan(look.Facts()), default);

        Assert.All(look.Facts().Places, place => Assert.Equal((SurveyedShop.Now, "hq"), (place.Clock!.Value, place.ClockOf)));
    }

    [Fact]
    public async Task AskClocks_AsksNobodyWhereNothingGoes()
    {
        _shop.Lay(_shop.Take(), RetentionPlace.Here, SurveyedShop.Hq);

        await using RetentionLook look = await _shop.LookEverywhereAsync();

        Assert.False(await look.AskClocksAsync(RetentionPlanner.Plan(look.Facts()), default));
        Assert.All(look.Facts().Places, place => Assert.Null(place.Clock));
    }

    [Fact]
    public async Task AskClocks_DoubtsATargetWhoseLineIsGone()
    {
        LayTwo();
        await using RetentionLook look = await _shop.LookEverywhereAsync();
        _shop.Laid.Veils["hq"].CallsLeft = 0;

        Assert.True(await look.AskClocksAsync(RetentionPlanner.Plan(look.Facts()), default));
        Assert.Equal([null, "its clock cannot be asked: hq is down", null], look.Facts().Places.Select(place => place.Doubt));
    }

    [Fact]
    public async Task AskClocks_TellsOfATargetThatHasNoRoom_AndHoldsNothingBack()
    {
        LayTwo();
        _shop.Laid.Veils["hq"].IsFull = true;

        await using RetentionLook look = await _shop.LookEverywhereAsync();
        await look.AskClocksAsync(RetentionPlanner.Plan(look.Facts()), default);

        RetentionNote note = Assert.Single(look.Notes(SurveyedShop.Hq));
        Assert.Equal(ErrorCode.NoSpace, note.Code);
        Assert.Empty(look.Notes(new RetentionPlace("far")));
        Assert.All(look.Facts().Places, place => Assert.Null(place.Doubt));
    }

    private void LayTwo()
    {
        _shop.Lay(_shop.Take(), RetentionPlace.Here, SurveyedShop.Hq, new RetentionPlace("far"));
        _shop.Lay(_shop.Take(), RetentionPlace.Here, SurveyedShop.Hq, new RetentionPlace("far"));
    }
}
