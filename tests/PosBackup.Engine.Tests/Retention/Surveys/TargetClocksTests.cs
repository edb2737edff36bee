using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Planning;
using PosBackup.Engine.Retention.Surveys;

namespace PosBackup.Engine.Tests.Retention.Surveys;

public sealed class TargetClocksTests : IDisposable
{
    private readonly SurveyedShop _shop = new("hq", "far");

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Ask_TellsAllPlacesOfTheOneThatIsFarthestAway()
    {
        _shop.LayEverywhere(nights: 2);
        _shop.Laid.Clocks["hq"] = SurveyedShop.Now.AddMinutes(2);
        _shop.Laid.Clocks["far"] = SurveyedShop.Now.AddMinutes(-90);

        await using RetentionLook look = await _shop.LookEverywhereAsync();

        Assert.True(await look.Clocks.AskAsync(RetentionPlanner.Plan(look.Facts()), default));
        Assert.Equal([(SurveyedShop.Now.AddMinutes(-90), "far")], look.Facts().Places.Select(place => (place.Clock!.Value, place.ClockOf!)).Distinct());
        Assert.Equal(3, look.Facts().Places.Count);
    }

    [Fact]
    public async Task Ask_AsksNoneThatIsDefinedToTellNothing()
    {
        _shop.LayEverywhere(nights: 2);
        _shop.Laid.Clocks["far"] = DateTimeOffset.UnixEpoch;
        _shop.Options = _shop.Options with { Targets = [.. _shop.Options.Targets.Select(target => target with { IgnoreClock = target.Name == "far" })] };

        await using RetentionLook look = await _shop.LookEverywhereAsync();
        await look.Clocks.AskAsync(RetentionPlanner.Plan(look.Facts()), default);

        Assert.All(look.Facts().Places, place => Assert.Equal((SurveyedShop.Now, "hq"), (place.Clock!.Value, place.ClockOf)));
    }

    [Fact]
    public async Task Ask_AsksNobodyWhereNothingGoes()
    {
        _shop.Lay(_shop.Take(), RetentionPlace.Here, SurveyedShop.Hq);

        await using RetentionLook look = await _shop.LookEverywhereAsync();

        Assert.False(await look.Clocks.AskAsync(RetentionPlanner.Plan(look.Facts()), default));
        Assert.All(look.Facts().Places, place => Assert.Null(place.Clock));
    }

    [Fact]
    public async Task Ask_DoubtsATargetWhoseLineIsGone()
    {
        _shop.LayEverywhere(nights: 2);
        await using RetentionLook look = await _shop.LookEverywhereAsync();
        _shop.Laid.Veils["hq"].CallsLeft = 0;

        Assert.True(await look.Clocks.AskAsync(RetentionPlanner.Plan(look.Facts()), default));
        Assert.Equal([null, "its clock cannot be asked: hq is down", null], look.Facts().Places.Select(place => place.Doubt));
    }

    [Fact]
    public async Task Ask_TellsOfATargetThatHasNoRoom_AndHoldsNothingBack()
    {
        _shop.LayEverywhere(nights: 2);
        _shop.Laid.Veils["hq"].IsFull = true;

        await using RetentionLook look = await _shop.LookEverywhereAsync();
        await look.Clocks.AskAsync(RetentionPlanner.Plan(look.Facts()), default);

        RetentionNote note = Assert.Single(look.Notes(SurveyedShop.Hq));
        Assert.Equal(ErrorCode.NoSpace, note.Code);
        Assert.Empty(look.Notes(SurveyedShop.Far));
        Assert.All(look.Facts().Places, place => Assert.Null(place.Doubt));
    }
}
