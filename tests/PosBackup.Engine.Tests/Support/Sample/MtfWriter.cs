using System.Buffers.Binary;
using PosBackup.Engine.Media.Checksums;
using PosBackup.Engine.Media.Mtf;

namespace PosBackup.Engine.Tests.Support.Sample;

/// <summary>Writes blocks, streams and filemarks with their headers, checksums and padding.</summary>
internal sealed class MtfWriter(Stream output)
{
    public const int PhysicalBlock = 512;

    private readonly List<long> _marks = [];
    private long _setStart;
    private uint _control;

    public long Position => output.Position;

    /// <summary>Begins a block. The body reaches from behind the header to the first stream.</summary>
    public void Block(uint tag, byte[] block, uint attributes = 0)
    {
        bool isInSet = tag is not (BlockTag.Media or BlockTag.SetEnd or BlockTag.Filemark);
        if (tag == BlockTag.Set)
            (_setStart, _control) = (Position, 0);

        var fields = new FieldWriter(block.Length + (-block.Length & (StreamHeader.Alignment - 1)));
        block.CopyTo(fields.Bytes, 0);
        fields.U32(0, tag)
            .U32(BlockHeader.AttributesAt, attributes)
            .U16(BlockHeader.FirstStreamAt, fields.Bytes.Length)
            .Byte(BlockHeader.OsIdAt, BlockHeader.WindowsNt)
            .Byte(BlockHeader.OsVersionAt, 1)
            .Long(BlockHeader.LogicalAddressAt, isInSet ? (Position - _setStart) / BlockHeader.LogicalBlock : 0)
            .U32(BlockHeader.ControlIdAt, isInSet ? _control++ : 0)
            .Byte(BlockHeader.StringTypeAt, BlockHeader.Unicode);
        Write(fields.U16(BlockHeader.ChecksumAt, HeaderChecksum.OfWords(fields.Bytes.AsSpan(0, BlockHeader.ChecksumAt))).Bytes);
    }

    /// <summary>Writes a whole stream.</summary>
    public void Stream(uint tag, ReadOnlySpan<byte> contents, int attributes = 0)
    {
        BeginStream(tag, contents.Length, attributes);
        Write(contents);
    }

    /// <summary>Begins a stream whose contents follow by <see cref="Write"/>.</summary>
    public void BeginStream(uint tag, long length, int attributes = 0)
    {
        Write(new byte[-Position & 3]);
        FieldWriter fields = new FieldWriter(StreamHeader.Size)
            .U32(0, tag)
            .U16(StreamHeader.MediaAttributesAt, attributes)
            .Long(StreamHeader.LengthAt, length);
        Write(fields.U16(StreamHeader.ChecksumAt, HeaderChecksum.OfWords(fields.Bytes.AsSpan(0, StreamHeader.ChecksumAt))).Bytes);
    }

    /// <summary>Pads so that the contents of the next stream, behind its header and lead bytes, begin on a sector.</summary>
    public void AlignContents()
    {
        const int Headers = (2 * StreamHeader.Size) + StreamHeader.LeadBytes;
        long start = Position + (-Position & 3);
        Stream(StreamTag.AlignmentPadding, new byte[-(start + Headers + 2) & 511], StreamHeader.IsAlignmentPadding);
    }

    /// <summary>Ends a block: padding up to where the next one may begin, and more when asked for.</summary>
    public void EndBlock(uint tag, int more = 0)
    {
        int unit = tag is BlockTag.Media ? PhysicalBlock * 2 : BlockHeader.LogicalBlock;
        long origin = tag is BlockTag.Media or BlockTag.SetEnd ? 0 : _setStart;
        long start = Position + (-Position & 3) + StreamHeader.Size - origin;
        Stream(StreamTag.Padding, new byte[(-start & (tag == BlockTag.SetEnd ? PhysicalBlock - 1 : unit - 1)) + more]);
    }

    public void Filemark(uint attributes = BlockHeader.HasArrayOffset)
    {
        long position = Position;
        FieldWriter fields = new FieldWriter(PhysicalBlock)
            .U32(0, BlockTag.Filemark)
            .U32(BlockHeader.AttributesAt, attributes)
            .U16(BlockHeader.FirstStreamAt, PhysicalBlock)
            .U32(SoftFilemark.CapacityAt, (PhysicalBlock - SoftFilemark.ArrayAt) / SoftFilemark.EntrySize)
            .U32(SoftFilemark.ArrayOffsetAt, SoftFilemark.ArrayAt);
        int used = Math.Min(_marks.Count, (PhysicalBlock - SoftFilemark.ArrayAt) / SoftFilemark.EntrySize);
        for (int i = 0; i < used; i++)
            fields.Long(SoftFilemark.ArrayAt + (i * SoftFilemark.EntrySize), _marks[^(i + 1)]);

        fields.U32(SoftFilemark.UsedAt, (uint)used);
        Write(fields.U16(BlockHeader.ChecksumAt, HeaderChecksum.OfWords(fields.Bytes.AsSpan(0, BlockHeader.ChecksumAt))).Bytes);
        _marks.Add(position);
    }

    public void Write(ReadOnlySpan<byte> bytes) => output.Write(bytes);

    public static byte[] Checksum(uint sum)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, sum);
        return bytes;
    }
}
