using System.Buffers.Binary;
using PosBackup.Engine.Media.Checksums;
using PosBackup.Engine.Media.Mtf;

namespace PosBackup.SqlStandIn.Backups.Writing;

/// <summary>Writes blocks and their data streams in Microsoft Tape Format, and keeps the list of filemarks.</summary>
internal sealed class MtfWriter(IMediaOutput output, int physicalBlock)
{
    private static readonly byte[] Zeros = new byte[65536];

    private readonly List<long> _filemarks = [];

    public long Position => output.Position;

    /// <summary>Where the SSET of the current set stands in the stream; blocks tell their distance from it.</summary>
    public long SetStart { get; set; }

    /// <summary>What the header of the media and the end of a set are filled up to.</summary>
    public int Unit => Math.Max(BlockHeader.LogicalBlock, physicalBlock);

    /// <summary>Takes over the filemarks of media that is continued, newest first.</summary>
    public void Continue(IEnumerable<long> filemarks) => _filemarks.AddRange(filemarks);

    /// <summary>Writes a block up to its first stream. The header is completed here.</summary>
    public void Block(uint tag, FieldWriter block, uint? controlId = null, uint attributes = 0)
    {
        block.Pad((block.Length + 3) & ~3);
        block.U32(0, tag);
        block.U32(BlockHeader.AttributesAt, attributes);
        block.U16(BlockHeader.FirstStreamAt, block.Length);
        block.U8(BlockHeader.OsIdAt, BlockHeader.WindowsNt);
        block.U8(BlockHeader.OsVersionAt, 1);
        if (controlId is { } id)
        {
            block.U64(BlockHeader.LogicalAddressAt, (Position - SetStart) / BlockHeader.LogicalBlock);
            block.U32(BlockHeader.ControlIdAt, id);
        }

        WriteSummed(block.ToArray(), BlockHeader.ChecksumAt);
    }

    public void BeginStream(uint tag, long length, int mediaAttributes = 0)
    {
        WriteZeros(-Position & (StreamHeader.Alignment - 1));
        var header = new FieldWriter(StreamHeader.Size);
        header.U32(0, tag);
        header.U16(StreamHeader.MediaAttributesAt, mediaAttributes);
        header.U64(StreamHeader.LengthAt, length);
        WriteSummed(header.ToArray(), StreamHeader.ChecksumAt);
    }

    public void Stream(uint tag, ReadOnlySpan<byte> bytes)
    {
        BeginStream(tag, bytes.Length);
        output.Write(bytes);
    }

    public void Write(ReadOnlySpan<byte> bytes) => output.Write(bytes);

    public void WriteZeros(long count)
    {
        for (; count > 0; count -= Zeros.Length)
            output.Write(Zeros.AsSpan(0, (int)Math.Min(count, Zeros.Length)));
    }

    /// <summary>Begins a stream of pages or log whose contents, behind the lead bytes, stand on a physical block.</summary>
    public void Contents(uint tag, long length, int mediaAttributes)
    {
        const int Lead = StreamHeader.Size + StreamHeader.LeadBytes;
        FillTo(StreamTag.AlignmentPadding, StreamHeader.IsAlignmentPadding, behind: Lead, physicalBlock, from: 0);
        BeginStream(tag, StreamHeader.LeadBytes + length, mediaAttributes);
        WriteZeros(StreamHeader.LeadBytes);
        output.Cut();
    }

    /// <summary>Ends such a stream. Whoever lists the media compressed may want to go on from here.</summary>
    public void EndContents()
    {
        output.Cut();
        output.Index(Position - SetStart);
    }

    /// <summary>SPAD: ends a block inside a set.</summary>
    public void EndBlock() => FillTo(StreamTag.Padding, mediaAttributes: 0, behind: 0, BlockHeader.LogicalBlock, SetStart);

    /// <summary>A stream of zeros up to a multiple of the unit from the start of a block.</summary>
    public void FillUnit(uint tag, long blockStart) => FillTo(tag, mediaAttributes: 0, behind: 0, Unit, blockStart);

    /// <summary>SFMB: lists the filemarks before it, newest first, as far as there is room.</summary>
    public void Filemark(bool closesData)
    {
        int capacity = (Math.Max(physicalBlock, BlockHeader.MinPhysicalBlock) - SoftFilemark.ArrayAt) / SoftFilemark.EntrySize;
        int used = Math.Min(capacity, _filemarks.Count);
        var block = new FieldWriter(physicalBlock);
        block.U32(0, BlockTag.Filemark);
        bool closesCompressed = closesData && output.IsCompressed;
        block.U32(BlockHeader.AttributesAt, BlockHeader.HasArrayOffset | (closesCompressed ? BlockHeader.ClosesCompressedPart : 0));
        block.U16(BlockHeader.FirstStreamAt, physicalBlock);
        block.U8(BlockHeader.OsIdAt, BlockHeader.WindowsNt);
        block.U8(BlockHeader.OsVersionAt, 1);
        block.U32(SoftFilemark.CapacityAt, (uint)capacity);
        block.U32(SoftFilemark.UsedAt, (uint)used);
        block.U32(SoftFilemark.ArrayOffsetAt, SoftFilemark.ArrayAt);
        for (int i = 0; i < used; i++)
            block.U64(SoftFilemark.ArrayAt + (i * SoftFilemark.EntrySize), _filemarks[i]);

        byte[] bytes = block.ToArray();
        Sum(bytes, BlockHeader.ChecksumAt);
        output.WriteFilemark(bytes, closesData);
        _filemarks.Insert(0, output.FilePosition - physicalBlock);
    }

    private void FillTo(uint tag, int mediaAttributes, int behind, int unit, long from)
    {
        long header = (Position + 3) & ~3L;
        long end = header + StreamHeader.Size + behind - from;
        long length = -end & (unit - 1);
        BeginStream(tag, length, mediaAttributes);
        WriteZeros(length);
    }

    private void WriteSummed(byte[] bytes, int checksumAt)
    {
        Sum(bytes, checksumAt);
        output.Write(bytes);
    }

    private static void Sum(byte[] bytes, int checksumAt) =>
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(checksumAt), HeaderChecksum.OfWords(bytes.AsSpan(0, checksumAt)));
}
