namespace PosBackup.Engine.Targets.Sftp.Session;

/// <summary>
/// Packets on their way to the server, written by a thread of their own: who sends never waits for a pipe that is full, so that a cancelled put
/// returns although the line is dead. Small packets that wait together go in one write.
/// </summary>
internal sealed class OutgoingPackets
{
    private const int Together = 16 << 10;
    private const int StackBytes = 256 << 10;

    private readonly Stream _stream;
    private readonly BufferPool _pool;
    private readonly Queue<ArraySegment<byte>> _waiting = new();
    private readonly byte[] _small = new byte[Together];
    private bool _closed;

    public OutgoingPackets(Stream stream, BufferPool pool)
    {
        (_stream, _pool) = (stream, pool);
        new Thread(Run, StackBytes) { IsBackground = true, Name = "sftp writer" }.Start();
    }

    /// <summary>Takes a packet over, its buffer too: one of the pool's size goes back to the pool. After <see cref="Close"/> packets are dropped.</summary>
    public void Add(ArraySegment<byte> packet)
    {
        lock (_waiting)
        {
            if (_closed)
                return;

            _waiting.Enqueue(packet);
            if (_waiting.Count == 1)
                Monitor.Pulse(_waiting);
        }
    }

    /// <summary>Ends the stream behind what waits; the server then ends too.</summary>
    public void Close()
    {
        lock (_waiting)
        {
            _closed = true;
            Monitor.Pulse(_waiting);
        }
    }

    private void Run()
    {
        try
        {
            while (Next() is { Array: not null } packet)
            {
                _stream.Write(packet);
                if (packet.Array != _small)
                    _pool.Return(packet.Array);
            }

            _stream.Dispose();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // ssh closed its end. It says why on the other pipes, where the reader finds it.
            Close();
        }
    }

    private ArraySegment<byte> Next()
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0)
            {
                if (_closed)
                    return default;

                Monitor.Wait(_waiting);
            }

            ArraySegment<byte> first = _waiting.Dequeue();
            if (_waiting.Count == 0 || first.Count + _waiting.Peek().Count > Together)
                return first;

            int length = 0;
            for (; ; first = _waiting.Dequeue())
            {
                first.AsSpan().CopyTo(_small.AsSpan(length));
                length += first.Count;
                _pool.Return(first.Array!);
                if (_waiting.Count == 0 || length + _waiting.Peek().Count > Together)
                    return new ArraySegment<byte>(_small, 0, length);
            }
        }
    }
}
