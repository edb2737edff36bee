using System.Buffers;
using System.Buffers.Binary;

namespace PosBackup.SqlStandIn.Tds.Framing;

/// <summary>Reads packets and whole messages. Never reads past the packet it was asked for, so that TLS can begin or end between two.</summary>
internal sealed class PacketReader(Stream stream, int largestMessage)
{
    private readonly byte[] _header = new byte[Packet.HeaderLength];

    /// <summary>The next packet; null when the client has hung up between two.</summary>
    public async Task<Packet?> ReadPacketAsync(CancellationToken cancellationToken)
    {
        int got = await stream.ReadAtLeastAsync(_header, Packet.HeaderLength, throwOnEndOfStream: false, cancellationToken);
        if (got == 0)
            return null;
        if (got < Packet.HeaderLength)
            throw new TdsProtocolException($"The client hung up after {got} bytes of a packet header.");

        var type = (PacketType)_header[0];
        if (!Enum.IsDefined(type))
            throw new TdsProtocolException($"Packet type 0x{_header[0]:X2} does not exist in TDS.");

        int length = BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(2));
        if (length is < Packet.HeaderLength or > Packet.LargestSize)
            throw new TdsProtocolException($"A {type} packet of {length} bytes: 8 to {Packet.LargestSize} are possible.");

        var status = (PacketStatus)_header[1];
        byte[] payload = new byte[length - Packet.HeaderLength];
        if (await stream.ReadAtLeastAsync(payload, payload.Length, throwOnEndOfStream: false, cancellationToken) < payload.Length)
            throw new TdsProtocolException($"The client hung up in the middle of a {type} packet.");
        return new Packet(type, status, payload);
    }

    /// <summary>The next message; null when the client has hung up between two.</summary>
    public async Task<TdsMessage?> ReadMessageAsync(CancellationToken cancellationToken)
    {
        Packet? first = await ReadPacketAsync(cancellationToken);
        return first is null ? null : await ReadRestAsync(first, cancellationToken);
    }

    /// <summary>The message that begins with a packet read before; an attention in its middle takes the place of it.</summary>
    public async Task<TdsMessage> ReadRestAsync(Packet first, CancellationToken cancellationToken)
    {
        if (first.EndsMessage)
            return new TdsMessage(first.Type, first.Status, first.Payload);

        var payload = new ArrayBufferWriter<byte>();
        payload.Write(first.Payload);
        PacketStatus status = first.Status;
        while (!status.HasFlag(PacketStatus.EndOfMessage))
        {
            Packet next = await ReadPacketAsync(cancellationToken)
                ?? throw new TdsProtocolException($"The client hung up in the middle of a {first.Type} message.");
            if (next.Type == PacketType.Attention)
                return new TdsMessage(next.Type, next.Status, next.Payload);
            if (next.Type != first.Type)
                throw new TdsProtocolException($"A {next.Type} packet in the middle of a {first.Type} message.");
            if (payload.WrittenCount + next.Payload.Length > largestMessage)
                throw new TdsProtocolException($"A {first.Type} message of more than {largestMessage} bytes.");

            payload.Write(next.Payload);
            status |= next.Status;
        }

        return new TdsMessage(first.Type, status, payload.WrittenSpan.ToArray());
    }
}
