using PosBackup.Engine.Transfers.Journal;
using PosBackup.Engine.Transfers.Proving;

namespace PosBackup.Engine.Transfers.Uploading;

/// <summary>
/// How far a range of a broken-off upload really came. The journal knows a lower bound; what was written since is found by looking at single blocks, farther and
/// farther on, then halving. A range has no holes before its end, so a few blocks tell.
/// <code>
/// |from......acknowledged|?......?.............?|        to
///                         1 MiB  2 MiB   4 MiB   differs ─► halve
/// </code>
/// </summary>
internal static class RangeEnd
{
    private const long Block = 64 << 10;
    private const long Precision = 1 << 20;

    /// <summary>The offset to go on at; the beginning of the range when what is there is not the source's.</summary>
    public static async Task<long> FindAsync(RangeComparison comparison, RangeProgress range, long partLength, CancellationToken cancellationToken)
    {
        long end = Math.Min(range.To, partLength);
        long known = Math.Min(range.Acknowledged, end);
        if (known > range.From)
        {
            long tail = Math.Max(range.From, known - SamplePlanner.BlockBytes);
            if (await comparison.FirstDifferenceAsync(new SampledRange(tail, known - tail), cancellationToken).ConfigureAwait(false) is not null)
                return range.From;
        }

        long bad = end + 1;
        for (long step = Precision; known + step <= end; step *= 2)
        {
            if (!await IsSameBeforeAsync(comparison, known + step, cancellationToken).ConfigureAwait(false))
            {
                bad = known + step;
                break;
            }

            known += step;
        }

        while (bad - known > Precision && known + Precision <= end)
        {
            long middle = Math.Min(end, known + ((bad - known) / 2));
            if (await IsSameBeforeAsync(comparison, middle, cancellationToken).ConfigureAwait(false))
                known = middle;
            else
                bad = middle;
        }

        return known;
    }

    private static async Task<bool> IsSameBeforeAsync(RangeComparison comparison, long offset, CancellationToken cancellationToken) =>
        await comparison.FirstDifferenceAsync(new SampledRange(offset - Block, Block), cancellationToken).ConfigureAwait(false) is null;
}
