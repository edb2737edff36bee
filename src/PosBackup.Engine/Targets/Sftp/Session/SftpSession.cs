using System.Buffers.Binary;
using PosBackup.Engine.Targets.Sftp.Failures;
using PosBackup.Engine.Targets.Sftp.Protocol;

namespace PosBackup.Engine.Targets.Sftp.Session;

/// <summary>
/// An SFTP session over two pipes. Any number of requests are under way at once, replies come in any order. One thread reads and hands out
/// replies; no exception leaves it, whatever happens ends the session and every wait with it.
/// </summary>
internal sealed class SftpSession : IDisposable
{
    private const int LongestPacket = 1 << 20;
    private const int StackBytes = 256 << 10;

    private readonly IncomingBytes _incoming;
    private readonly OutgoingPackets _outgoing;
    private readonly OutstandingRequests _requests;
    private readonly TaskCompletionSource<ServerVersion> _version = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<Exception, Exception> _explain;
    private readonly Thread _reader;
    private byte[] _body = new byte[4096];

    /// <summary>Whose reply is being read: out of the table already, and to be told all the same when the session ends meanwhile.</summary>
    private (IReplySink? Sink, int Tag) _inHand;

    /// <param name="toServer">Pipe to the server; closed at the end.</param>
    /// <param name="fromServer">Pipe from the server.</param>
    /// <param name="explain">Makes of what the reader met what everybody who waits is told; called once, on the reader's thread, and may block a little.</param>
    /// <param name="time">Clock of the silence.</param>
    public SftpSession(Stream toServer, Stream fromServer, Func<Exception, Exception> explain, TimeProvider time)
    {
        _requests = new OutstandingRequests(time);
        _incoming = new IncomingBytes(fromServer, _requests.Heard);
        _outgoing = new OutgoingPackets(toServer, Buffers);
        _explain = explain;
        _reader = new Thread(Read, StackBytes) { IsBackground = true, Name = "sftp reader" };
    }

    /// <summary>Begins the session. Apart from the constructor, because what explains an end may want the session.</summary>
    public void Start()
    {
        _reader.Start();
        _outgoing.Add(new byte[] { 0, 0, 0, 5, (byte)SftpPacketType.Init, 0, 0, 0, 3 });
    }

    /// <summary>Buffers for packets with a file's bytes.</summary>
    public BufferPool Buffers { get; } = new();

    /// <summary>What the server said of itself; fails when the session ends before.</summary>
#pragma warning disable VSTHRD003 // The reader thread ends it, never anybody's context.
    public Task<ServerVersion> Version => _version.Task;
#pragma warning restore VSTHRD003

    /// <summary>Whether requests still have a chance.</summary>
    public bool IsAlive => _requests.EndedBy is null;

    /// <summary>For how long nothing came although a reply was due.</summary>
    public TimeSpan Silence => _requests.Silence();

    /// <summary>Sends a request and waits for its reply. A wait that is cancelled leaves the reply to be ignored.</summary>
    public async Task<SftpReply> AskAsync(SftpPacketType type, Action<PacketWriter> fields, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await SendAsync(type, fields).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a request; the task is its reply.</summary>
    public Task<SftpReply> SendAsync(SftpPacketType type, Action<PacketWriter> fields)
    {
        var reply = new SingleReply();
        var writer = new PacketWriter(type, _requests.Add(reply, 0));
        fields(writer);
        _outgoing.Add(writer.Take());
        return reply.Task;
    }

    /// <summary>Enters a request whose packet the caller builds.</summary>
    public uint Enter(IReplySink sink, int tag) => _requests.Add(sink, tag);

    /// <summary>Sends a packet that was built.</summary>
    public void Post(ArraySegment<byte> packet) => _outgoing.Add(packet);

    /// <summary>Closes the pipe to the server behind what is under way; the server then ends the session.</summary>
    public void Dispose() => _outgoing.Close();

    /// <summary>Waits until everybody was told of the end, so long at most.</summary>
    public void Join(TimeSpan atMost) => _reader.Join(atMost);

    private void Read()
    {
        Exception reason;
        try
        {
            _version.TrySetResult(ReadVersion());
            while (true)
                ReadPacket();
        }
#pragma warning disable CA1031 // An exception that left this thread would end the program.
        catch (Exception exception)
        {
            reason = exception;
        }
#pragma warning restore CA1031
        End(reason);
    }

    private void End(Exception reason)
    {
        try
        {
            reason = _explain(reason);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception exception)
        {
            reason = new SessionEndedException(new SshFailure(TargetFailure.Lost, $"the session ended: {reason.Message}"), exception);
        }
#pragma warning restore CA1031
        if (_version.TrySetException(reason))
            _ = _version.Task.Exception;
        _outgoing.Close();
        _inHand.Sink?.Ended(_inHand.Tag, reason);
        _requests.End(reason);
    }

    private ServerVersion ReadVersion()
    {
        Span<byte> head = stackalloc byte[5];
        _incoming.Fill(head[..4]);
        uint length = BinaryPrimitives.ReadUInt32BigEndian(head);
        if (length is < 5 or > LongestPacket)
            throw new NotSftpException(_incoming.Text(head[..4]));

        head[4] = _incoming.Byte();
        if (head[4] != (byte)SftpPacketType.Version)
            throw new NotSftpException(_incoming.Text(head));

        return ServerVersion.Read(Body((int)length - 1));
    }

    private void ReadPacket()
    {
        uint length = _incoming.UInt32();
        if (length is < 5 or > LongestPacket)
            throw new SftpProtocolException($"a packet of {length} bytes came, where 5 to {LongestPacket} are possible");

        var type = (SftpPacketType)_incoming.Byte();
        (IReplySink sink, int tag) = _requests.Take(_incoming.UInt32());
        _inHand = (sink, tag);
        if (type == SftpPacketType.Data)
            ReadData(sink, tag, (int)length - 5);
        else
            sink.Reply(tag, type, Body((int)length - 5));
        _inHand = default;
    }

    private void ReadData(IReplySink sink, int tag, int left)
    {
        uint count = left >= 4 ? _incoming.UInt32() : uint.MaxValue;
        if (count > left - 4)
            throw new SftpProtocolException("a packet with a file's bytes is shorter than it says");

        Memory<byte> room = sink.Room(tag, (int)count);
        if (room.Length != count)
            throw new SftpProtocolException($"{count} bytes of a file came, which nobody asked for");

        _incoming.Fill(room.Span);
        _incoming.Skip(left - 4 - (int)count);
        sink.Filled(tag, (int)count);
    }

    private ReadOnlySpan<byte> Body(int length)
    {
        if (_body.Length < length)
            _body = new byte[Math.Max(length, Math.Min(_body.Length * 2, LongestPacket))];

        _incoming.Fill(_body.AsSpan(0, length));
        return _body.AsSpan(0, length);
    }
}
