using PosBackup.Engine.Media.Mtf;
using PosBackup.Engine.Media.Reading;

namespace PosBackup.Engine.Media.Listing;

/// <summary>
/// Finds the sets of a file from its end: the last filemark lists the offsets of all filemarks before it (of as many as it has room
/// for; the oldest of them lists the rest).
/// <code>TAPE mark0 | set 1 … mark1 ESET ESET mark2 | set 2 … mark3 ESET ESET mark4 | end of file</code>
/// </summary>
internal static class FilemarkChain
{
    private const int MaxSets = ushort.MaxValue;

    /// <summary>The sets in order; null when the end of the file does not look as it should.</summary>
    /// <param name="file">The file.</param>
    /// <param name="physicalBlock">Size of a filemark.</param>
    public static IReadOnlyList<SetPlace>? Find(MediaBytes file, int physicalBlock)
    {
        long last = file.Length - physicalBlock;
        var marks = new List<long> { last };
        byte[] block = new byte[physicalBlock];
        while (true)
        {
            if (ReadMark(file, marks[^1], block) is not { } mark)
                return null;

            foreach (long offset in mark.Entries)
            {
                if (offset < 0 || offset > marks[^1] - physicalBlock || marks.Count > 2 * MaxSets)
                    return null;

                marks.Add(offset);
            }

            if (mark.Entries.Count < mark.Capacity || mark.Entries.Count == 0)
                return Pair(marks, physicalBlock);
        }
    }

    private static List<SetPlace>? Pair(List<long> newestFirst, int physicalBlock)
    {
        if (newestFirst.Count % 2 == 0)
            return null;

        var sets = new List<SetPlace>();
        for (int i = newestFirst.Count - 1; i > 0; i -= 2)
            sets.Add(new SetPlace(newestFirst[i] + physicalBlock, newestFirst[i - 1]));

        return sets;
    }

    private static SoftFilemark? ReadMark(MediaBytes file, long offset, byte[] block) =>
        offset >= 0 && file.Read(offset, block) == block.Length && BlockHeader.Read(block) is { Tag: BlockTag.Filemark } header
            ? SoftFilemark.Read(header, block)
            : null;
}
