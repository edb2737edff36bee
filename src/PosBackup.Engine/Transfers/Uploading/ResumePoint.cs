using PosBackup.Engine.Transfers.Proving;

namespace PosBackup.Engine.Transfers.Uploading;

/// <summary>
/// How much of a broken-off upload is the source's. Its name says which content it began as; that its bytes are the source's is read back: head, tail and
/// random blocks. A tail that is not (a server that lost its power keeps the length and forgets the bytes) is stepped back over, farther each time.
/// <code>
/// |proven...........................|lost|       length
///                      try ◄── 4 MiB ◄── 1 MiB ◄─┘
/// </code>
/// </summary>
internal static class ResumePoint
{
    private const long FirstStep = SamplePlanner.BlockBytes;
    private const int StepFactor = 4;
    private const int TellingBytes = 4096;

    /// <summary>Reading back must not cost what sending would: on a slow line an upload that is broken off again and again has to move.</summary>
    private const long BytesForABlock = 16L << 20;

    /// <summary>The offset to go on at; less than the floor when not even that much is the source's.</summary>
    /// <param name="comparison">The partial and its source.</param>
    /// <param name="floor">Bytes that were proven before, in a copy that grows; 0 for none. No step goes past it: what was added may all be lost, and the copy intact.</param>
    /// <param name="length">Length of the partial.</param>
    /// <param name="blocks">Random blocks to read back.</param>
    /// <param name="seed">What they are drawn by.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<long> FindAsync(RangeComparison comparison, long floor, long length, int blocks, long seed, CancellationToken cancellationToken)
    {
        long candidate = await FindTailAsync(comparison, floor, length, cancellationToken).ConfigureAwait(false);
        if (candidate == 0 || candidate < floor)
            return candidate;

        // The sample is read in order: a difference behind the floor says that all that was read before it is the source's.
        IReadOnlyList<SampledRange> sample = SamplePlanner.Plan(candidate, (int)Math.Min(blocks, candidate / BytesForABlock), seed);
        long? difference = await comparison.FirstDifferenceAsync(sample, cancellationToken).ConfigureAwait(false);
        return difference is null ? candidate : difference >= floor ? floor : 0;
    }

    /// <summary>The same by the tail alone: for those who prove the whole by its hash afterwards.</summary>
    public static async Task<long> FindTailAsync(RangeComparison comparison, long floor, long length, CancellationToken cancellationToken)
    {
        long candidate = length;
        for (long step = FirstStep; candidate > 0; step *= StepFactor)
        {
            long tail = Math.Max(0, candidate - SamplePlanner.BlockBytes);
            long? difference = await comparison.FirstDifferenceAsync(new SampledRange(tail, candidate - tail), cancellationToken).ConfigureAwait(false);
            if (difference is null)
                break;

            // Behind the first difference nothing counts; before it in this block all is the same. A few bytes may be so by chance.
            if (difference - tail >= TellingBytes)
            {
                candidate = difference.Value;
                break;
            }

            candidate = candidate > floor ? Math.Max(floor, candidate - step) : 0;
        }

        return candidate;
    }
}
