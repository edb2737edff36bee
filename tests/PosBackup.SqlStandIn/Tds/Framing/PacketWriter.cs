using System.Buffers.Binary;

namespace PosBackup.SqlStandIn.Tds.Framing;

/// <summary>Cuts an answer into packets. Writes come one at a time.</summary>
internal sealed class PacketWriter(Stream stream)
{
    private byte _id;

    /// <summary>Size of a packet with its header; a new value counts from the next write on.</summary>
    public int PacketSize { get; set; } = Packet.InitialSize;

    /// <summary>The session's number, shown in each header.</summary>
    public int Spid { get; set; }

    /// <summary>Bytes of payload in a full packet.</summary>
    public int Room => PacketSize - Packet.HeaderLength;

    public void Write(PacketType type, ReadOnlySpan<byte> payload, bool endOfMessage) => stream.Write(Frame(type, payload, endOfMessage));

    public async Task WriteAsync(PacketType type, ReadOnlyMemory<byte> payload, bool endOfMessage, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Frame(type, payload.Span, endOfMessage), cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    private byte[] Frame(PacketType type, ReadOnlySpan<byte> payload, bool endOfMessage)
    {
        int packets = Math.Max(1, (payload.Length + Room - 1) / Room);
        byte[] framed = new byte[payload.Length + (packets * Packet.HeaderLength)];
        Span<byte> rest = framed;
        for (int i = 0; i < packets; i++)
        {
            int length = Math.Min(Room, payload.Length);
            bool last = i == packets - 1;
            rest[0] = (byte)type;
            rest[1] = (byte)(last && endOfMessage ? PacketStatus.EndOfMessage : PacketStatus.None);
            BinaryPrimitives.WriteUInt16BigEndian(rest[2..], (ushort)(length + Packet.HeaderLength));
            BinaryPrimitives.WriteUInt16BigEndian(rest[4..], (ushort)Spid);
            rest[6] = ++_id;
            payload[..length].CopyTo(rest[Packet.HeaderLength..]);
            payload = payload[length..];
            rest = rest[(length + Packet.HeaderLength)..];
        }

        if (endOfMessage)
            _id = 0;
        return framed;
    }
}
