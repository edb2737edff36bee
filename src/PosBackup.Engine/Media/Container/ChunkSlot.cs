using System.Buffers;
using PosBackup.Engine.Media.Checksums;
using PosBackup.Engine.Media.Xpress;

namespace PosBackup.Engine.Media.Container;

/// <summary>One chunk on its way from the file to the stream. Whoever comes first decompresses it: a worker, or the reader that needs it now.</summary>
internal sealed class ChunkSlot : IDisposable
{
    private readonly byte[] _stored = ArrayPool<byte>.Shared.Rent(ChunkHeader.MaxLength);
    private readonly byte[] _bytes = ArrayPool<byte>.Shared.Rent(ChunkHeader.MaxLength);
    private readonly ManualResetEventSlim _done = new();
    private ChunkHeader _header;
    private int _length;
    private int _claimed;
    private bool _inflates;

    /// <summary>The filemark that it holds; null for a data chunk.</summary>
    public FilemarkChunk? Filemark { get; private set; }

    /// <summary>Where the chunk stands in the file; for a filemark where that stands.</summary>
    public long FileOffset { get; private set; }

    /// <summary>What became of it; valid after <see cref="Finish"/>.</summary>
    public ChunkOutcome Outcome { get; private set; }

    /// <summary>What it holds, decompressed; valid after <see cref="Finish"/>.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Takes in a compressed chunk.</summary>
    /// <param name="chunk">Its header and place.</param>
    /// <param name="stored">Its stored bytes.</param>
    /// <param name="inflates">Whether to decompress it, or to compare its checksum only.</param>
    public void Load(Chunk chunk, ReadOnlySpan<byte> stored, bool inflates)
    {
        _done.Reset();
        Filemark = null;
        _inflates = inflates;
        FileOffset = chunk.Offset;
        _header = chunk.Header;
        _length = stored.Length;
        stored.CopyTo(_stored);

        // From here on it may be run, even by a worker that still has the slot from its last use in its queue.
        Volatile.Write(ref _claimed, 0);
    }

    /// <summary>Takes in a filemark, which is not compressed.</summary>
    public void Load(FilemarkChunk filemark)
    {
        Filemark = filemark;
        FileOffset = filemark.Offset;
        filemark.Block.CopyTo(_bytes, 0);
        _length = filemark.Block.Length;
        Outcome = ChunkOutcome.Intact;
        _claimed = 1;
        _done.Set();
    }

    /// <summary>Decompresses the chunk unless somebody else does.</summary>
    public void Run()
    {
        if (Interlocked.Exchange(ref _claimed, 1) != 0)
            return;

        Outcome = _inflates ? Decompress() : CompareChecksum();
        _length = Math.Min(_header.Length, ChunkHeader.MaxLength);
        if (Outcome == ChunkOutcome.Damaged)
            _bytes.AsSpan(0, _length).Clear();

        _done.Set();
    }

    /// <summary>Answers when the chunk is decompressed.</summary>
    public void Finish()
    {
        Run();
        _done.Wait();
    }

    /// <summary>Gives its memory back. Only once, and only when it was never loaded or is finished.</summary>
    public void Dispose()
    {
        _done.Dispose();
        ArrayPool<byte>.Shared.Return(_stored);
        ArrayPool<byte>.Shared.Return(_bytes);
    }

    private ChunkOutcome CompareChecksum() =>
        Matches(_stored.AsSpan(0, _length)) ? _header.Kind == ChunkKind.Compressed ? ChunkOutcome.Intact : ChunkOutcome.Unknown
        : _header.IsEncrypted ? ChunkOutcome.Unknown : ChunkOutcome.ChecksumDiffers;

    private bool Matches(ReadOnlySpan<byte> stored) =>
        stored.Length == _header.StoredLength && ChunkChecksum.Compute(stored) == _header.Checksum;

    private ChunkOutcome Decompress()
    {
        if (_header.Length > ChunkHeader.MaxLength)
            return ChunkOutcome.Unknown;

        ReadOnlySpan<byte> stored = _stored.AsSpan(0, _length);
        Span<byte> bytes = _bytes.AsSpan(0, _header.Length);
        bool matches = Matches(stored);
        bool decompressed = XpressHuffman.TryDecompress(stored, bytes);
        if (!decompressed && matches && stored.Length == bytes.Length)
        {
            stored.CopyTo(bytes);
            decompressed = true;
        }

        return (matches, decompressed) switch
        {
            (true, true) => _header.Kind == ChunkKind.Compressed ? ChunkOutcome.Intact : ChunkOutcome.KindDiffers,
            (true, false) => ChunkOutcome.Unknown,
            (false, true) => ChunkOutcome.ChecksumDiffers,
            (false, false) => _header.IsEncrypted ? ChunkOutcome.Unknown : ChunkOutcome.Damaged,
        };
    }
}

/// <summary>What became of a chunk.</summary>
internal enum ChunkOutcome
{
    /// <summary>Its checksum matches and it decompressed.</summary>
    Intact,

    /// <summary>It decompressed, though its checksum does not match.</summary>
    ChecksumDiffers,

    /// <summary>Its checksum matches and it decompressed, though its header calls it something else.</summary>
    KindDiffers,

    /// <summary>Neither does its checksum match nor could it be decompressed; its bytes read as zeros.</summary>
    Damaged,

    /// <summary>Its checksum matches, but it is of a form that this reader does not know.</summary>
    Unknown,
}
