using System.Buffers.Binary;

namespace PosBackup.SqlStandIn.Tds.Framing;

/// <summary>
/// Cuts an answer into packets. Each packet is a write of its own, so that under TLS it is a record of its own, as SQL Server's are:
/// SqlClient misreads long texts when one of its reads ends in the middle of a packet.
/// Writes come one at a time.
/// </summary>
internal sealed class PacketWriter(Stream stream)
{
    private byte[] _packet = new byte[Packet.InitialSize];
    private byte _id;

    /// <summary>Size of a packet with its header; a new value counts from the next write on.</summary>
    public int PacketSize
    {
        get => _packet.Length;
        set => _packet = new byte[value];
    }

    /// <summary>The session's number, shown in each header.</summary>
    public int Spid { get; set; }

    /// <summary>Bytes of payload in a full packet.</summary>
    public int Room => PacketSize - Packet.HeaderLength;

    public void Write(PacketType type, ReadOnlySpan<byte> payload, bool endOfMessage)
    {
        do
        {
            int length = Math.Min(Room, payload.Length);
            stream.Write(Frame(type, payload[..length], endOfMessage && length == payload.Length).Span);
            payload = payload[length..];
        }
        while (!payload.IsEmpty);
    }

    public async Task WriteAsync(PacketType type, ReadOnlyMemory<byte> payload, bool endOfMessage, CancellationToken cancellationToken)
    {
        do
        {
            int length = Math.Min(Room, payload.Length);
            await stream.WriteAsync(Frame(type, payload.Span[..length], endOfMessage && length == payload.Length), cancellationToken);
            payload = payload[length..];
        }
        while (!payload.IsEmpty);
        await stream.FlushAsync(cancellationToken);
    }

    private ReadOnlyMemory<byte> Frame(PacketType type, ReadOnlySpan<byte> payload, bool last)
    {
        _packet[0] = (byte)type;
        _packet[1] = (byte)(last ? PacketStatus.EndOfMessage : PacketStatus.None);
        BinaryPrimitives.WriteUInt16BigEndian(_packet.AsSpan(2), (ushort)(payload.Length + Packet.HeaderLength));
        BinaryPrimitives.WriteUInt16BigEndian(_packet.AsSpan(4), (ushort)Spid);
        _packet[6] = ++_id;
        payload.CopyTo(_packet.AsSpan(Packet.HeaderLength));
        if (last)
            _id = 0;
        return _packet.AsMemory(0, payload.Length + Packet.HeaderLength);
    }
}
