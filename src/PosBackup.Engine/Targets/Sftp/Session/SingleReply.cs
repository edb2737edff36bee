using PosBackup.Engine.Targets.Sftp.Protocol;

namespace PosBackup.Engine.Targets.Sftp.Session;

/// <summary>One reply to one request that is not about a file's bytes.</summary>
internal sealed class SingleReply : IReplySink
{
    private readonly TaskCompletionSource<SftpReply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

#pragma warning disable VSTHRD003 // The reader thread ends it, never anybody's context.
    public Task<SftpReply> Task => _reply.Task;
#pragma warning restore VSTHRD003

    public Memory<byte> Room(int tag, int count) => default;

    public void Filled(int tag, int count)
    {
    }

    public void Reply(int tag, SftpPacketType type, ReadOnlySpan<byte> body) => _reply.TrySetResult(new SftpReply(type, body.ToArray()));

    public void Ended(int tag, Exception reason)
    {
        if (_reply.TrySetException(reason))
            _ = _reply.Task.Exception;
    }
}

/// <summary>A reply as it came.</summary>
/// <param name="Type">Kind of packet.</param>
/// <param name="Body">What is behind the id.</param>
internal readonly record struct SftpReply(SftpPacketType Type, byte[] Body)
{
    /// <summary>The status of a STATUS packet.</summary>
    public SftpStatus Status => Type == SftpPacketType.Status ? SftpStatus.Read(Body) : throw Unexpected(Type);

    /// <summary>The body of a packet of that type.</summary>
    /// <exception cref="SftpStatusException">A status came instead.</exception>
    public byte[] Expect(SftpPacketType type)
    {
        if (Type == type)
            return Body;

        throw Type == SftpPacketType.Status ? new SftpStatusException(SftpStatus.Read(Body)) : Unexpected(Type);
    }

    /// <summary>Nothing, when the status is good.</summary>
    /// <exception cref="SftpStatusException">It is not.</exception>
    public void RequireOk()
    {
        if (Status is { IsOk: false } status)
            throw new SftpStatusException(status);
    }

    private static SftpProtocolException Unexpected(SftpPacketType type) => new($"a packet of type {(byte)type} came where another was due");
}
