using PosBackup.Engine.Transfers.Proving;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>Places in a file that a sample of four blocks by seed 7, as the tests here take it, reads or does not.</summary>
internal static class SamplePlaces
{
    /// <summary>One that it does not read.</summary>
    public static long FirstUnsampled(long length)
    {
        IReadOnlyList<SampledRange> sample = SamplePlanner.Plan(length, blocks: 4, seed: 7);
        return Assert.Single(sample.Zip(sample.Skip(1)).Where(pair => pair.Second.Offset - pair.First.End > 10).Take(1)).First.End + 5;
    }
}
