using PosBackup.Engine.Media.Checks;
using PosBackup.Engine.Media.Mtf;
using PosBackup.Engine.Media.Reading;

namespace PosBackup.Engine.Media.Listing;

/// <summary>Lists the sets of a file from its beginning, passing over their contents: for files whose end is damaged or cut off.</summary>
internal sealed class ForwardListing(MediaStreams streams, FindingLog findings)
{
    private readonly ListedSets _sets = new();
    private SetParts _parts = new();
    private bool _isOpen;
    private bool _isEnding;

    /// <summary>The sets, also the one that breaks off; what stands in the way is told to the findings.</summary>
    public ListedSets Read(MediaHead head, CancellationToken cancellationToken)
    {
        var reader = new BlockReader(streams.At(head.StreamStart, position: 0), findings);
        int physicalBlock = head.Tape?.PhysicalBlock ?? 0;
        while (reader.Next() is { } header)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (header.Tag)
            {
                case BlockTag.Filemark:
                    reader.TakeFilemark(header, physicalBlock);
                    _isOpen &= !_isEnding;
                    break;
                case BlockTag.Set:
                    Close();
                    (_isOpen, _isEnding) = (true, false);
                    _parts.Take(reader, header);
                    break;
                case BlockTag.SetEnd:
                    Close();
                    _isEnding = true;
                    Skip(reader, header);
                    break;
                default:
                    _parts.Take(reader, header);
                    break;
            }
        }

        if (_isOpen && !reader.Window.EndsEarly)
            findings.Error(FindingCode.Truncated, "the file ends before the backup set does", reader.Window.FileOffset);

        Close();
        return _sets;
    }

    private void Close()
    {
        if (_parts.Compose() is { } set)
            _sets.Add(set);

        _parts = new SetParts();
    }

    private static void Skip(BlockReader reader, BlockHeader header)
    {
        reader.TakeBody(header);
        reader.SkipStreams();
    }
}
