using PosBackup.Engine.Transfers.Journal;

namespace PosBackup.Engine.Transfers.Uploading;

/// <summary>
/// Cuts a file into ranges, one for each connection. Long contiguous ones: on a long fat line small ones that take turns were measured to lose what several
/// connections gain.
/// </summary>
internal static class RangePlanner
{
    /// <summary>A range is not shorter; a file that gives only one goes by one connection.</summary>
    public const long ShortestRange = 16L << 20;

    private const long Alignment = 1 << 20;

    public static IReadOnlyList<RangeProgress> Split(long length, int connections)
    {
        int count = (int)Math.Clamp(length / ShortestRange, 1, connections);
        long each = (length / count / Alignment * Alignment) is > 0 and long aligned ? aligned : length;
        return [.. Enumerable.Range(0, count).Select(i => new RangeProgress(i * each, i == count - 1 ? length : (i + 1) * each, i * each))];
    }

    /// <summary>Whether ranges cover a file of that length without gap and overlap, as ours do.</summary>
    public static bool Cover(IReadOnlyList<RangeProgress> ranges, long length)
    {
        long at = 0;
        foreach (RangeProgress range in ranges)
        {
            if (range.From != at || range.To < range.From || range.Acknowledged < range.From || range.Acknowledged > range.To)
                return false;

            at = range.To;
        }

        return at == length;
    }
}
