namespace PosBackup.Targets.Tests.Contract;

/// <summary>Content that comes in pieces of odd size, can only be read forwards, and does something when it has been read so far.</summary>
/// <param name="content">All of it.</param>
/// <param name="at">After how many bytes something happens; null for never.</param>
/// <param name="then">What happens; what it throws is thrown by the read.</param>
internal sealed class ContentStream(byte[] content, long? at = null, Action? then = null) : Stream
{
    private const int Piece = 30_011;
    private int _position;
    private bool _happened;

    /// <summary>Whether somebody closed it.</summary>
    public bool IsClosed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (!_happened && _position >= at)
        {
            _happened = true;
            then?.Invoke();
        }

        int count = Math.Min(Math.Min(buffer.Length, Piece), content.Length - _position);
        content.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        base.Dispose(disposing);
    }
}
