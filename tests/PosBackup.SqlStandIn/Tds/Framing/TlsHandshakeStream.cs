namespace PosBackup.SqlStandIn.Tds.Framing;

/// <summary>
/// Under an SslStream: while TLS shakes hands its records travel inside PRELOGIN packets, afterwards bare.
/// <code>
/// handshake   | 12 01 len .. | TLS records |        after   | TLS records [ TDS packets ] |
/// </code>
/// </summary>
internal sealed class TlsHandshakeStream(Stream inner) : Stream
{
    private readonly PacketReader _packets = new(inner, Packet.LargestSize);
    private readonly PacketWriter _answers = new(inner);
    private ReadOnlyMemory<byte> _records;
    private bool _handshakeOver;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>From here on bytes pass as they are.</summary>
    public void EndHandshake() => _handshakeOver = true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_records.IsEmpty && _handshakeOver)
            return await inner.ReadAsync(buffer, cancellationToken);

        while (_records.IsEmpty)
        {
            Packet? packet = await _packets.ReadPacketAsync(cancellationToken);
            if (packet is null)
                return 0;
            if (packet.Type != PacketType.PreLogin)
                throw new TdsProtocolException($"A {packet.Type} packet where TLS should shake hands.");
            _records = packet.Payload;
        }

        int length = Math.Min(buffer.Length, _records.Length);
        _records[..length].CopyTo(buffer);
        _records = _records[length..];
        return length;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_handshakeOver)
            await inner.WriteAsync(buffer, cancellationToken);
        else
            await _answers.WriteAsync(PacketType.PreLogin, buffer, endOfMessage: true, cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        _handshakeOver && _records.IsEmpty
            ? inner.Read(buffer, offset, count)
            : throw new NotSupportedException("The handshake is asynchronous.");

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!_handshakeOver)
            throw new NotSupportedException("The handshake is asynchronous.");
        inner.Write(buffer);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
