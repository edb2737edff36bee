using System.Buffers.Binary;
using PosBackup.Engine.Media.Container;
using PosBackup.Engine.Media.Mtf;
using PosBackup.Engine.Media.Xpress;
using PosBackup.SqlStandIn.Backups.Writing;

namespace PosBackup.Fuzz;

/// <summary>The MTF stream inside a healthy compressed file, and the way back: the same chunks around a changed stream.</summary>
/// <remarks>
/// Chunks that grow or shrink move what follows. Indexes, lists of filemarks and ends of sets follow them, so that a reader that comes from the end of
/// the file finds its way, and finds what was changed.
/// </remarks>
internal sealed class ChunkedStream
{
    private readonly List<Piece> _pieces = [];
    private readonly List<int> _setEnds;

    public ChunkedStream(byte[] file)
    {
        IReadOnlyList<Site> sites = Anatomy.Of(file);
        foreach (Site site in sites.Where(site => site.Kind is SiteKind.Chunk or SiteKind.Marker))
            _pieces.Add(site.Kind == SiteKind.Chunk ? Chunk(file, site) : Filemark(file, site));

        Bytes = new byte[Length];
        foreach (Piece piece in _pieces)
            Read(file, piece, Bytes.AsSpan(piece.Start, piece.Length));

        IReadOnlyList<Site> inside = Anatomy.Of(Bytes);
        Sites = Site.ByKind(inside);
        _setEnds = [.. inside.Select(site => site.Offset).Where(at => Bytes.AsSpan(at).StartsWith("ESET"u8))];
    }

    /// <summary>The whole stream; it may be changed.</summary>
    public byte[] Bytes { get; }

    /// <summary>Its structures, grouped by kind.</summary>
    public IReadOnlyList<IReadOnlyList<Site>> Sites { get; }

    private int Length => _pieces.Count == 0 ? 0 : _pieces[^1].Start + _pieces[^1].Length;

    public static bool IsCompressed(ReadOnlySpan<byte> file) => file.StartsWith(ContainerHeader.Signature);

    /// <summary>A compressed file around the stream.</summary>
    public byte[] Compress()
    {
        using var file = new MemoryStream();
        using var output = new CompressedOutput(file);
        var indexed = _pieces.Where(piece => piece.Index is not null).SelectMany(piece => piece.Index!.Entries).ToDictionary(entry => entry.FileOffset);
        var moved = new Dictionary<long, long>();
        foreach (Piece piece in _pieces)
        {
            Span<byte> bytes = Bytes.AsSpan(piece.Start, piece.Length);
            if (piece.IsFilemark)
            {
                Relocate(bytes[SoftFilemark.OldArrayAt..], moved);
                output.WriteFilemark(bytes.ToArray(), closesData: piece.Index is not null);
                moved[piece.FileOffset] = file.Position - piece.Length;
                continue;
            }

            moved[piece.FileOffset] = file.Position;
            foreach (int end in _setEnds.Where(end => end >= piece.Start && end < piece.Start + piece.Length))
                Relocate(Bytes.AsSpan(end + SetEndBlock.FirstSetEndAt, sizeof(long)), moved);

            if (indexed.TryGetValue(piece.FileOffset, out ChunkIndexEntry entry))
                output.Index(entry.StreamOffset);

            output.Write(bytes);
            output.Cut();
        }

        return file.ToArray();
    }

    private Piece Chunk(byte[] file, Site site) =>
        new(Length, ChunkHeader.Read(file.AsSpan(site.Offset)).Length, site.Offset, IsFilemark: false, Index: null);

    private Piece Filemark(byte[] file, Site site)
    {
        ChunkHeader header = ChunkHeader.Read(file.AsSpan(site.Offset));
        int at = site.Offset + ChunkHeader.FilemarkHeaderSize;
        int length = header.Kind == ChunkKind.IndexAndFilemark ? ChunkIndex.LengthOf(file.AsSpan(at)) : header.Stored;
        ChunkIndex? index = header.Kind == ChunkKind.IndexAndFilemark ? ChunkIndex.Read(file.AsSpan(at, length)) : null;
        int size = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at + length + BlockHeader.FirstStreamAt));
        return new Piece(Length, size == 0 ? BlockHeader.MaxPhysicalBlock : size, at + length, IsFilemark: true, index);
    }

    private static void Read(byte[] file, Piece piece, Span<byte> bytes)
    {
        if (piece.IsFilemark)
        {
            file.AsSpan(piece.FileOffset, piece.Length).CopyTo(bytes);
            return;
        }

        int stored = ChunkHeader.Read(file.AsSpan(piece.FileOffset)).StoredLength;
        if (!XpressHuffman.TryDecompress(file.AsSpan(piece.FileOffset + ChunkHeader.Size, stored), bytes))
            throw new InvalidDataException($"The chunk at {piece.FileOffset} of a healthy file does not decompress.");
    }

    /// <summary>Turns file offsets of before into those of now.</summary>
    private static void Relocate(Span<byte> offsets, Dictionary<long, long> moved)
    {
        for (int at = 0; at <= offsets.Length - sizeof(long); at += sizeof(uint))
        {
            if (moved.TryGetValue(BinaryPrimitives.ReadInt64LittleEndian(offsets[at..]), out long now))
                BinaryPrimitives.WriteInt64LittleEndian(offsets[at..], now);
        }
    }

    /// <summary>A chunk, or a filemark between chunks.</summary>
    /// <param name="Start">Where it begins in the stream.</param>
    /// <param name="Length">Its length there.</param>
    /// <param name="FileOffset">Where the chunk, or the filemark itself, stands in the file.</param>
    /// <param name="IsFilemark">Whether it is a filemark.</param>
    /// <param name="Index">The index in front of the filemark.</param>
    private sealed record Piece(int Start, int Length, int FileOffset, bool IsFilemark, ChunkIndex? Index);
}
