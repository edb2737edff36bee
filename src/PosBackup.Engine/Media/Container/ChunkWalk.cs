using System.Globalization;
using PosBackup.Engine.Media.Checks;
using PosBackup.Engine.Media.Checksums;
using PosBackup.Engine.Media.Mtf;
using PosBackup.Engine.Media.Reading;

namespace PosBackup.Engine.Media.Container;

/// <summary>
/// Walks the chunks of compressed media from header to header. Chunk headers have no checksum: where one makes no sense, the walk goes
/// on at the next chunk whose stored bytes match theirs.
/// </summary>
/// <param name="file">The file, from a chunk on.</param>
/// <param name="findings">Told about damaged headers.</param>
/// <param name="searches">Whether to go on behind a damaged header, rather than to end there.</param>
internal sealed class ChunkWalk(ByteWindow file, FindingLog findings, bool searches = true)
{
    // Looking at one costs as much as summing up 64 KB. In real files hardly anything looks like a chunk that is none; in a hostile one
    // everything may.
    private const int MaxCandidates = 100_000;

    private const int ReservedAt = 0x14;

    private int _candidates;

    /// <summary>Offset in the file of what comes next.</summary>
    public long Offset => file.Position;

    /// <summary>Whether a header was damaged: chunks may be missing from here on.</summary>
    public bool LostItsWay { get; private set; }

    /// <summary>Finds the next chunk without moving past its header; null at the end of the file.</summary>
    public Chunk? Next()
    {
        ReadOnlySpan<byte> head = file.Peek(ChunkHeader.Size);
        if (head.IsEmpty)
            return null;

        if (head.Length == ChunkHeader.Size)
        {
            ChunkHeader header = ChunkHeader.Read(head);
            if ((IsPlausible(head) && LeadsOn(header)) || Matches(header))
                return new Chunk(file.Position, header);
        }

        LostItsWay = true;
        findings.Error(FindingCode.ChunkHeaderDamaged, "no chunk begins where one must, or its header is damaged", file.Position);
        return Resume();
    }

    /// <summary>The stored bytes of a data chunk, fewer when the file ends inside. Moves to the next chunk.</summary>
    public ReadOnlySpan<byte> TakeStored(ChunkHeader header)
    {
        file.Advance(ChunkHeader.Size);
        ReadOnlySpan<byte> stored = file.Peek(header.StoredLength);
        if (stored.Length < header.StoredLength)
            findings.Error(FindingCode.Truncated, "the file ends inside a chunk", file.Position);

        file.Advance(stored.Length);
        return stored;
    }

    /// <summary>Passes over a data chunk without looking at it.</summary>
    public void Skip(ChunkHeader header) => file.Skip(ChunkHeader.Size + header.StoredLength);

    /// <summary>The filemark behind its chunk header. Moves to the next chunk. Null when there is none.</summary>
    public FilemarkChunk? TakeFilemark(ChunkHeader header)
    {
        long start = file.Position;
        file.Advance(ChunkHeader.FilemarkHeaderSize);
        ChunkIndex? index = header.Kind == ChunkKind.IndexAndFilemark ? TakeIndex() : null;
        long indexOffset = file.Position - (index?.Length ?? 0);
        file.Skip(header.Stored);
        ReadOnlySpan<byte> block = file.Peek(BlockHeader.Size);
        if (BlockHeader.Read(block) is not { Tag: BlockTag.Filemark } mark)
        {
            LostItsWay = true;
            findings.Error(FindingCode.ChunkHeaderDamaged, "the filemark that a chunk announces is not there", start);
            return null;
        }

        long offset = file.Position;
        block = file.Peek(mark.FirstStream == 0 ? BlockHeader.MaxPhysicalBlock : mark.FirstStream);
        file.Advance(block.Length);
        return new FilemarkChunk(offset, block.ToArray(), index, indexOffset);
    }

