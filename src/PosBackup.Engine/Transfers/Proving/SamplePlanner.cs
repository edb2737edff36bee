namespace PosBackup.Engine.Transfers.Proving;

/// <summary>
/// Which ranges of a file are read back: its head, its tail, and random blocks by a seed, so that a sample can be repeated and a server that keeps
/// only what it expects to be asked for is found out.
/// <code>
/// |head|......|block|...|block|block|............|tail|
/// </code>
/// </summary>
internal static class SamplePlanner
{
    /// <summary>Length of head, tail and each block.</summary>
    public const int BlockBytes = 1 << 20;

    /// <summary>The ranges, in order and not touching each other; one of all bytes when they would be most of the file.</summary>
    /// <param name="length">Length of the file.</param>
    /// <param name="blocks">Random blocks.</param>
    /// <param name="seed">What they are drawn by.</param>
    public static IReadOnlyList<SampledRange> Plan(long length, int blocks, long seed)
    {
        if (length == 0)
            return [];
        if (IsWhole(length, blocks))
            return [new SampledRange(0, length)];

        var random = new StableRandom(seed);
        var offsets = new SortedSet<long> { 0, length - BlockBytes };
        long inside = length - (2L * BlockBytes);
        for (int i = 0; i < blocks; i++)
            offsets.Add(BlockBytes + random.Below(inside - BlockBytes + 1));

        return Merge(offsets);
    }

    /// <summary>Whether a sample would be most of the file, and so is all of it.</summary>
    public static bool IsWhole(long length, int blocks) => length <= (blocks + 2L) * BlockBytes;

    private static List<SampledRange> Merge(SortedSet<long> offsets)
    {
        var ranges = new List<SampledRange>(offsets.Count);
        foreach (long offset in offsets)
        {
            if (ranges.Count > 0 && offset <= ranges[^1].End)
                ranges[^1] = new SampledRange(ranges[^1].Offset, offset + BlockBytes - ranges[^1].Offset);
            else
                ranges.Add(new SampledRange(offset, BlockBytes));
        }

        return ranges;
    }
}
