using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Drills;

namespace PosBackup.Engine.Tests.Drills;

public sealed class DrillMomentPlannerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(8));

    /// <summary>A full alone, then two stretches that overlap, then a third; not in order.</summary>
    private static readonly ReachableSpan[] Spans = [Span(20, 30), Span(100, 110), Span(0, 0), Span(25, 40)];

    [Fact]
    public void Choose_TakesTheEnds()
    {
        Assert.Equal(At(110), DrillMomentPlanner.Choose(DrillMoment.Latest, Spans, null, seed: 1));
        Assert.Equal(At(0), DrillMomentPlanner.Choose(DrillMoment.Oldest, Spans, null, seed: 1));
    }

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(1, 20)]
    [InlineData(33, 33)]
    [InlineData(41, 100)]
    [InlineData(110, 110)]
    public void Choose_TakesTheOldestOfTheWindow(double windowFrom, double oldest) =>
        Assert.Equal(At(oldest), DrillMomentPlanner.Choose(DrillMoment.Oldest, Spans, At(windowFrom), seed: 1));

    [Theory]
    [InlineData(DrillMoment.Latest)]
    [InlineData(DrillMoment.Random)]
    [InlineData(DrillMoment.Oldest)]
    public void Choose_GivesNothingWhereNothingCanBeReached(DrillMoment moment)
    {
        Assert.Null(DrillMomentPlanner.Choose(moment, [], null, seed: 1));
        Assert.Null(DrillMomentPlanner.Choose(moment, Spans, At(110.5), seed: 1));
    }

    [Fact]
    public void Choose_TakesEverySecondOfTheSpansAndNoOther()
    {
        DateTimeOffset[] seconds = [.. Enumerable.Range(0, 20_000).Select(seed => DrillMomentPlanner.Choose(DrillMoment.Random, Spans, null, seed)!.Value)];
        int[] counts = [.. seconds.GroupBy(at => (at - Noon).TotalSeconds).OrderBy(group => group.Key).Select(group => group.Count())];
        Assert.Equal(
            [0, .. Enumerable.Range(20, 21).Select(second => (double)second), .. Enumerable.Range(100, 11).Select(second => (double)second)],
            seconds.Select(at => (at - Noon).TotalSeconds).Distinct().Order());

        // 33 seconds share 20,000 drills: about 606 each, however the spans overlap.
        Assert.All(counts, count => Assert.InRange(count, 480, 740));
    }

    [Fact]
    public void Choose_FollowsFromTheSeed()
    {
        Assert.Equal(DrillMomentPlanner.Choose(DrillMoment.Random, Spans, null, seed: 42), DrillMomentPlanner.Choose(DrillMoment.Random, [.. Spans.Reverse()], null, seed: 42));
        Assert.True(Enumerable.Range(0, 20).Select(seed => DrillMomentPlanner.Choose(DrillMoment.Random, Spans, null, seed)).Distinct().Count() > 5);
    }

    [Theory]
    [InlineData(0.25, 3.75)]
    [InlineData(0.25, 0.5)]
    public void Choose_StaysWithinASpanThatBeginsBetweenSeconds(double from, double to)
    {
        for (int seed = -50; seed < 50; seed++)
        {
            DateTimeOffset at = DrillMomentPlanner.Choose(DrillMoment.Random, [Span(from, to)], null, seed)!.Value;
            Assert.InRange(at, At(from), At(to));
            Assert.True(at.Ticks % TimeSpan.TicksPerSecond == 0 || to < 1);
        }
    }

    [Fact]
    public void Choose_RefusesASpanThatEndsBeforeItBegins() =>
        Assert.Throws<ArgumentException>(() => DrillMomentPlanner.Choose(DrillMoment.Latest, [Span(5, 4)], null, seed: 1));

    private static ReachableSpan Span(double from, double to) => new(At(from), At(to), Guid.Empty);

    private static DateTimeOffset At(double seconds) => Noon.AddSeconds(seconds);
}
