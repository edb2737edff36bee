namespace PosBackup.SqlStandIn.Tds.Framing;

/// <summary>One packet without its header.</summary>
internal sealed record Packet(PacketType Type, PacketStatus Status, byte[] Payload)
{
    public const int HeaderLength = 8;

    /// <summary>Packet size of both sides until the login has settled another.</summary>
    public const int InitialSize = 4096;

    public const int LargestSize = 32767;

    public bool EndsMessage => Status.HasFlag(PacketStatus.EndOfMessage);
}

/// <summary>The packets of one request put together. The status has the bits of all of them.</summary>
internal sealed record TdsMessage(PacketType Type, PacketStatus Status, byte[] Payload);
