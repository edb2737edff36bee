using System.Buffers.Binary;
using PosBackup.Engine.Media.Checksums;
using PosBackup.Engine.Media.Container;
using PosBackup.SqlStandIn.Backups.Xpress;

namespace PosBackup.SqlStandIn.Backups.Writing;

/// <summary>Compressed media: the MTF stream in pieces of at most 64 KB, each a chunk of its own; filemarks stay as they are.</summary>
/// <remarks>
/// How SQL Server stores a piece that does not shrink is not known. Here it is compressed all the same, and cut in
/// halves when even that does not fit into the 16 bits of a chunk's size.
/// </remarks>
internal sealed class CompressedOutput : IMediaOutput
{
    private readonly Stream _file;
    private readonly XpressHuffmanCompressor _compressor = new();
    private readonly List<ChunkIndexEntry> _index = [];
    private readonly byte[] _piece = new byte[XpressHuffmanCompressor.MaxPiece];
    private int _filled;

    /// <param name="file">Standing at 0 in a new file, else behind the last filemark.</param>
    public CompressedOutput(Stream file)
    {
        _file = file;
        Position = file.Position;
        if (file.Position == 0)
            WriteHeader();
    }

    public long Position { get; private set; }

    public long FilePosition => _file.Position;

    public bool IsCompressed => true;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Position += bytes.Length;
        while (!bytes.IsEmpty)
        {
            int part = Math.Min(bytes.Length, _piece.Length - _filled);
            bytes[..part].CopyTo(_piece.AsSpan(_filled));
            bytes = bytes[part..];
            _filled += part;
            if (_filled == _piece.Length)
                Cut();
        }
    }

    public void Cut()
    {
        WriteChunks(_piece.AsSpan(0, _filled));
        _filled = 0;
    }

    public void Index(long offset) => _index.Add(new ChunkIndexEntry(offset, FilePosition));

    public void WriteFilemark(byte[] filemark, bool closesData)
    {
        Cut();
        if (closesData)
            WriteIndex(filemark.Length);
        else
            WritePadding(filemark.Length);

        _file.Write(filemark);
        Position += filemark.Length;
    }

    public void Flush()
    {
        Cut();
        _file.Flush();
    }

    public void Dispose() => _file.Dispose();

    private void WriteHeader()
    {
        Span<byte> header = stackalloc byte[ContainerHeader.Size];
        header.Clear();
        ContainerHeader.Signature.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[ContainerHeader.VersionAt..], ContainerHeader.KnownVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(header[ContainerHeader.AlgorithmAt..], ContainerHeader.Xpress);
        _file.Write(header);
    }

    private void WriteChunks(ReadOnlySpan<byte> piece)
    {
        if (piece.IsEmpty)
            return;

        ReadOnlySpan<byte> stored = _compressor.Compress(piece);
        if (stored.Length > ushort.MaxValue)
        {
            int half = piece.Length / 2 / ChunkHeader.Unit * ChunkHeader.Unit;
            WriteChunks(piece[..half]);
            WriteChunks(piece[half..]);
            return;
        }

        Span<byte> header = stackalloc byte[ChunkHeader.Size];
        header.Clear();
        header[ChunkHeader.KindAt] = ChunkKind.Compressed;
        header[ChunkHeader.UnitsAt] = checked((byte)(piece.Length / ChunkHeader.Unit));
        BinaryPrimitives.WriteUInt16LittleEndian(header[ChunkHeader.StoredAt..], (ushort)stored.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[ChunkHeader.ChecksumAt..], ChunkChecksum.Compute(stored));
        _file.Write(header);
        _file.Write(stored);
    }

    private void WritePadding(int physicalBlock)
    {
        int padding = ToBlock(ChunkHeader.FilemarkHeaderSize, physicalBlock);
        var chunk = new FieldWriter(ChunkHeader.FilemarkHeaderSize + padding);
        chunk.U8(ChunkHeader.KindAt, ChunkKind.Filemark);
        chunk.U16(ChunkHeader.StoredAt, padding);
        _file.Write(chunk.ToArray());
    }

    private void WriteIndex(int physicalBlock)
    {
        int entriesEnd = ChunkIndex.HeaderSize + (_index.Count * ChunkIndex.EntrySize);
        int length = entriesEnd + ChunkIndex.HeaderSize;
        length += ToBlock(ChunkHeader.FilemarkHeaderSize + length, physicalBlock);

        var index = new FieldWriter(length);
        foreach (int end in new[] { 0, length - ChunkIndex.HeaderSize })
        {
            index.U16(end, 1);
            index.U16(end + 2, 1);
            index.U32(end + ChunkIndex.CountAt, (uint)_index.Count);
            index.U32(end + ChunkIndex.LengthAt, (uint)length);
            index.U32(end + ChunkIndex.TagAt, (uint)FilePosition);
        }

        for (int i = 0; i < _index.Count; i++)
        {
            index.U64(ChunkIndex.HeaderSize + (i * ChunkIndex.EntrySize), _index[i].StreamOffset);
            index.U64(ChunkIndex.HeaderSize + (i * ChunkIndex.EntrySize) + sizeof(long), _index[i].FileOffset);
        }

        var header = new FieldWriter(ChunkHeader.FilemarkHeaderSize);
        header.U8(ChunkHeader.KindAt, ChunkKind.IndexAndFilemark);
        _file.Write(header.ToArray());
        _file.Write(index.ToArray());
        _index.Clear();
    }

    /// <summary>Bytes missing to a whole number of blocks behind so many more bytes.</summary>
    private int ToBlock(int more, int physicalBlock) => (int)(-(FilePosition + more) & (physicalBlock - 1));
}
