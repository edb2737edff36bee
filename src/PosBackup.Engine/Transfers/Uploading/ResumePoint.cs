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

    /// <summary>The offset to go on at; 0 when nothing of it can be used.</summary>
    /// <param name="comparison">The partial and its source.</param>
    /// <param name="length">Length of the partial.</param>
    /// <param name="blocks">Random blocks to read back.</param>
    /// <param name="seed">What they are drawn by.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<long> FindAsync(RangeComparison comparison, long length, int blocks, long seed, CancellationToken cancellationToken)
    {
        long candidate = await FindTailAsync(comparison, length, cancellationToken).ConfigureAwait(false);
        if (candidate == 0)
            return 0;

        return await comparison.FirstDifferenceAsync(SamplePlanner.Plan(candidate, (int)Math.Min(blocks, candidate / BytesForABlock), seed), cancellationToken).ConfigureAwait(false) is null ? candidate : 0;
    }

    /// <summary>The same by the tail alone: for those who prove the whole by its hash afterwards.</summary>
    public static async Task<long> FindTailAsync(RangeComparison comparison, long length, CancellationToken cancellationToken)
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

            candidate = Math.Max(0, candidate - step);
        }

        return candidate;
    }
}
