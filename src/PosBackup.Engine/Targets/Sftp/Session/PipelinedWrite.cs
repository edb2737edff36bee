using System.Buffers.Binary;
using PosBackup.Engine.Targets.Sftp.Protocol;

namespace PosBackup.Engine.Targets.Sftp.Session;

/// <summary>
/// Writes a range of an open file with many WRITEs under way. Replies may come in any order; what is told as acknowledged is the beginning
/// without holes.
/// </summary>
/// <remarks>
/// The window is what OpenSSH's own channel window (2 MiB) and the pipes in front of it can hold, so that the line never waits for us; more
/// was measured to change nothing.
/// </remarks>
internal sealed class PipelinedWrite(SftpSession session, byte[] handle, long offset, int chunk, IProgress<long>? progress) : IReplySink
{
    private const int Window = 4 << 20;
    private const int MostUnderWay = 128;

    private readonly int[] _done = new int[SlotsOf(chunk)];
    private readonly FreeSlots _free = new(SlotsOf(chunk));
    private readonly int _batch = Math.Max(1, SlotsOf(chunk) / 4);
    private readonly int _head = DataPackets.WriteHead(handle.Length);
    private int _oldest;
    private long _acknowledged;
    private volatile Exception? _failed;

    /// <summary>Bytes from the beginning of the range that the server has acknowledged, without holes.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>Bytes that were sent, acknowledged or not.</summary>
    public long Sent { get; private set; }

    /// <summary>Sends bytes of the content until all are acknowledged. What is under way when it fails or is cancelled is still written.</summary>
    public async Task RunAsync(Stream content, long length, CancellationToken cancellationToken)
    {
        for (int slot = 0; Sent < length && _failed is null; slot = (slot + 1) % _done.Length)
        {
            await _free.TakeAsync(_batch, cancellationToken).ConfigureAwait(false);
            int count = (int)Math.Min(chunk, length - Sent);
            byte[] buffer = session.Buffers.Rent();
            try
            {
                await content.ReadExactlyAsync(buffer.AsMemory(_head, count), cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                session.Buffers.Return(buffer);
                _free.Release();
                throw;
            }

            Post(buffer, slot, count);
            Sent += count;
        }

        await DrainAsync(cancellationToken).ConfigureAwait(false);
        if (_failed is { } failed)
            throw failed;
    }

    /// <summary>Waits until no reply is due any more.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        for (int taken = 0; taken < _done.Length; taken++)
            await _free.TakeAsync(wakeAt: 1, cancellationToken).ConfigureAwait(false);
        _free.Release(_done.Length);
    }

    Memory<byte> IReplySink.Room(int tag, int count) => default;

    void IReplySink.Filled(int tag, int count)
    {
    }

    void IReplySink.Reply(int tag, SftpPacketType type, ReadOnlySpan<byte> body)
    {
        if (type != SftpPacketType.Status || body.Length < 4)
            throw new SftpProtocolException($"a packet of type {(byte)type} came in answer to a WRITE");

        if (BinaryPrimitives.ReadUInt32BigEndian(body) == 0)
            Acknowledge(tag);
        else
            Fail(new SftpStatusException(SftpStatus.Read(body)));
    }

    void IReplySink.Ended(int tag, Exception reason) => Fail(reason);

    private void Post(byte[] buffer, int slot, int count)
    {
        try
        {
            uint id = session.Enter(this, (slot * (chunk + 1)) + count);
            DataPackets.WriteHeadInto(buffer, id, handle, offset + Sent, count);
        }
        catch
        {
            session.Buffers.Return(buffer);
            _free.Release();
            throw;
        }

        session.Post(new ArraySegment<byte>(buffer, 0, _head + count));
    }

    private void Acknowledge(int tag)
    {
        _done[tag / (chunk + 1)] = tag % (chunk + 1);
        int passed = 0;
        for (; _done[_oldest] > 0; _oldest = (_oldest + 1) % _done.Length)
        {
            Interlocked.Add(ref _acknowledged, _done[_oldest]);
            _done[_oldest] = 0;
            passed++;
        }

        _free.Release(_failed is null ? passed : 1);
        if (passed > 0)
            Tell();
    }

    private void Tell()
    {
        try
        {
            progress?.Report(Acknowledged);
        }
#pragma warning disable CA1031 // Whatever a listener throws ends its own put, not the session of all.
        catch (Exception exception)
        {
            Note(exception);
        }
#pragma warning restore CA1031
    }

    private void Fail(Exception reason)
    {
        Note(reason);
        _free.Release();
    }

    /// <summary>From the first failure on each reply frees a slot by itself, for the hole is never filled; those behind it that wait for it are freed now.</summary>
    private void Note(Exception reason)
    {
        if (_failed is not null)
            return;

        _failed = reason;
        _free.Release(_done.Count(length => length > 0));
    }

    private static int SlotsOf(int chunk) => Math.Clamp(Window / chunk, 2, MostUnderWay);
}
