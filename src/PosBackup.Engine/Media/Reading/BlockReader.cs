using System.Globalization;
using PosBackup.Engine.Media.Checks;
using PosBackup.Engine.Media.Mtf;

namespace PosBackup.Engine.Media.Reading;

/// <summary>
/// Walks the blocks of an MTF stream and the data streams inside each: header, fixed part, streams up to SPAD, next block. The walk
/// needs no scanning; only where a header is damaged it looks for the next block that begins on a sector.
/// </summary>
internal sealed class BlockReader(ByteWindow window, FindingLog findings)
{
    private const int Sector = BlockHeader.MinPhysicalBlock;

    private long _streamEnd;
    private bool _lastStream;

    public ByteWindow Window => window;

    /// <summary>Stream offset of the block that <see cref="Next"/> found.</summary>
    public long Start { get; private set; }

    /// <summary>Whether the walk lost its way since this was last cleared: something before <see cref="Start"/> was passed over.</summary>
    public bool LostItsWay { get; set; }

    /// <summary>Finds the next block without moving past its header; null at the end.</summary>
    public BlockHeader? Next()
    {
        Start = window.Position;
        ReadOnlySpan<byte> head = window.Peek(BlockHeader.Size);
        if (head.IsEmpty || (head.Length < BlockHeader.Size && window.EndsEarly))
            return null;

        if (Recognize(head) is { } header)
            return header;

        LostItsWay = true;
        findings.Error(
            FindingCode.BlockHeaderDamaged,
            head.Length < BlockHeader.Size ? "the file ends inside a block header" : "no block begins where one must, or its header is damaged",
            window.FileOffset);
        return Resume();
    }

    /// <summary>The block up to its first stream; shorter when the file ends there. Moves on to the streams.</summary>
    public ReadOnlySpan<byte> TakeBody(BlockHeader header)
    {
        ReadOnlySpan<byte> body = window.Peek(header.FirstStream);
        window.Advance(body.Length);
        _streamEnd = window.Position;
        _lastStream = false;
        return body;
    }

    /// <summary>A filemark as a whole: it is one physical block and has no streams.</summary>
    public ReadOnlySpan<byte> TakeFilemark(BlockHeader header, int physicalBlock)
    {
        int size = header.FirstStream is >= BlockHeader.MinPhysicalBlock and var own ? own
            : physicalBlock != 0 ? physicalBlock : BlockHeader.MinPhysicalBlock;
        ReadOnlySpan<byte> block = window.Peek(size);
        window.Advance(block.Length);
        if (block.Length < size)
            Truncated();

        return block;
    }

    /// <summary>
    /// The next stream of the block; the window stands on its data, and what the caller leaves of it is passed over. Null behind the
    /// last one (SPAD), and where a header is damaged or the file ends.
    /// </summary>
    public StreamHeader? NextStream()
    {
        if (!PassOver(_streamEnd - window.Position) || _lastStream)
            return null;

        if (!PassOver(-window.Position & (StreamHeader.Alignment - 1)))
            return null;

        ReadOnlySpan<byte> head = window.Peek(StreamHeader.Size);
        if (StreamHeader.Read(head) is not { } stream)
        {
            LostItsWay = true;
            if (!window.EndsEarly)
                findings.Error(FindingCode.StreamHeaderDamaged, "no stream begins where one must, or its header is damaged", window.FileOffset);

            return null;
        }

        window.Advance(StreamHeader.Size);
        _streamEnd = stream.Length > long.MaxValue - window.Position ? long.MaxValue : window.Position + stream.Length;
        _lastStream = stream.Tag == StreamTag.Padding;
        return stream;
    }

    /// <summary>Bytes of the current stream that are still to come.</summary>
    public long Left => _streamEnd - window.Position;

    /// <summary>Passes over the streams that the caller is not interested in.</summary>
    public void SkipStreams()
    {
        while (NextStream() is not null)
        {
        }
    }

    private bool PassOver(long count)
    {
        if (count <= 0 || window.Skip(count) == count)
            return true;

        Truncated();
        return false;
    }

    private void Truncated()
    {
        LostItsWay = true;
        if (!window.EndsEarly)
            findings.Error(FindingCode.Truncated, "the file ends inside a block", window.FileOffset);
    }

    // A filemark's "first stream" is its size, and 65,536 does not fit into the field.
    private static BlockHeader? Recognize(ReadOnlySpan<byte> head) =>
        BlockHeader.Read(head) is { } header && (header.FirstStream >= BlockHeader.Size || header.Tag == BlockTag.Filemark) ? header : null;

    private BlockHeader? Resume()
    {
        long from = window.Position;
        window.Skip(Sector - (window.Position & (Sector - 1)));
        while (window.PeekAll(Sector) is { Length: >= Sector } sectors)
        {
            for (int at = 0; at <= sectors.Length - Sector; at += Sector)
            {
                if (Recognize(sectors[at..]) is not { } header || !BlockTag.IsKnown(header.Tag))
                    continue;

                window.Advance(at);
                Start = window.Position;
                findings.Note(
                    FindingCode.BlockHeaderDamaged,
                    string.Create(CultureInfo.InvariantCulture, $"reading went on {Start - from} bytes later, at the next {header.Name} block"),
                    window.FileOffset);
                return header;
            }

            window.Advance(sectors.Length / Sector * Sector);
        }

        window.Skip(Sector);
        return null;
    }
}
