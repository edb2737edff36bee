using System.Buffers.Binary;
using PosBackup.Engine.Targets.Sftp.Protocol;

namespace PosBackup.Engine.Targets.Sftp.Session;

/// <summary>
/// Reads a range of an open file ahead of its reader: a ring of READs, at most <see cref="Window"/> bytes. Replies may come in any order and
/// short; what a short one lacks is asked for again.
/// </summary>
internal sealed class ReadAhead : IReplySink
{
    private const int Window = 4 << 20;
    private const int MostUnderWay = 128;

    private readonly SftpSession _session;
    private readonly byte[] _handle;
    private readonly int _chunk;
    private readonly long _end;
    private readonly ReadSlot[] _slots;
    private readonly Lock _lock = new();
    private long _next;
    private int _oldest;
    private Exception? _failed;
    private bool _closed;
    private TaskCompletionSource? _waiting;

    /// <summary>Begins to read at once.</summary>
    public ReadAhead(SftpSession session, byte[] handle, int chunk, long offset, long end)
    {
        (_session, _handle, _chunk, _next, _end) = (session, handle, chunk, offset, end);
        long packets = Math.Max(1, (end - offset + chunk - 1) / chunk);
        _slots = new ReadSlot[Math.Min(packets, Math.Clamp(Window / chunk, 2, MostUnderWay))];
        lock (_lock)
        {
            for (int slot = 0; slot < _slots.Length; slot++)
                Refill(slot, _slots[slot] = new ReadSlot());
        }
    }

    /// <summary>Gives the next bytes; 0 at the end.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (target.Length > 0)
        {
            Task waiting;
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_closed, this);
                if (Ready(target.Span) is { } count)
                    return count;

                _waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                waiting = _waiting.Task;
            }

            await waiting.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return 0;
    }

    /// <summary>Lets go of the buffers; those that replies are still due for go when these have come.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            foreach (ReadSlot slot in _slots.Where(slot => !slot.UnderWay))
                Empty(slot);
        }
    }

    Memory<byte> IReplySink.Room(int tag, int count)
    {
        ReadSlot slot = _slots[tag];
        return count > 0 && count <= slot.Wanted - slot.Filled ? slot.Buffer.AsMemory(slot.Filled, count) : default;
    }

    void IReplySink.Filled(int tag, int count)
    {
        if (count == 0)
            throw new SftpProtocolException("a READ was answered with no bytes");

        lock (_lock)
        {
            ReadSlot slot = _slots[tag];
            slot.Filled += count;
            slot.UnderWay = false;
            if (_closed)
                Empty(slot);
            else if (slot.Filled < slot.Wanted)
                Ask(tag, slot);
            Wake();
        }
    }

    void IReplySink.Reply(int tag, SftpPacketType type, ReadOnlySpan<byte> body)
    {
        if (type != SftpPacketType.Status || body.Length < 4)
            throw new SftpProtocolException($"a packet of type {(byte)type} came in answer to a READ");

        if (BinaryPrimitives.ReadUInt32BigEndian(body) == (uint)SftpStatusCode.EndOfFile)
            Settle(tag, null);
        else
            Settle(tag, new SftpStatusException(SftpStatus.Read(body)));
    }

    void IReplySink.Ended(int tag, Exception reason) => Settle(tag, reason);

    private void Settle(int tag, Exception? reason)
    {
        lock (_lock)
        {
            ReadSlot slot = _slots[tag];
            (slot.UnderWay, slot.AtEnd) = (false, reason is null);
            _failed ??= reason;
            if (_closed)
                Empty(slot);
            Wake();
        }
    }

    /// <summary>Bytes of the oldest slot; null when it has to be waited for.</summary>
    private int? Ready(Span<byte> target)
    {
        ReadSlot slot = _slots[_oldest];
        if (slot.Buffer is null)
            return 0;
        if (slot.UnderWay)
            return _failed is null ? null : throw _failed;
        if (slot.Filled < slot.Wanted && !slot.AtEnd)
            throw _failed ?? new SftpProtocolException("a READ was left without a reply");

        int count = Math.Min(target.Length, slot.Filled - slot.Taken);
        slot.Buffer.AsSpan(slot.Taken, count).CopyTo(target);
        slot.Taken += count;
        if (slot.Taken == slot.Filled && !slot.AtEnd)
        {
            Refill(_oldest, slot);
            _oldest = (_oldest + 1) % _slots.Length;
        }

        return count;
    }

    private void Refill(int tag, ReadSlot slot)
    {
        if (_next >= _end)
        {
            Empty(slot);
            return;
        }

        slot.Buffer ??= _session.Buffers.Rent();
        (slot.Offset, slot.Filled, slot.Taken, slot.Wanted) = (_next, 0, 0, (int)Math.Min(_chunk, _end - _next));
        _next += slot.Wanted;
        Ask(tag, slot);
    }

    private void Ask(int tag, ReadSlot slot)
    {
        try
        {
            uint id = _session.Enter(this, tag);
            var packet = new byte[DataPackets.ReadLength(_handle.Length)];
            DataPackets.ReadInto(packet, id, _handle, slot.Offset + slot.Filled, slot.Wanted - slot.Filled);
            slot.UnderWay = true;
            _session.Post(packet);
        }
        catch (Exception exception) when (exception is SessionEndedException or SftpProtocolException)
        {
            _failed ??= exception;
        }
    }

    private void Empty(ReadSlot slot)
    {
        if (slot.Buffer is { } buffer)
            _session.Buffers.Return(buffer);
        slot.Buffer = null;
    }

    /// <summary>
    /// Lets the reader go on once a quarter of the ring is there from the oldest slot on: to wake it for each packet costs more than the packet. Slots that have nothing
    /// more to do count as there.
    /// </summary>
    private void Wake()
    {
        if (_waiting is null || (_failed is null && !_closed && !Enough()))
            return;

        TaskCompletionSource? waiting = _waiting;
        _waiting = null;
        waiting?.TrySetResult();
    }

    private bool Enough()
    {
        for (int next = 0; next < Math.Max(1, _slots.Length / 4); next++)
        {
            ReadSlot slot = _slots[(_oldest + next) % _slots.Length];
            if (slot.UnderWay)
                return false;
            if (slot.AtEnd)
                break;
        }

        return true;
    }
}
