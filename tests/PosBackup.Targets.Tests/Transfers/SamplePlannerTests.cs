using PosBackup.Engine.Transfers.Proving;

namespace PosBackup.Targets.Tests.Transfers;

public sealed class SamplePlannerTests
{
    private const long Block = SamplePlanner.BlockBytes;

    [Theory]
    [InlineData(0L, 0)]
    [InlineData(1L, 1)]
    [InlineData(18 * Block, 1)]
    public void Plan_TakesAllOfSmallFiles(long length, int ranges)
    {
        IReadOnlyList<SampledRange> plan = SamplePlanner.Plan(length, blocks: 16, seed: 1);

        Assert.Equal(ranges, plan.Count);
        Assert.Equal(length, plan.Sum(range => range.Length));
    }

    [Fact]
    public void Plan_HasHeadTailAndBlocksThatDoNotOverlapWhateverTheSeed()
    {
        for (long seed = 0; seed < 500; seed++)
        {
            long length = (40 * Block) + (seed * 12_345);
            IReadOnlyList<SampledRange> plan = SamplePlanner.Plan(length, blocks: 16, seed);

            Assert.Equal(0, plan[0].Offset);
            Assert.Equal(length, plan[^1].End);
            Assert.All(plan.Zip(plan.Skip(1)), pair => Assert.True(pair.First.End < pair.Second.Offset));
            Assert.InRange(plan.Sum(range => range.Length), 10 * Block, 18 * Block);
            Assert.Equal(plan, SamplePlanner.Plan(length, blocks: 16, seed));
        }

        Assert.NotEqual(SamplePlanner.Plan(100 * Block, 16, seed: 1), SamplePlanner.Plan(100 * Block, 16, seed: 2));
    }
}
