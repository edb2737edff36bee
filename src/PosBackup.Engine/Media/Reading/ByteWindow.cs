using System.Buffers;

namespace PosBackup.Engine.Media.Reading;

/// <summary>
/// A window that slides over a source. Everything it hands out is contiguous, so blocks, extents and log blocks are checked where
/// they were read, without a copy; at the end of the buffer the rest (less than one piece) moves to its front.
/// </summary>
/// <remarks>What was peeked is valid only up to the next peek, which may move it.</remarks>
internal sealed class ByteWindow : IDisposable
{
    /// <summary>Longest piece that can be asked for: a header and its 64 KB.</summary>
    public const int MaxPiece = 72 * 1024;

    private readonly ByteSource _source;
    private readonly int _capacity;
    private readonly int _readAhead;
    private byte[] _buffer;
    private int _start;
    private int _end;

    /// <param name="source">Where the bytes come from.</param>
    /// <param name="position">Stream offset of its first byte.</param>
    /// <param name="capacity">Bytes to hold, at least <see cref="MaxPiece"/>.</param>
    /// <param name="readAhead">Bytes that a read takes when fewer are asked for; null fills all that is free.</param>
    public ByteWindow(ByteSource source, long position, int capacity, int? readAhead = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, MaxPiece);
        _source = source;
        _capacity = capacity;
        _readAhead = readAhead ?? capacity;
        _buffer = ArrayPool<byte>.Shared.Rent(capacity);
        Position = position;
    }

    /// <summary>Stream offset of the first byte of the window.</summary>
    public long Position { get; private set; }

    /// <summary>Where in the file that byte lies.</summary>
    public long FileOffset => _source.FileOffset(Position);

    /// <inheritdoc cref="ByteSource.EndsEarly"/>
    public bool EndsEarly => _source.EndsEarly;

    /// <summary>Whether nothing follows.</summary>
    public bool IsAtEnd => Peek(1).IsEmpty;

    /// <summary>The next bytes, as many as asked for; fewer only at the end.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        Fill(count);
        return _buffer.AsSpan(_start, Math.Min(count, _end - _start));
    }

    /// <summary>All that is buffered, at least as much as asked for; less only at the end.</summary>
    public ReadOnlySpan<byte> PeekAll(int atLeast)
    {
        Fill(atLeast);
        return _buffer.AsSpan(_start, _end - _start);
    }

    /// <summary>Passes over bytes that were peeked.</summary>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _end - _start);
        _start += count;
        Position += count;
    }

    /// <summary>Passes over any number of bytes; answers how many there were.</summary>
    public long Skip(long count)
    {
        int buffered = (int)Math.Clamp(count, 0, _end - _start);
        Advance(buffered);
        if (count <= buffered)
            return buffered;

        long skipped = _source.Skip(count - buffered);
        Position += skipped;
        return buffered + skipped;
    }

    /// <summary>Gives the buffer back: nothing that was peeked may be looked at any more.</summary>
    public void Dispose()
    {
        if (_buffer.Length != 0)
            ArrayPool<byte>.Shared.Return(_buffer);

        _buffer = [];
        _start = _end = 0;
    }

    private void Fill(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxPiece);
        if (_end - _start >= count)
            return;

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        while (_end < count && _source.Read(_buffer.AsSpan(_end, Math.Min(_capacity - _end, Math.Max(count - _end, _readAhead)))) is > 0 and var read)
            _end += read;
    }
}
