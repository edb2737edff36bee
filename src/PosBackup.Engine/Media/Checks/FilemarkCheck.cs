using PosBackup.Engine.Media.Mtf;

namespace PosBackup.Engine.Media.Checks;

/// <summary>Each filemark lists the file offsets of those before it, newest first.</summary>
internal sealed class FilemarkCheck(FindingLog findings)
{
    // More than the largest filemark has room for; a hostile file may hold any number.
    private const int Remembered = 2 * BlockHeader.MaxPhysicalBlock / SoftFilemark.EntrySize;

    private readonly List<long> _offsets = [];

    /// <summary>Takes in the next filemark.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="block">The whole block.</param>
    /// <param name="fileOffset">Where it stands in the file.</param>
    /// <param name="complete">Whether all filemarks before it were seen.</param>
    public void Add(BlockHeader header, ReadOnlySpan<byte> block, long fileOffset, bool complete)
    {
        if (SoftFilemark.Read(header, block) is not { } mark)
        {
            findings.Error(FindingCode.FilemarkMismatch, "the list of a filemark does not fit into it", fileOffset);
        }
        else
        {
            if (complete && !Agrees(mark))
                findings.Error(FindingCode.FilemarkMismatch, "a filemark does not list the filemarks before it", fileOffset);

            if (block[mark.EntriesEnd..].ContainsAnyExcept((byte)0))
                findings.Suspect(FindingCode.PaddingNotZero, "the rest of a filemark is not zero", fileOffset + mark.EntriesEnd);
        }

        if (_offsets.Count == Remembered)
            _offsets.RemoveRange(0, Remembered / 2);

        _offsets.Add(fileOffset);
    }

    private bool Agrees(SoftFilemark mark)
    {
        int count = Math.Min(_offsets.Count, mark.Capacity);
        if (mark.Entries.Count != count)
            return false;

        for (int i = 0; i < count; i++)
        {
            if (mark.Entries[i] != _offsets[^(i + 1)])
                return false;
        }

        return true;
    }
}
