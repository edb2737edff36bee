using PosBackup.Engine.Transfers.Journal;
using PosBackup.Engine.Transfers.Proving;

namespace PosBackup.Engine.Transfers.Uploading;

/// <summary>
/// How far a range of a broken-off upload really came. The journal knows a lower bound, whose end is looked at; behind it every byte is compared until one is not the
/// source's. Bytes that are the source's by chance, such as zeros of a hole where the source has zeros, need not be sent.
/// </summary>
internal static class RangeEnd
{
    /// <summary>The offset to go on at; the beginning of the range when what is there is not the source's.</summary>
    public static async Task<long> FindAsync(RangeComparison comparison, RangeProgress range, long partLength, CancellationToken cancellationToken)
    {
        long end = Math.Min(range.To, partLength);
        if (end <= range.From)
            return range.From; // no byte of it came: the part ends before it begins

        long known = Math.Min(range.Acknowledged, end);
        long tail = Math.Max(range.From, known - SamplePlanner.BlockBytes);
        if (await comparison.FirstDifferenceAsync(new SampledRange(tail, known - tail), cancellationToken).ConfigureAwait(false) is not null)
            return range.From;

        return await comparison.FirstDifferenceAsync(new SampledRange(known, end - known), cancellationToken).ConfigureAwait(false) ?? end;
    }
}