    private ChunkIndex? TakeIndex()
    {
        long start = file.Position;
        ReadOnlySpan<byte> head = file.Peek(ChunkIndex.HeaderSize);
        int length = head.Length == ChunkIndex.HeaderSize ? ChunkIndex.LengthOf(head) : 0;
        ChunkIndex? index = length == 0 ? null : ChunkIndex.Read(StreamBytes.Take(file, length));
        if (index is null)
            findings.Error(FindingCode.ChunkIndexMismatch, "the index of the chunks cannot be read", start);

        return index;
    }

    private Chunk? Resume()
    {
        if (!searches)
            return null;

        file.Advance(1);
        while (file.PeekAll(ByteWindow.MaxPiece) is { Length: >= ChunkHeader.Size } bytes)
        {
            int last = bytes.Length - ChunkHeader.Size;
            int at = bytes[..(last + 1)].IndexOfAny(ChunkKind.Compressed, ChunkKind.Filemark, ChunkKind.IndexAndFilemark);
            file.Advance(at < 0 ? last + 1 : at);
            if (at < 0)
                continue;

            ChunkHeader header = ChunkHeader.Read(bytes[at..]);
            if (IsPlausible(bytes[at..]) && IsChunk(header))
            {
                findings.Note(
                    FindingCode.ChunkHeaderDamaged,
                    string.Create(CultureInfo.InvariantCulture, $"reading went on at the next chunk, offset {file.Position}"),
                    file.Position);
                return new Chunk(file.Position, header);
            }

            if (_candidates > MaxCandidates)
            {
                findings.Note(FindingCode.ChunkHeaderDamaged, "too much looks like a chunk and is none: the rest of the file was not searched", file.Position);
                file.Skip(long.MaxValue);
                return null;
            }

            file.Advance(1);
        }

        file.Skip(ChunkHeader.Size);
        return null;
    }

    private bool IsChunk(ChunkHeader header)
    {
        if (header.IsFilemark)
            return IsFilemark(header);

        _candidates++;
        return Matches(header);
    }

    // Whether a header, or a filemark, follows where this one says: then its length is right, whatever became of the stored bytes.
    private bool LeadsOn(ChunkHeader header)
    {
        if (header.IsEncrypted)
            return true;

        if (header.IsFilemark)
            return IsFilemark(header);

        int next = ChunkHeader.Size + header.StoredLength;
        ReadOnlySpan<byte> bytes = file.Peek(next + ChunkHeader.Size);
        return bytes.Length < next + ChunkHeader.Size || IsPlausible(bytes[next..]);
    }

    private static bool IsPlausible(ReadOnlySpan<byte> head)
    {
        ChunkHeader header = ChunkHeader.Read(head);
        bool isData = header.Kind == ChunkKind.Compressed && header.Length is > 0 and <= ChunkHeader.MaxLength
            && head[ReservedAt..ChunkHeader.ChecksumAt].IndexOfAnyExcept((byte)0) < 0;
        return isData || header.IsFilemark || header.IsEncrypted;
    }

    // Whether the stored bytes match: then the header is one, of whatever kind.
    private bool Matches(ChunkHeader header)
    {
        ReadOnlySpan<byte> chunk = file.Peek(ChunkHeader.Size + header.StoredLength);
        return chunk.Length == ChunkHeader.Size + header.StoredLength
            && ChunkChecksum.Compute(chunk[ChunkHeader.Size..]) == header.Checksum;
    }

    private bool IsFilemark(ChunkHeader header)
    {
        int padding = ChunkHeader.FilemarkHeaderSize + header.Stored;
        ReadOnlySpan<byte> bytes = file.Peek(padding + BlockHeader.Size);
        if (header.Kind == ChunkKind.IndexAndFilemark)
        {
            return bytes.Length >= ChunkHeader.FilemarkHeaderSize + ChunkIndex.HeaderSize
                && ChunkIndex.LengthOf(bytes[ChunkHeader.FilemarkHeaderSize..]) != 0;
        }

        return bytes.Length == padding + BlockHeader.Size && BlockHeader.Read(bytes[padding..]) is { Tag: BlockTag.Filemark };
    }
}
